import { afterAll, beforeAll } from 'vitest';
import type { Ticket } from '../../src/domain/ticket/ticket.ts';
import type { NoticeDoc, PendingDoc } from '../../src/store/documents.ts';
import type { NextTicket } from '../../src/store/tickets.ts';
import { type OpenStore, openStoreAt } from '../../src/wiring/open-store.ts';
import { testDatabase } from './mongo.ts';

/** Two hubs' views of one database, each with a connection and a lease owner of its own. */
export function testStores(): { a: OpenStore; b: OpenStore; uri: string } {
  const { uri } = testDatabase();
  const stores = { uri } as { a: OpenStore; b: OpenStore; uri: string };
  beforeAll(async () => {
    stores.a = await openStoreAt(uri, { create: true });
    stores.b = await openStoreAt(uri, { create: true });
  });
  afterAll(async () => {
    await Promise.all([stores.a?.close(), stores.b?.close()]);
  });
  return stores;
}

export const nine = new Date('2026-03-02T01:00:00Z');
export const later = (ms: number, from = nine): Date => new Date(from.getTime() + ms);

export const anOpenTicket = (number: number, over: Partial<Ticket> = {}): Ticket =>
  ({
    status: 'open',
    number,
    openedAt: nine,
    title: '断网',
    titleEdited: false,
    severity: 'general',
    danger: [],
    locale: 'zh-CN',
    owner: 'wang.lei',
    claimed: false,
    unclaimedSince: nine,
    group: 'frontline',
    contract: 'standard',
    policy: 'p1',
    promised: true,
    parties: [],
    reports: [],
    notes: [],
    clocks: [],
    steps: {},
    unanswered: 0,
    onsite: 'no',
    tries: [],
    record: {},
    recordReminded: false,
    parts: [],
    denials: 0,
    ...over,
  }) as unknown as Ticket;

export const owing = (ticket: number, version: number, notices: NoticeDoc[] = []): PendingDoc => ({
  id: `${ticket}/${version}`,
  journal: {
    _id: `${ticket}/${version}`,
    ticket,
    version,
    at: nine,
    cause: `c${version}`,
    events: [],
    prev: '',
    hash: `h${version}`,
  },
  contents: [],
  notices,
  follow: [],
});

export const next = (ticket: Ticket, version: number, cause: string): NextTicket => ({
  ticket,
  version,
  head: `h${version}`,
  nextAlarmAt: undefined,
  cause,
  pending: owing(ticket.number, version),
});

export const aNotice = (id: string, over: Partial<NoticeDoc> = {}): NoticeDoc => ({
  _id: id,
  kind: 'notice',
  to: { kind: 'person', id: 'wang.lei' },
  audience: 'staff',
  locale: 'zh-CN',
  loud: 'notice',
  name: 'help',
  facts: {},
  lane: 'sms:+8613800000001',
  fallbacks: [],
  state: 'queued',
  at: nine,
  seq: 0,
  nextAt: nine,
  attempts: [],
  ...over,
});
