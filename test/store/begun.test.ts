import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handle } from '../../handlers/index.ts';
import type { Source } from '../../src/app/receive.ts';
import type { Inbound } from '../../src/domain/inbound.ts';
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
