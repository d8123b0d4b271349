import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handle } from '../../handlers/index.ts';
import type { Context } from '../../src/app/context.ts';
import { type Source, sourceOf } from '../../src/app/receive.ts';
import { createTicketTurns } from '../../src/app/ticket-turns.ts';
import type { Inbound } from '../../src/domain/inbound.ts';
import { TakenOver } from '../../src/store/errors.ts';
import { type Kernel, openKernel } from '../support/kernel.ts';
import { testDatabase } from '../support/mongo.ts';

const { uri } = testDatabase();
let kernel: Kernel;
beforeAll(async () => {
  kernel = await openKernel(uri);
});
afterAll(() => kernel.store.close());

const from = 'sms:+8613900000001';
const says = (text: string): Inbound => ({ kind: 'text', from, text, attachments: [] });

describe('a report whose number was fixed by a hub that then stood still', () => {
  // Its first hub may go on at any moment and open that number: as an addition it would be on two tickets.
  it('opens under that number, although its words could by now be added to another ticket', async () => {
    const { ctx } = kernel;
    const fixed = await ctx.meta.nextNumber();
    const source = (cause: string, more: Partial<Source>): Source => ({
      cause,
      receivedAt: ctx.clock.now(),
      number: () => ctx.meta.nextNumber(),
      ...more,
    });
    const second = await handle(says('三楼机房网络断了'), source('sms:second', {}), ctx);
    const again = await handle(
      says('三楼机房网络断了，请派人来'),
      source('sms:first', { begun: true, number: async () => fixed }),
      ctx,
    );
    expect(again).toMatchObject({ ok: true, ticket: fixed });
    expect(second.ticket).not.toBe(fixed);
    const texts = await Promise.all([fixed, second.ticket ?? 0].map((n) => ctx.tickets.find(n)));
    expect(texts.map((one) => one?.ticket.reports.map(({ id }) => id))).toEqual([
      ['sms:first'],
      ['sms:second'],
    ]);
  });
});

describe('words that a hub began to add to a ticket before it stood still', () => {
  const heardIn = async (numbers: number[]): Promise<string[][]> => {
    const found = await Promise.all(numbers.map((number) => kernel.ctx.tickets.find(number)));
    return found.map(
      (one) => one?.ticket.reports.map(({ id }) => id.replace(/^sms:(\w+)\/\d+$/, '$1')) ?? [],
    );
  };

  it('are on that ticket alone, although they could by now belong to another, and whoever writes first', async () => {
    const { ctx, store } = kernel;
    const inbox = store.connection.collection<{ _id: string }>('inbox');
    const asker = 'sms:+8613900000002';
    const text = (said: string): Inbound => ({ kind: 'text', from: asker, text: said, attachments: [] });
    const take = async (id: string) => {
      const row = await ctx.inbox.take(ctx.clock.now());
      expect(row?._id).toBe(id);
      return row as NonNullable<typeof row>;
    };
    const accept = (id: string, said: string) =>
      ctx.inbox.accept({ id, payload: text(said) }, ctx.clock.now());

    await accept('sms:old', '三楼机房网络断了');
    const old = await handle(text('三楼机房网络断了'), sourceOf(await take('sms:old'), 0, ctx), ctx);
    await inbox.updateOne({ _id: 'sms:old' }, { $set: { state: 'done' } });

    let goOn = (): void => undefined;
    const thawed = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let standsStill = (): void => undefined;
    const still = new Promise<void>((resolve) => {
      standsStill = resolve;
    });
    const frozen: Context = {
      ...ctx,
      tickets: {
        ...ctx.tickets,
        save: async (...given) => {
          standsStill();
          await thawed;
          return ctx.tickets.save(...given);
        },
      },
      turns: createTicketTurns(ctx.tickets),
    };
    await accept('sms:more', '在东侧走廊尽头，灯还在闪');
    const first = handle(
      text('在东侧走廊尽头，灯还在闪'),
      sourceOf(await take('sms:more'), 0, frozen),
      frozen,
    );
    await still;

    // Meanwhile its sender reports something else, and another hub takes over.
    await accept('sms:new', '新 大门门禁坏了');
    const fresh = await handle(text('新 大门门禁坏了'), sourceOf(await take('sms:new'), 0, ctx), ctx);
    await inbox.updateOne({ _id: 'sms:new' }, { $set: { state: 'done' } });
    expect(fresh.ticket).not.toBe(old.ticket);
    await inbox.updateOne({ _id: 'sms:more' }, { $set: { leaseUntil: new Date(0) } });
    const second = handle(text('在东侧走廊尽头，灯还在闪'), sourceOf(await take('sms:more'), 0, ctx), ctx);
    await second;
    goOn();
    await first;
    const [onOld, onNew] = await heardIn([old.ticket ?? 0, fresh.ticket ?? 0]);
    expect([...(onOld ?? []), ...(onNew ?? [])].filter((id) => id.includes('more'))).toHaveLength(1);
    expect(onOld?.some((id) => id.includes('more'))).toBe(true);
  });

  it('are refused to a hub that was taken over before it said where they belong', async () => {
    const { ctx, store } = kernel;
    const inbox = store.connection.collection<{ _id: string }>('inbox');
    await ctx.inbox.accept({ id: 'sms:late', payload: says('x') }, ctx.clock.now());
    const row = await ctx.inbox.take(ctx.clock.now());
    if (!row) throw new Error('nothing was taken');
    await inbox.updateOne({ _id: 'sms:late' }, { $inc: { fence: 1 } });
    await expect(ctx.inbox.aim(row, 1)).rejects.toThrow(TakenOver);
  });
});

describe('words of which it was asked what they belong to', () => {
  it('are on their ticket once, although the hub was killed before it noted the question', async () => {
    const { ctx, store } = kernel;
    const asker = 'sms:+8613900000003';
    const text = (said: string): Inbound => ({ kind: 'text', from: asker, text: said, attachments: [] });
    const source = (cause: string): Source => ({
      cause,
      receivedAt: ctx.clock.now(),
      number: () => ctx.meta.nextNumber(),
    });
    const { ticket: number = 0 } = await handle(text('三楼机房网络断了'), source('sms:began'), ctx);
    const longAgo = new Date(ctx.clock.now().getTime() - 30 * 60_000);
    await store.connection
      .collection<{ _id: number }>('tickets')
      .updateOne({ _id: number }, { $set: { openedAt: longAgo, 'parties.0.lastReportAt': longAgo } });
    const killed: Context = {
      ...ctx,
      identities: {
        ...ctx.identities,
        async note(...given) {
          if ('question' in given[1]) throw new Error('killed');
          return ctx.identities.note(...given);
        },
      },
    };
    await expect(handle(text('电梯坏了'), source('sms:asked'), killed)).rejects.toThrow('killed');
    const again = await handle(text('电梯坏了'), source('sms:asked'), ctx);
    expect(again).toMatchObject({ ok: true, ticket: number });
    const reports = (await ctx.tickets.find(number))?.ticket.reports.map((one) => one.text);
    expect(reports).toEqual(['三楼机房网络断了', '电梯坏了']);
  });
});
