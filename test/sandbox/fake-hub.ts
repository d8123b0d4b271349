import { mkdtempSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { SMTPServer } from 'smtp-server';
import { createServer } from '../../src/http/server.ts';
import {
  type Cast,
  createSandbox,
  type HubReads,
  type SandboxSettings,
  type Told,
  type Upcoming,
} from '../../src/sandbox/sandbox.ts';
import { testPort } from '../support/test-port.ts';

const log = pino({ level: 'silent' });

export const cast: Cast = {
  users: [
    { id: 'U0ANA', name: 'Ana', role: 'engineer' },
    { id: 'U0BEN', name: '本', nameEn: 'Ben', role: 'engineer' },
    { id: 'U0LEA', name: 'Lea', role: 'leader' },
  ],
  channels: [
    { id: 'C0CARDS', name: 'cards' },
    { id: 'C0ALERTS', name: 'alerts' },
  ],
  contacts: [{ name: '周岚', phones: ['+8613900000009'], mails: ['zhou@example.org'] }],
  timezone: 'Asia/Shanghai',
};

async function formOf(req: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return req.headers['content-type']?.startsWith('application/json')
    ? new URLSearchParams({ event: text })
    : new URLSearchParams(text);
}

/** What stands in for the hub: it keeps what it is sent, and does what a test tells it to. */
export async function startFakeHub(dataDir = mkdtempSync(join(tmpdir(), 'sandbox-'))) {
  const heard: { path: string; form: URLSearchParams }[] = [];
  const mails: string[] = [];
  const fake = {
    now: new Date('2026-03-05T18:00:00Z'),
    tickets: new Map<number, unknown>(),
    /** Provider's id → ticket. */
    about: new Map<string, number>(),
    told: [] as Told[],
    status: 200,
    mailCode: 250,
    moves: [] as string[],
    upcoming: [] as Upcoming[],
    spoken: undefined as string | undefined,
    /** What the hub does with what it heard, before it has settled. */
    react: async (_path: string, _form: URLSearchParams): Promise<void> => undefined,
    work: Promise.resolve() as Promise<unknown>,
  };
  const mailPort = await testPort();
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (fake.mailCode !== 250)
          return done(Object.assign(new Error('no'), { responseCode: fake.mailCode }));
        mails.push(Buffer.concat(chunks).toString());
        done(null, 'stored');
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(mailPort, '127.0.0.1', resolve));

  let port = 0;
  const reads: HubReads = {
    settled: async () => {
      await fake.work;
    },
    watch: () => ({ results: () => Promise.resolve(fake.told), done: () => undefined }),
    ticket: (number) => Promise.resolve(fake.tickets.get(number)),
    tickets: () =>
      Promise.resolve([...fake.tickets.keys()].map((number) => ({ number, title: 't', status: 'open' }))),
    ticketOf: (_channel, id) => Promise.resolve(fake.about.get(id) ?? null),
    upcoming: () => Promise.resolve(fake.upcoming),
    speak: (locale) => {
      fake.spoken = locale;
    },
    now: () => fake.now,
    moveTo: (at) => {
      fake.moves.push(at.toISOString());
      fake.now = at;
      return Promise.resolve();
    },
  };
  const sandbox = createSandbox({
    log,
    dataDir,
    hubUrl: () => `http://127.0.0.1:${port}`,
    mailListen: { host: '127.0.0.1', port: mailPort },
    mailAddress: 'desk@faultline.test',
    cast: () => cast,
    reads,
  });
  const settings: SandboxSettings = await sandbox.start();
  const take = (path: string) => ({
    method: 'POST' as const,
    path,
    handler: async (req: IncomingMessage, res: { writeHead(status: number): { end(): void } }) => {
      const form = await formOf(req);
      heard.push({ path, form });
      res.writeHead(fake.status).end();
      if (fake.status === 200) fake.work = fake.work.then(() => fake.react(path, form));
    },
  });
  const http = createServer({
    log,
    host: '127.0.0.1',
    port: 0,
    routes: [take('/twilio/sms'), take('/twilio/status'), take('/slack/events')],
    mounts: [{ path: '/sandbox', router: sandbox.router }],
    graceMs: 50,
  });
  ({ port } = await http.listen());
  const url = `http://127.0.0.1:${port}/sandbox`;

  async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${url}${path}`, {
      method,
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    return {
      status: response.status,
      body: type.includes('json') ? (JSON.parse(text) as never) : text,
      headers: response.headers,
    };
  }

  return {
    fake,
    heard,
    mails,
    url,
    dataDir,
    settings,
    get: (path: string, headers?: Record<string, string>) => ask('GET', path, undefined, headers),
    post: (path: string, body: unknown, headers?: Record<string, string>) => ask('POST', path, body, headers),
    /** The hub sends a text. */
    async sendText(to: string, body: string): Promise<string> {
      const { accountSid, authToken, from, apiUrl } = settings.twilio;
      const response = await fetch(`${apiUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
        body: new URLSearchParams({ To: to, From: from, Body: body }),
      });
      return ((await response.json()) as { sid: string }).sid;
    },
    /** The hub calls Slack. */
    async slack(method: string, args: object): Promise<{ ok: boolean; ts: string; error?: string }> {
      const response = await fetch(`${settings.slack.apiUrl}${method}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${settings.slack.botToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(args),
      });
      return (await response.json()) as { ok: boolean; ts: string; error?: string };
    },
    async stop(): Promise<void> {
      sandbox.hangUp();
      await http.close();
      await sandbox.stop();
      await new Promise<void>((resolve) => smtp.close(resolve));
    },
  };
}
export type FakeHub = Awaited<ReturnType<typeof startFakeHub>>;

/** A card as the hub posts it: its buttons carry the verb and the ticket. */
export const card = (ticket: number, verbs: string[], text = `card of ${ticket}`) => ({
  text,
  blocks: [
    { type: 'section', text: { type: 'plain_text', text } },
    {
      type: 'actions',
      elements: verbs.map((verb, at) => ({
        type: 'button',
        action_id: `faultline:${at}:${verb}`,
        text: { type: 'plain_text', text: verb },
        value: JSON.stringify({ verb, ticket }),
      })),
    },
  ],
  metadata: { event_type: 'notice', event_payload: { id: 'n1', ticket } },
});
