import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { goAround } from '../../src/app/go-around.ts';
import type { Address } from '../../src/domain/address.ts';
import type { Channel, SendResult } from '../../src/domain/channel.ts';
import type { NoticeDoc } from '../../src/store/documents.ts';
import { deliverDue, type Kernel, openKernel, seedDue } from '../support/kernel.ts';
import { testDatabase } from '../support/mongo.ts';
import { aNotice } from '../support/store.ts';

const { uri } = testDatabase();
let kernel: Kernel;
let answers: SendResult;
let sent: { to: string }[] = [];
const away: SendResult = { kind: 'try-later', reason: 'provider-trouble', provider: true };
const fine: SendResult = { kind: 'sent', providerId: 'x', proof: 'delivered' };

const channel = (name: 'sms' | 'email', says: () => SendResult) =>
  ({
    name,
    send: async ({ to }: { to: string }) => {
      sent.push({ to });
      return says();
    },
  }) as unknown as Channel;

beforeAll(async () => {
  kernel = await openKernel(uri);
  kernel.ctx.channels.set(
    'sms',
    channel('sms', () => answers),
  );
  kernel.ctx.channels.set(
    'email',
    channel('email', () => fine),
  );
});
beforeEach(() => {
  sent = [];
});
afterAll(() => kernel.store.close());

const pass = () => deliverDue(kernel);
const phone = (n: number): Address => `sms:+86138${String(n).padStart(8, '0')}`;
const owe = (id: string, lane: Address, over: Partial<NoticeDoc> = {}) => {
  const now = kernel.ctx.clock.now();
  return kernel.ctx.outbox.add([aNotice(id, { lane, at: now, nextAt: now, ...over })]);
};
const all = () => kernel.ctx.outbox.where({}, 100);

describe('a provider in trouble with everybody', () => {
  it('rests: what is owed there stays owed, no attempt is counted, and other providers go on', async () => {
    answers = away;
    for (let n = 1; n <= 3; n++) await owe(`first-${n}`, phone(n));
    await pass();
    expect(kernel.ctx.breakers.of('sms').open()).toBe(true);
    sent = [];
    for (let n = 10; n < 30; n++) await owe(`more-${n}`, phone(n));
    await owe('mail', 'email:wang.lei@example.com');
    await pass();
    expect(sent).toEqual([{ to: 'email:wang.lei@example.com' }]);
    const waiting = (await all()).filter(({ _id }) => _id.startsWith('more-'));
    expect(waiting.map(({ state, attempts }) => [state, attempts.length])).toEqual(
      Array.from({ length: 20 }, () => ['queued', 0]),
    );
  });

  it('keeps nobody waiting who can be reached another way', async () => {
    const long = new Date(kernel.ctx.clock.now().getTime() - 60_000);
    const fallbacks: Address[] = ['email:wang.lei@example.com'];
    await owe('page', phone(40), { loud: 'page', at: long, fallbacks });
    await owe('notice', phone(41), { at: long, fallbacks });
    await pass();
    await pass();
    expect(sent).toEqual([{ to: 'email:wang.lei@example.com' }]);
    expect(await kernel.ctx.outbox.find('page')).toMatchObject({ state: 'delivered' });
    expect(await kernel.ctx.outbox.find('notice')).toMatchObject({ state: 'queued', lane: phone(41) });
  });

  it('lets a page whose reader has no other way call the next one who can be reached, once', async () => {
    await seedDue(kernel, { due: 1, agoMs: 0, from: 7001 });
    const long = new Date(kernel.ctx.clock.now().getTime() - 60_000);
    const to = { kind: 'person', id: 'sun.hao' } as const;
    await owe('alone', phone(50), { loud: 'page', at: long, to, ticket: 7001 });
    await owe('over', phone(51), { loud: 'page', at: long, to, ticket: 7001, unless: 'claimed' });
    await owe('fresh', phone(52), { loud: 'page', to, ticket: 7001 });
    await pass();
    const told = await kernel.ctx.outbox.where({ ticket: 7001, name: 'undelivered' }, 20);
    expect(
      new Set(
        told.map((one) =>
          [one._id.split('/')[0], one.loud, (one.facts as { reason: string }).reason].join(' '),
        ),
      ),
    ).toEqual(new Set(['alone page provider-rests']));
    expect(told.map((one) => one.to)).not.toContainEqual(to);
    expect(await kernel.ctx.outbox.find('alone')).toMatchObject({ state: 'queued', lane: phone(50) });
  });

  it('calls the next one for such a page also when a crash came before that one was told', async () => {
    const long = new Date(kernel.ctx.clock.now().getTime() - 60_000);
    const to = { kind: 'person', id: 'sun.hao' } as const;
    await owe('cut', phone(54), { loud: 'page', at: long, to, ticket: 7001 });
    const read = async () => [await kernel.ctx.outbox.find('cut')].filter((one) => one !== undefined);
    const outbox = { ...kernel.ctx.outbox, add: () => Promise.reject(new Error('the store is away')) };
    await expect(goAround(await read(), { ...kernel.ctx, outbox })).rejects.toThrow('away');
    const told = () => kernel.ctx.outbox.where({ _id: /^cut\//, name: 'undelivered' }, 20);
    expect(await told()).toEqual([]);
    await goAround(await read(), kernel.ctx);
    const first = await told();
    expect(first.length).toBeGreaterThan(0);
    await goAround(await read(), kernel.ctx);
    expect(await told()).toEqual(first);
  });

  it('calls nobody who could not be reached either, and goes on looking', async () => {
    const long = new Date(kernel.ctx.clock.now().getTime() - 60_000);
    await owe('everybody', phone(53), {
      loud: 'page',
      at: long,
      to: { kind: 'person', id: 'sun.hao' },
      ticket: 7001,
      seq: 7,
    });
    const { of } = kernel.ctx.breakers;
    kernel.ctx.breakers.of = () => of('sms');
    await pass();
    kernel.ctx.breakers.of = of;
    expect(await kernel.ctx.outbox.where({ _id: /^everybody/ }, 20)).toEqual([
      expect.not.objectContaining({ reason: expect.anything() }),
    ]);
  });
});
