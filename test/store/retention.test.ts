import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../src/app/context.ts';
import { executeTicketCommand } from '../../src/app/execute.ts';
import { relayTicket } from '../../src/app/move.ts';
import { removeOld } from '../../src/app/remove-old.ts';
import type { TicketCommand } from '../../src/domain/ticket/commands.ts';
import { auditOnce } from '../support/audit.ts';
import { type Kernel, openKernel } from '../support/kernel.ts';
import { testDatabase } from '../support/mongo.ts';
import { openReported } from '../support/open-reported.ts';

const { uri } = testDatabase();
const hour = 3_600_000;
const day = 24 * hour;
const began = new Date('2025-03-05T04:00:00Z');
const later = (ms: number) => new Date(began.getTime() + ms);
let desk: Kernel;
beforeAll(async () => {
  desk = await openKernel(uri);
});
afterAll(() => desk.store.close());

const rows = (name: string) => desk.store.connection.collection<{ _id: string | number }>(name);
const at = (now: Date, more: Partial<Context> = {}): Context => ({
  ...desk.ctx,
  clock: { now: () => now },
  ...more,
});
/** The service file says that messages are kept for so long. */
const keeping = (messagesMs: number | undefined): Partial<Context> => ({
  service: () => ({ ...desk.ctx.service(), ...(messagesMs && { retention: { messagesMs } }) }),
});
const run = (now: Date, messagesMs: number | undefined = 365 * day) =>
  removeOld(at(now, keeping(messagesMs)));

const raw = (number: number) => ({ id: `sms:SM${number}`, payload: { Body: `三楼机房断网 ${number}` } });
const address = (number: number) => `sms:+86139${String(number).padStart(8, '0')}` as const;

/** A ticket as it came in then; what it owed was sent. */
async function aTicket(number: number, then: Date, ...commands: TicketCommand[]): Promise<number> {
  const ctx = at(then);
  const { id } = raw(number);
  await ctx.inbox.accept(raw(number), then);
  const report = { id, from: address(number), text: '三楼机房断网', at: then };
  await openReported({ number, cause: id, report }, ctx);
  const row = await ctx.inbox.find(id);
  if (row) await ctx.inbox.done(row, { ok: true, ticket: number });
  for (const [n, command] of commands.entries()) {
    const done = await executeTicketCommand(number, command, `test/${n}`, ctx);
    if (!done.ok) throw new Error(done.error.reason);
  }
  await relayTicket(number, ctx);
  await sent();
  return number;
}

/** Whatever was owed is over, as after its last receipt; a card stays and is shown. */
const sent = () =>
  rows('outbox').updateMany({}, { $set: { state: 'sent' }, $unset: { open: '', receiptDue: '' } });

const by = { person: 'wang.lei', role: 'engineer' } as const;
const claim = (now: Date): TicketCommand => ({ type: 'Claim', by, now });
const fix = (now: Date): TicketCommand => {
  const inHours = (hours: number) => new Date(now.getTime() + hours * hour);
  const asked = { remindAt: inHours(24), closeAt: inHours(72), recordDueAt: inHours(8) };
  return { type: 'Fix', by, note: '换了电源', ...asked, now };
};
const confirm = (number: number, now: Date): TicketCommand => ({
  type: 'Confirm',
  address: address(number),
  proof: 'reporter',
  name: '周',
  now,
});
const closing = (number: number, now: Date): TicketCommand[] => [claim(now), fix(now), confirm(number, now)];
const noticesOf = (ticket: number, kind = 'notice') => rows('outbox').countDocuments({ ticket, kind });
const payloadOf = async (number: number) => (await desk.ctx.inbox.find(raw(number).id))?.payload;

describe('what is over, once it was kept long enough', () => {
  beforeEach(async () => {
    for (const name of [
      'tickets',
      'journal',
      'contents',
      'outbox',
      'inbox',
      'meta',
      'raw.files',
      'raw.chunks',
    ])
      await rows(name).deleteMany(name === 'meta' ? { _id: /^removed\// } : {});
  });

  it('goes: messages, and what people were told; the ticket, its journal and its card stay', async () => {
    const number = await aTicket(5001, began, ...closing(5001, began));
    const kept = async () => ({
      tickets: await rows('tickets').find({}).toArray(),
      journal: await rows('journal').find({}).toArray(),
      contents: await rows('contents').find({}).toArray(),
    });
    const before = await kept();
    expect(await noticesOf(number)).toBeGreaterThan(2);
    await run(later(365 * day - 1));
    expect(await noticesOf(number)).toBeGreaterThan(2);
    expect(await payloadOf(number)).toEqual(raw(number).payload);
    await run(later(365 * day));
    expect(await noticesOf(number)).toBe(0);
    expect(await noticesOf(number, 'card')).toBe(1);
    expect(await desk.ctx.inbox.find(raw(number).id)).not.toHaveProperty('payload');
    expect(await kept()).toEqual(before);
    expect(await auditOnce(at(later(365 * day)), 'secret')).toEqual([]);
  });

  it('stays for ever where the service file says nothing', async () => {
    const number = await aTicket(5002, began, ...closing(5002, began));
    await run(later(5000 * day), 0);
    expect(await noticesOf(number)).toBeGreaterThan(2);
    expect(await payloadOf(number)).toEqual(raw(number).payload);
  });

  // Without the ids a mailbox or a history that is read again years later would report everything anew.
  it('is known again when a provider hands it over once more', async () => {
    const number = await aTicket(5003, began, ...closing(5003, began));
    await run(later(400 * day));
    expect(await desk.ctx.inbox.accept(raw(number), later(400 * day))).toEqual({ fresh: false });
    expect(await desk.ctx.inbox.differs({ ...raw(number), payload: { Body: 'other' } })).toBe(false);
  });

  it('leaves what tickets that are not closed told, what is still to be sent, and what was set aside', async () => {
    const open = await aTicket(5004, began, claim(began));
    const closed = await aTicket(5005, began, ...closing(5005, began));
    const waiting = await rows('outbox').findOne({ ticket: closed, kind: 'notice' });
    await rows('outbox').updateOne({ _id: waiting?._id ?? '' }, { $set: { open: true } });
    const aside = { id: 'sms:SMaside', payload: { Body: '?' } };
    await desk.ctx.inbox.accept(aside, began);
    await rows('inbox').updateOne({ _id: aside.id }, { $set: { state: 'quarantined' } });
    await run(later(400 * day));
    expect(await noticesOf(open)).toBeGreaterThan(1);
    expect(await noticesOf(closed)).toBe(1);
    expect((await desk.ctx.inbox.find(aside.id))?.payload).toEqual(aside.payload);
  });

  it('goes again for a ticket that was opened again and closed later, by the time of its last end', async () => {
    const [number, other] = [5006, 5007];
    await aTicket(number, began, ...closing(number, began));
    await aTicket(other, later(10 * day), ...closing(other, later(10 * day)));
    await run(later(366 * day));
    expect([await noticesOf(number), (await noticesOf(other)) > 0]).toEqual([0, true]);
    // As a ticket stands that was denied and confirmed anew.
    await rows('tickets').updateOne({ _id: number }, { $set: { closedAt: later(200 * day) } });
    const [model] = await rows('outbox').find({ ticket: other, kind: 'notice' }).toArray();
    await rows('outbox').insertOne({ ...model, _id: 'later', ticket: number } as never);
    await run(later(376 * day));
    expect([await noticesOf(number), await noticesOf(other)]).toEqual([1, 0]);
    await run(later(566 * day));
    expect(await noticesOf(number)).toBe(0);
  });

  it('goes whole: the original of a long mail as well, wherever it was cut off before', async () => {
    const long = { id: 'email:long', payload: { from: 'x' }, blob: new Uint8Array(2_500_000) };
    await desk.ctx.inbox.accept(long, began);
    await rows('inbox').updateOne({ _id: long.id }, { $set: { state: 'done' } });
    // Killed after the first piece.
    const [piece] = await rows('raw.chunks').find({}).toArray();
    await rows('raw.chunks').deleteOne({ _id: piece?._id ?? '' });
    await run(later(400 * day));
    expect(await rows('raw.chunks').countDocuments({})).toBe(0);
    expect(await rows('raw.files').countDocuments({})).toBe(0);
    expect(await desk.ctx.inbox.find(long.id)).toEqual(
      expect.not.objectContaining({ blob: expect.anything() }),
    );
  });

  it('goes in steps, however much there is, and is not looked at again', async () => {
    const some = Array.from({ length: 700 }, (_, n) => 6000 + n);
    const closedAt = began;
    await rows('tickets').insertMany(
      some.map((_id) => ({ _id, schema: 1, status: 'closed', closedAt })) as never,
    );
    await rows('outbox').insertMany(
      some.map((ticket) => ({
        _id: `n${ticket}`,
        ticket,
        kind: 'notice',
        state: 'sent',
        at: began,
      })) as never,
    );
    await rows('inbox').insertMany(
      some.map((n) => ({
        _id: `sms:SM${n}`,
        channel: 'sms',
        state: 'done',
        payload: {},
        receivedAt: began,
      })) as never,
    );
    await rows('outbox').insertMany(
      some.map((n) => ({ _id: `brief${n}`, kind: 'notice', state: 'sent', at: began })) as never,
    );
    await run(later(400 * day));
    expect(await rows('outbox').countDocuments({})).toBe(0);
    expect(await rows('inbox').countDocuments({ payload: { $exists: true } })).toBe(0);
    desk.commands.clear();
    await run(later(400 * day));
    expect(desk.commands.get('delete outbox') ?? 0).toBe(0);
    expect(desk.commands.get('update inbox') ?? 0).toBe(0);
  });
});
