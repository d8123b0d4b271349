import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { afterAll, beforeAll, expect } from 'vitest';
import type { openChannels } from '../../src/channels/index.ts';
import { type RunningHub, start } from '../../src/main.ts';
import { openStore } from '../../src/wiring/open-store.ts';
import { auditOf } from './audit.ts';
import { testDatabase } from './mongo.ts';

/** One row of what went out, as `GET /sandbox/messages` lists it. */
export interface Sent {
  id: string;
  at: string;
  channel: 'sms' | 'email' | 'slack';
  to: string;
  text: string;
  ticket: number | null;
}

export interface TicketSeen {
  number: number;
  title: string;
  status: 'open' | 'fixed' | 'closed';
  outcome?: 'confirmed' | 'unconfirmed' | 'void';
  severity: string;
  owner: { id: string; name: string };
  worker: { id: string; name: string } | null;
  claimed: boolean;
  reports: { channel: string; from: string; text: string }[];
  clocks: { clock: string; clause: string; due: string; state: 'running' | 'paused' | 'met' | 'broken' }[];
}

/** What fires by itself, as `GET /sandbox/upcoming` lists it. */
export interface Due {
  at: string;
  what: string;
  ticket?: number;
  visit?: { name: string };
  percent?: number;
  sinceMs?: number;
  reaches: { kind: string; name: string; by: string[] }[];
}

export interface Answer {
  ok: boolean;
  say?: string;
  ticket?: number;
}

/** A picture or file, as the sandbox's addresses take it. */
export interface MediaGiven {
  name: string;
  type: string;
  base64: string;
}

interface MailGiven {
  from: string;
  subject?: string;
  text: string;
  inReplyTo?: string;
  cc?: string[];
  media?: MediaGiven[];
}

/** The example's people, by the ids that chat knows them by. */
export const staff = {
  wangLei: 'U0WANGLEI',
  zhaoMin: 'U0ZHAOMIN',
  sunHao: 'U0SUNHAO',
  chenJing: 'U0CHENJING',
  liuYang: 'U0LIUYANG',
  liNa: 'U0LINA',
} as const;
export const staffPhone = {
  wangLei: '+8613800000001',
  zhaoMin: '+8613800000002',
  chenJing: '+8613800000004',
  liuYang: '+8613800000005',
  liNa: '+8613800000006',
} as const;
export const cards = 'C0FAULTS';

/** A part of Block Kit, as far as tests look at it. */
export interface Block {
  type: string;
  elements?: { type: string; action_id?: string }[];
}

/** What the sandbox's page shows; only the parts that tests look at. */
export interface Look {
  mails: {
    way: 'in' | 'out';
    to: string;
    subject: string;
    text: string;
    html: string;
    messageId: string;
    references: string[];
  }[];
  chat: {
    conversations: { id: string; messages: { ts: string; text: string; blocks?: Block[] }[] }[];
    homes: unknown;
  };
}

interface HubOptions {
  /** Builds the channels another way. */
  openChannels?: typeof openChannels;
  /** Changes the example's text before the hub reads it. */
  service?: (example: string) => string;
  env?: Record<string, string>;
}

/**
 * A whole hub with its sandbox, started in this process for one test file: real HTTP, real SMTP, a
 * database of its own. Call it at the top of the file; the hub is up in every test.
 */
export function testHub({ service, env = {}, openChannels: open }: HubOptions = {}) {
  const { uri, name } = testDatabase();
  let running: RunningHub | undefined;
  let client: mongoose.mongo.MongoClient | undefined;
  let folder = '';
  let phones = 0;

  const up = (): RunningHub => {
    if (!running) throw new Error('the hub is not running');
    return running;
  };
  const url = (path: string): string => `${up().url}${path}`;

  async function get<T>(path: string): Promise<T> {
    const response = await fetch(url(path));
    const body: unknown = await response.json();
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${JSON.stringify(body)}`);
    return body as T;
  }
  async function post<T>(path: string, given: object): Promise<T> {
    const response = await fetch(url(path), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(given),
    });
    const body: unknown = await response.json();
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${JSON.stringify(body)}`);
    return body as T;
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'faultline-flow-'));
    const serviceFile = join(folder, 'service.yaml');
    const example = await readFile('service.example.yaml', 'utf8');
    await writeFile(serviceFile, service ? service(example) : example);
    running = await start(
      {
        SANDBOX: 'on',
        MONGODB_URI: uri,
        PORT: '0',
        HOST: '127.0.0.1',
        LOG_LEVEL: 'error',
        DATA_DIR: folder,
        SERVICE_FILE: serviceFile,
        ...env,
      },
      () => undefined,
      ...(open ? [{ openStore, openChannels: open }] : []),
    );
  });
  afterAll(async () => {
    // Whatever people did in this file, on a desk that works the audit has nothing to say.
    const wrong = running ? await auditOf(uri) : [];
    await client?.close();
    await running?.stop();
    expect(wrong).toEqual([]);
    await rm(folder, { recursive: true, force: true });
  });

  const hub = {
    url,
    /** The run's database, for what no address shows. */
    async database(): Promise<mongoose.mongo.Db> {
      client ??= await new mongoose.mongo.MongoClient(uri).connect();
      return client.db(name);
    },
    uri,
    folder: () => folder,
    sms: (from: string, body: string, media?: MediaGiven[]): Promise<Answer> =>
      post<Answer>('/sandbox/sms', { from, body, ...(media && { media }) }),
    mail: (mail: MailGiven) => post<Answer>('/sandbox/mail', mail),
    rawMail: (raw: string | Buffer) =>
      post<Answer>('/sandbox/mail', { raw: Buffer.from(raw as string).toString('base64') }),
    chat: (
      user: string,
      text: string,
      where: { ticket?: number; channel?: string; media?: MediaGiven[] } = {},
    ): Promise<Answer> => post<Answer>('/sandbox/chat', { user, text, ...where }),
    tap: (
      user: string,
      ticket: number | undefined,
      button: string,
      fields: Record<string, string> = {},
      value?: string,
    ) =>
      post<Answer>('/sandbox/tap', { user, ticket, button, fields, ...(value !== undefined && { value }) }),
    /** Sends the form in front of somebody. */
    submit: (user: string, fields: Record<string, string>) =>
      post<Answer>('/sandbox/submit', { user, fields }),
    home: (user: string) => post<Answer>('/sandbox/home', { user }),
    fail: (how: object) => post<Answer>('/sandbox/fail', how),
    upcoming: () => get<Due[]>('/sandbox/upcoming'),
    language: (language: 'zh-CN' | 'en') => post<Answer>('/sandbox/language', { language }),
    advance: (by: string) => post<{ ok: boolean; now: string }>('/sandbox/clock', { advance: by }),
    async to(instant: string): Promise<void> {
      const moved = await post<{ ok: boolean; say?: string }>('/sandbox/clock', { to: instant });
      if (!moved.ok) throw new Error(`the clock did not move: ${moved.say}`);
    },
    now: async (): Promise<Date> => new Date((await get<{ now: string }>('/sandbox/clock')).now),
    messages(wanted: { to?: string; ticket?: number; after?: string } = {}): Promise<Sent[]> {
      const query = new URLSearchParams(
        Object.entries(wanted).map(([key, value]): [string, string] => [key, String(value)]),
      ).toString();
      return get<Sent[]>(`/sandbox/messages?${query}`);
    },
    /** The texts of what went to one address, oldest first. */
    texts: async (to: string, ticket?: number): Promise<string[]> =>
      (await hub.messages({ to, ...(ticket !== undefined && { ticket }) })).map(({ text }) => text),
    /** The last thing that went to one address, '' when nothing did. */
    last: async (to: string, ticket?: number): Promise<string> => (await hub.texts(to, ticket)).at(-1) ?? '',
    /** A mark from which to list what comes later. */
    mark: async (): Promise<string> => (await hub.messages()).at(-1)?.id ?? '',
    since: (mark: string, wanted: { to?: string; ticket?: number } = {}): Promise<Sent[]> =>
      hub.messages({ ...wanted, ...(mark && { after: mark }) }),
    ticket: (number: number): Promise<TicketSeen> => get<TicketSeen>(`/sandbox/tickets/${number}`),
    tickets: () => get<{ number: number; status: string }[]>('/sandbox/tickets'),
    clock: async (number: number, clock: string): Promise<TicketSeen['clocks'][number] | undefined> =>
      (await hub.ticket(number)).clocks.find((one) => one.clock === clock),
    /** A phone nobody has texted from in this file. */
    phone: (): string => `+86139111${String(++phones).padStart(5, '0')}`,
    /** Reports by SMS from a phone of its own and gives the ticket. */
    async report(body: string, from: string = hub.phone()): Promise<{ from: string; number: number }> {
      const answer = await hub.sms(from, body);
      if (!answer.ok || answer.ticket === undefined)
        throw new Error(`"${body}" opened nothing: ${JSON.stringify(answer)}`);
      return { from, number: answer.ticket };
    },
    /** A working Monday at this time in Shanghai, after all that was before. */
    async toMonday(time = '09:00'): Promise<Date> {
      const now = await hub.now();
      const local = new Date(now.getTime() + 8 * 3_600_000);
      const ahead = (8 - local.getUTCDay()) % 7 || 7;
      const date = new Date(local.getTime() + ahead * 86_400_000).toISOString().slice(0, 10);
      const instant = `${date}T${time}:00+08:00`;
      await hub.to(instant);
      return new Date(instant);
    },
    /** Ends a ticket, so that it doesn't ring in the tests that follow. */
    async end(number: number): Promise<void> {
      const ended = await hub.chat(staff.chenJing, `/ticket ${number} void test`);
      if (!ended.ok) throw new Error(`ticket ${number} was not ended: ${ended.say}`);
    },
    /** `00:30`: how long after it opened this went out about a ticket, to the minute. */
    async after(number: number, sent: Sent): Promise<string> {
      const first = (await hub.messages({ ticket: number }))[0];
      const minutes = Math.round((Date.parse(sent.at) - Date.parse(first?.at ?? sent.at)) / 60_000);
      return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    },
    /** Everything that the sandbox's page shows, as a page that opens now gets it. */
    async look(): Promise<Look> {
      const cut = new AbortController();
      const response = await fetch(url('/sandbox/events'), { signal: cut.signal });
      let text = '';
      try {
        const decoder = new TextDecoder();
        for await (const chunk of response.body ?? []) {
          text += decoder.decode(chunk as Uint8Array, { stream: true });
          const event = /^data: (.*)\n\n/m.exec(text)?.[1];
          if (event) return JSON.parse(event) as Look;
        }
      } finally {
        cut.abort();
      }
      throw new Error('the page got no state');
    },
    /** The ticket's entries in the stored journal, oldest first. */
    async journal(number: number): Promise<mongoose.mongo.Document[]> {
      return (await hub.database())
        .collection('journal')
        .find({ ticket: number })
        .sort({ version: 1 })
        .toArray();
    },
  };
  return hub;
}

/** `09:30` of an instant, in Shanghai. */
export const clockTime = (at: string | Date): string =>
  new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
