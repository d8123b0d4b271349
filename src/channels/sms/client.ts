import type { RequestOptions } from 'twilio/lib/base/RequestClient.js';
import { createHttpClient, NoAnswer } from './http-client.ts';
import type { SmsSettings } from './settings.ts';

/** What we ask of Twilio. */
export interface TwilioClient {
  send(text: { to: string; body: string; statusCallback: string }): Promise<{ sid: string }>;
  /** Newest first. */
  list(filter: { to?: string; from?: string; since?: Date; limit: number }): Promise<ListedMessage[]>;
  /** What has become of a text. */
  state(sid: string): Promise<{ status: string; errorCode?: number }>;
  /** Where the pictures of a text are. */
  media(sid: string): Promise<{ url: string; type: string }[]>;
  /** Throws unless account and token are accepted. */
  checkAccount(): Promise<void>;
  close(): void;
}

export interface ListedMessage {
  sid: string;
  direction: string;
  from: string;
  to: string;
  body: string;
  media: number;
  at: Date;
}

export interface ClientDeps {
  settings: SmsSettings;
  proxy?: string | undefined;
  /** For one whole request; a send must end within 10 s. */
  timeoutMs: number;
}

/** The SDK, loaded at the first request: it takes 0.1 s that a start need not wait for. */
export function createTwilioClient(deps: ClientDeps): TwilioClient {
  const { settings, proxy, timeoutMs } = deps;
  const http = createHttpClient({ proxy });
  let loading: ReturnType<typeof load> | undefined;
  const client = () => {
    loading ??= load();
    return loading;
  };

  async function load() {
    const [{ default: twilio }, { default: RequestClient }] = await Promise.all([
      import('twilio'),
      import('twilio/lib/base/RequestClient.js'),
    ]);
    class OriginClient extends RequestClient {
      override async request<T>(options: RequestOptions<T>) {
        return http.ask(toAsk(options, settings.apiUrl), timeoutMs) as never;
      }
    }
    return twilio(settings.accountSid, settings.authToken, { httpClient: new OriginClient() });
  }

  return {
    async send({ to, body, statusCallback }) {
      const from = settings.messagingServiceSid
        ? { messagingServiceSid: settings.messagingServiceSid }
        : { from: settings.from ?? '' };
      return answered(async () => {
        const { sid } = await (await client()).messages.create({ to, body, statusCallback, ...from });
        return { sid };
      });
    },
    async list({ to, from, since, limit }) {
      const filter = {
        limit,
        pageSize: Math.min(limit, 1000),
        ...(to ? { to } : {}),
        ...(from ? { from } : {}),
        // The provider filters by whole days.
        ...(since ? { dateSentAfter: new Date(since.getTime() - 24 * 3600_000) } : {}),
      };
      return answered(async () => (await (await client()).messages.list(filter)).map(listed));
    },
    async state(sid) {
      return answered(async () => {
        const { status, errorCode } = await (await client()).messages(sid).fetch();
        return { status, ...(errorCode && { errorCode: Number(errorCode) }) };
      });
    },
    async media(sid) {
      return answered(async () => {
        const found = await (await client()).messages(sid).media.list({ limit: 10 });
        return found.map(({ uri, contentType }) => ({
          url: new URL(uri.replace(/\.json$/, ''), settings.apiUrl).href,
          type: contentType,
        }));
      });
    },
    async checkAccount() {
      const sdk = await client();
      await answered(() => sdk.api.v2010.accounts(settings.accountSid).fetch());
    },
    close: () => http.close(),
  };
}

/** An answer that is no JSON (a proxy's page) proves nothing about what was sent. */
async function answered<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new NoAnswer('the SMS provider’s answer is unreadable', { cause: error });
    throw error;
  }
}

interface SdkMessage {
  sid: string;
  direction: string;
  from: string;
  to: string;
  body: string | null;
  numMedia: string | null;
  dateCreated: Date;
}

const listed = (message: SdkMessage): ListedMessage => ({
  sid: message.sid,
  direction: message.direction,
  from: message.from,
  to: message.to,
  body: message.body ?? '',
  media: Number(message.numMedia ?? 0),
  at: message.dateCreated,
});

/** The SDK's path and query under our own origin; its form as Twilio wants it. */
function toAsk<T>(options: RequestOptions<T>, apiUrl: string) {
  const { pathname, search } = new URL(options.uri);
  const url = new URL(pathname + search, apiUrl);
  for (const [name, value] of pairsOf(options.params)) url.searchParams.append(name, value);
  const pair = Buffer.from(`${options.username ?? ''}:${options.password ?? ''}`).toString('base64');
  const headers: Record<string, string> = { Authorization: `Basic ${pair}`, Accept: 'application/json' };
  if (options.method.toUpperCase() !== 'POST') return { method: options.method, url, headers };
  const body = new URLSearchParams(pairsOf(options.data)).toString();
  headers['Content-Type'] = 'application/x-www-form-urlencoded';
  headers['Content-Length'] = String(Buffer.byteLength(body));
  return { method: options.method, url, headers, body };
}

function pairsOf(params: unknown): [string, string][] {
  if (typeof params !== 'object' || params === null) return [];
  return Object.entries(params).flatMap(([name, value]): [string, string][] => {
    if (value === undefined || value === null) return [];
    return (Array.isArray(value) ? value : [value]).map((each) => [name, String(each)]);
  });
}
