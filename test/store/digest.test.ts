import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { traceOf } from '../../src/app/explain.ts';
import { onReceipt } from '../../src/app/receipts.ts';
import { flat } from '../../src/app/word-notice.ts';
import { renderSms } from '../../src/channels/sms/render.ts';
import type { Address } from '../../src/domain/address.ts';
import type { Channel, Found, Outgoing, SendResult } from '../../src/domain/channel.ts';
import type { NoticeDoc } from '../../src/store/documents.ts';
import { deliverDue, type Kernel, openKernel, seedDue } from '../support/kernel.ts';
import { testDatabase } from '../support/mongo.ts';
import { aNotice } from '../support/store.ts';

const { uri } = testDatabase();
let kernel: Kernel;
let sent: { id: string; text: string; ticket: number | undefined }[] = [];
let asked: string[] = [];
let says: (outgoing: Outgoing) => SendResult;
let found: Found | undefined;
let people = 0;
let lane: Address;

const fine = ({ id }: Outgoing): SendResult => ({ kind: 'sent', providerId: `P/${id}`, proof: 'accepted' });
const textOf = ({ to, message }: Outgoing) =>
  to.startsWith('sms:') ? renderSms(message, { links: true, numbers: true }) : flat(message);

const channel = (name: 'sms' | 'slack') =>
  ({
    name,
    send: async (outgoing: Outgoing) => {
      const result = says(outgoing);
      sent.push({ id: outgoing.id, text: textOf(outgoing), ticket: outgoing.ticket });
      return result;
    },
    fingerprint: textOf,
    find: async (_outgoing: Outgoing, { fingerprints }: { fingerprints: string[] }) => {
      asked.push(...fingerprints);
      return found;
    },
  }) as unknown as Channel;

const rowsOf = async (number: number) => {
  const stored = await kernel.ctx.tickets.find(number);
  if (!stored) throw new Error(`there is no ticket ${number}`);
  return (await traceOf(stored.ticket, kernel.ctx, 'en')).rows;
};

beforeAll(async () => {
  kernel = await openKernel(uri);
  for (const name of ['sms', 'slack'] as const) kernel.ctx.channels.set(name, channel(name));
  await seedDue(kernel, { due: 300, agoMs: 0, from: 5001 });
  await kernel.store.connection
    .collection<{ _id: number }>('tickets')
    .updateOne({ _id: 5299 }, { $set: { severity: 'urgent' } });
  says = fine;
  // What opening the first one owed is no part of this.
  await pass();
  await kernel.store.connection.collection('outbox').deleteMany({});
});
beforeEach(() => {
  sent = [];
  asked = [];
  says = fine;
  found = undefined;
  lane = `slack:U${++people}`;
});
afterAll(() => kernel.store.close());

const pass = () => deliverDue(kernel);
let seq = 0;
const owed = (ticket: number, over: Partial<NoticeDoc> = {}): NoticeDoc => {
  const now = kernel.ctx.clock.now();
  const facts = { text: 'x', by: 'y' };
  return aNotice(`${lane}/${ticket}/${++seq}`, {
    lane,
    at: now,
    nextAt: now,
    seq,
    ticket,
    name: 'addition',
    facts,
    ...over,
  });
};
const alert = (ticket: number, over: Partial<NoticeDoc> = {}) =>
  owed(ticket, {
    loud: 'page',
    name: 'broken',
    facts: {
      step: {
        key: 'answer/100',
        kind: 'share',
        clock: 'answer',
        percent: 100,
        late: false,
        tell: [],
        by: [],
      },
      dueAt: kernel.ctx.clock.now(),
      known: 'working',
      clause: '',
    },
    ...over,
  });
const numbers = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n);
const many = (from: number, count: number, over: Partial<NoticeDoc> = {}) =>
  numbers(from, count).map((ticket) => owed(ticket, over));
const rows = (notices: NoticeDoc[]) =>
  kernel.ctx.outbox.where({ _id: { $in: notices.map(({ _id }) => _id) } }, 500);
const namedIn = (text = '') => numbers(5001, 300).filter((number) => text.includes(String(number)));
/** As a crash leaves it: begun, and its end unknown. */
async function begun([carrier, ...others]: NoticeDoc[]): Promise<void> {
  const attempt = {
    at: kernel.ctx.clock.now(),
    to: lane,
    result: 'started',
    fingerprint: 'as worded',
  } as const;
  await kernel.ctx.outbox.started(
    carrier?._id ?? '',
    attempt,
    0,
    others.map(({ _id }) => _id),
  );
}

describe('somebody who is to get many at once', () => {
  it.each([
    ['zh-CN', '超时，应'],
    ['en', 'missed: answer was due'],
  ] as const)('gets the first alerts and one message with the others, in %s', async (locale, words) => {
    const alerts = numbers(5001, 20).map((ticket) => alert(ticket, { locale, unless: 'not-open' }));
    await kernel.ctx.outbox.add(alerts);
    await pass();
    expect(sent).toHaveLength(4);
    expect(sent.slice(0, 3).map(({ text }) => namedIn(text))).toEqual([[5001], [5002], [5003]]);
    const [digest] = sent.slice(-1);
    expect(namedIn(digest?.text)).toEqual(numbers(5004, 17));
    expect(digest?.text.split(words)).toHaveLength(18);
    expect(digest?.ticket).toBeUndefined();
    const told = await rows(alerts);
    expect(told.filter(({ state }) => state === 'sent')).toHaveLength(20);
    expect(told.filter(({ carriedBy }) => carriedBy === digest?.id)).toHaveLength(16);
    // Nothing is left, and nobody is told twice.
    await pass();
    expect(sent).toHaveLength(4);
  });

  it('is named as many tickets as a text has room for, and how many more there are', async () => {
    lane = 'sms:+8613700000001';
    await kernel.ctx.outbox.add(numbers(5001, 60).map((ticket) => alert(ticket)));
    await pass();
    expect(sent.map(({ text }) => text).at(-1)).toMatch(
      /^【恒信集成】超时汇总：工单5004、5005、.*、50\d\d，另有(4\d)个，请到聊天里看。$/,
    );
    expect(sent).toHaveLength(4);
  });

  it('gets each of a few', async () => {
    await kernel.ctx.outbox.add(many(5001, 5));
    await pass();
    expect(sent).toHaveLength(5);
  });

  it('is called, and told of what is grave, first and singly', async () => {
    const called = owed(5290, {
      name: 'page',
      loud: 'page',
      facts: { step: 0, late: false, danger: [], because: 'opened' },
    });
    await kernel.ctx.outbox.add([...many(5001, 230), called, owed(5299)]);
    await pass();
    expect(sent[0]?.id).toBe(called._id);
    // It stands behind more than one digest takes.
    for (let n = 0; n < 3; n++) await pass();
    expect(sent.filter(({ text }) => namedIn(text).includes(5299)).map(({ ticket }) => ticket)).toEqual([
      5299,
    ]);
    expect(new Set(sent.flatMap(({ text }) => namedIn(text))).size).toBe(232);
    expect(sent).toHaveLength(4);
  });

  it('hears nothing that is over', async () => {
    const over = many(5001, 10, { unless: 'not-open' });
    const claimed = owed(5280, { unless: 'not-fixed' });
    await kernel.ctx.outbox.add([...over, claimed]);
    await pass();
    expect(sent.map(({ text }) => namedIn(text))).toEqual([numbers(5001, 10)]);
    expect(await kernel.ctx.outbox.find(claimed._id)).toMatchObject({
      state: 'superseded',
      reason: 'not-fixed',
    });
  });

  it('is shown as told in what each ticket says of its messages', async () => {
    const notices = many(5201, 8);
    await kernel.ctx.outbox.add(notices);
    await pass();
    const carrier = { _id: sent[0]?.id ?? '', providerId: `P/${sent[0]?.id}` };
    await kernel.ctx.outbox.receipt(carrier, 'delivered');
    const told = await rowsOf(5205);
    expect(told.at(-1)).toMatchObject({ what: 'addition', how: 'slack', proof: 'delivered' });
  });
});

describe('a digest whose hub died', () => {
  it('is asked for, and then told by nobody again', async () => {
    const notices = many(5001, 8);
    await kernel.ctx.outbox.add(notices);
    await begun(notices);
    found = { providerId: 'found' };
    await pass();
    expect(sent).toEqual([]);
    expect(asked).toEqual(['as worded']);
    expect((await rows(notices)).map(({ state }) => state)).toEqual(Array.from({ length: 8 }, () => 'sent'));
  });

  it('is sent as it was when its provider does not have it, whatever came meanwhile', async () => {
    const notices = many(5001, 8);
    const later = many(5101, 8);
    await kernel.ctx.outbox.add([...notices, ...later]);
    await begun(notices);
    await pass();
    expect(sent.map(({ text }) => namedIn(text))).toEqual([numbers(5001, 8), numbers(5101, 8)]);
    expect(sent[0]?.id).toBe(notices[0]?._id);
  });

  it('is the same one still when the crash came before its own row was settled', async () => {
    const notices = many(5001, 8);
    await kernel.ctx.outbox.add(notices);
    await begun(notices);
    const carrier = await kernel.ctx.outbox.find(notices[0]?._id ?? '');
    await kernel.ctx.outbox.carried(carrier as NoticeDoc, kernel.ctx.clock.now());
    await pass();
    expect(sent.map(({ text }) => namedIn(text))).toEqual([numbers(5001, 8)]);
  });
});

describe('a digest that a provider does not take', () => {
  it('is tried again as it was', async () => {
    const notices = many(5001, 8);
    await kernel.ctx.outbox.add(notices);
    says = () => ({ kind: 'try-later', reason: 'rate-limited', afterMs: 1, lane: true });
    await pass();
    says = fine;
    await kernel.ctx.outbox.add(many(5101, 2));
    await kernel.store.connection
      .collection('outbox')
      .updateMany({ lane }, { $set: { nextAt: new Date(0) } });
    await kernel.ctx.outbox.wake(new Map([[lane, new Date(0)]]));
    await kernel.store.connection
      .collection<{ _id: string }>('lanes')
      .updateOne({ _id: lane }, { $set: { nextAt: new Date(0) } });
    await pass();
    expect(sent.map(({ text }) => namedIn(text))).toEqual([
      numbers(5001, 8),
      numbers(5001, 8),
      [5101],
      [5102],
    ]);
  });

  it('goes by the next way as soon as that is known, with all that it was to tell', async () => {
    const next: Address = 'sms:+8613700000002';
    await kernel.ctx.outbox.add(many(5001, 8, { fallbacks: [next] }));
    says = (outgoing) =>
      outgoing.to === lane ? { kind: 'refused', reason: 'gone', address: 'dead' } : fine(outgoing);
    await pass();
    // What is no longer worth sending by then is left out there.
    expect(await kernel.ctx.outbox.where({ covers: { $exists: true }, lane: next }, 1)).toEqual([]);
    for (let n = 0; n < 3; n++) await pass();
    const texts = sent.slice(1).map(({ text }) => text);
    expect(new Set(texts.flatMap(namedIn))).toEqual(new Set(numbers(5001, 8)));
    expect(
      (await kernel.ctx.outbox.where({ fallbacks: [], lane: next }, 20)).map(({ state }) => state),
    ).toEqual(Array.from({ length: 8 }, () => 'sent'));
  });

  it('is told whole by the next way when it is given up after all', async () => {
    const chat: Address = `slack:U${++people}`;
    lane = 'sms:+8613700000003';
    await kernel.ctx.outbox.add(many(5001, 8, { fallbacks: [chat] }));
    await pass();
    const providerId = `P/${sent[0]?.id}`;
    await onReceipt({ kind: 'receipt', providerId, state: 'failed', failure: 'dead' }, kernel.ctx);
    await pass();
    expect(sent.map(({ text }) => namedIn(text).length)).toEqual([expect.any(Number), 8]);
    expect(await rowsOf(5008)).toContainEqual(expect.objectContaining({ how: 'slack', proof: 'sent' }));
  });
});
