import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chaseUnproven } from '../../src/app/unproven.ts';
import type { Address } from '../../src/domain/address.ts';
import type { CannotSay, Channel, Found, Outgoing, SendResult } from '../../src/domain/channel.ts';
import type { NoticeDoc } from '../../src/store/documents.ts';
import { deliverDue, type Kernel, openKernel, seedDue } from '../support/kernel.ts';
import { testDatabase } from '../support/mongo.ts';
import { aNotice } from '../support/store.ts';

const { uri } = testDatabase();
let kernel: Kernel;
let says: () => SendResult;
let found: Found | CannotSay | undefined;
let sentAt: number[] = [];
let lanes = 0;
let offsetMs = 0;
let lane: Address;

const channel = (name: 'sms' | 'slack') =>
  ({
    name,
    send: async () => {
      sentAt.push(kernel.ctx.clock.now().getTime());
      return says();
    },
    fingerprint: ({ id }: Outgoing) => id,
    find: async () => found,
    receiptOf: async () => undefined,
  }) as unknown as Channel;

beforeAll(async () => {
  kernel = await openKernel(uri);
  for (const name of ['sms', 'slack'] as const) kernel.ctx.channels.set(name, channel(name));
  kernel.ctx.clock = { now: () => new Date(Date.now() + offsetMs) };
  await seedDue(kernel, { due: 1, agoMs: 0, from: 7001 });
  await kernel.store.connection.collection('outbox').deleteMany({});
});
beforeEach(async () => {
  // What an earlier test left in doubt would be sent among these.
  await kernel.store.connection.collection('outbox').deleteMany({});
  sentAt = [];
  found = undefined;
  says = () => ({ kind: 'sent', providerId: `P${++lanes}`, proof: 'accepted' });
  lane = `slack:U${++lanes}`;
});
afterAll(() => kernel.store.close());

const pass = () => deliverDue(kernel);
const later = (ms: number): void => {
  offsetMs += ms;
};
async function owe(id: string, over: Partial<NoticeDoc> = {}): Promise<void> {
  const now = kernel.ctx.clock.now();
  await kernel.ctx.outbox.add([aNotice(id, { lane, at: now, nextAt: now, ...over })]);
}
const find = async (id: string): Promise<NoticeDoc> => {
  const notice = await kernel.ctx.outbox.find(id);
  if (!notice) throw new Error(`there is no notice ${id}`);
  return notice;
};
/** Nobody is to be asked any more whether that is fixed. */
const aboutAnOpenTicket = (id: string) =>
  kernel.store.connection.collection('outbox').updateOne({ _id: id as never }, { $set: { ticket: 7001 } });
/** The store fails at this call, once. */
function failOnce<K extends 'tickets' | 'outbox'>(part: K, method: keyof Kernel['ctx'][K]): void {
  const repository = kernel.ctx[part];
  const works = repository[method];
  repository[method] = (() => {
    repository[method] = works;
    return Promise.reject(new Error('the store was away for a moment'));
  }) as typeof works;
}

describe('a send whose end nobody saw', () => {
  it('is sent again at growing distances while its provider can’t be asked', async () => {
    says = () => ({ kind: 'unknown', reason: 'timeout' });
    found = { kind: 'try-later', reason: 'timeout' };
    await owe('doubt');
    for (let looks = 0; looks < 150; looks++) {
      await pass();
      later(10_000);
    }
    const apart = sentAt.slice(1).map((at, n) => at - (sentAt[n] ?? 0));
    expect(apart.length).toBeGreaterThan(1);
    for (const [n, ms] of apart.entries()) expect(ms).toBeGreaterThanOrEqual(2 ** n * 120_000);
  });

  // It may be with its reader: said to be let go, what became of it would be told wrong, and a copy not be seen as one.
  it.each([
    ['is known to be there when its provider has it', { providerId: 'P-there' }, 'sent'],
    ['is let go when its provider does not have it', undefined, 'superseded'],
  ] as const)('and is no longer worth sending, %s', async (id, there, state) => {
    says = () => ({ kind: 'unknown', reason: 'timeout' });
    await owe(id, { unless: 'not-fixed' });
    await pass();
    await aboutAnOpenTicket(id);
    found = there;
    later(20_000);
    await pass();
    expect(await find(id)).toMatchObject({ state, ...there });
    expect(sentAt).toHaveLength(1);
  });

  it('and is no longer worth sending, is asked for until its provider can say', async () => {
    says = () => ({ kind: 'unknown', reason: 'timeout' });
    found = { kind: 'try-later', reason: 'timeout' };
    await owe('let-go', { unless: 'not-fixed' });
    await pass();
    await aboutAnOpenTicket('let-go');
    later(20_000);
    await pass();
    expect(await find('let-go')).toMatchObject({ open: true });
    for (let looks = 0; looks < 20; looks++) {
      later(10_000);
      await pass();
    }
    expect(await find('let-go')).toMatchObject({ state: 'superseded' });
    expect(sentAt).toHaveLength(1);
  });

  it('asks the receipt of a page that arrived while it asked, and sends it nowhere else', async () => {
    await owe('page', {
      lane: `sms:+86138${String(++lanes).padStart(8, '0')}`,
      loud: 'page',
      fallbacks: [lane],
    });
    await pass();
    const read = await find('page');
    expect(read).toMatchObject({ state: 'sent' });
    await kernel.ctx.outbox.receipt(read, 'delivered');
    await chaseUnproven(read, kernel.ctx);
    expect(await find('page')).toMatchObject({ state: 'delivered', lane: read.lane });
  });
});

describe('a message that its provider took', () => {
  it('is not sent again when what follows could not be written', async () => {
    await owe('answer', { proves: 'answer', ticket: 7001, audience: 'reporter' });
    // The first look at the ticket words the message, the second writes what it proves.
    const { find: look } = kernel.ctx.tickets;
    let looks = 0;
    kernel.ctx.tickets.find = async (number) => {
      looks += 1;
      if (looks === 2) throw new Error('the store was away for a moment');
      return look(number);
    };
    await pass();
    kernel.ctx.tickets.find = look;
    expect(looks).toBeGreaterThan(1);
    expect(await find('answer')).toMatchObject({ open: true });
    later(6000);
    await pass();
    expect(sentAt).toHaveLength(1);
    const answer = await find('answer');
    expect(answer).toMatchObject({ state: 'sent' });
    expect(answer.attempts.map(({ result }) => result)).toEqual(['sent']);
  });

  it('tells what it told as well once, when that could not be noted', async () => {
    for (let n = 0; n < 12; n++)
      await owe(`told/${n}`, {
        ...{ seq: n, ticket: 7001, name: 'addition', loud: 'digest' },
        facts: { text: 'x', by: 'y' },
      });
    failOnce('outbox', 'carried');
    await pass();
    const first = sentAt.length;
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(12);
    // What it told waits with it.
    await pass();
    expect(sentAt).toHaveLength(first);
    found = { providerId: 'P-digest' };
    later(6000);
    await pass();
    expect(sentAt).toHaveLength(first);
    const states = await kernel.ctx.outbox.where({ _id: /^told\// }, 20);
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['sent']));
  });
});
