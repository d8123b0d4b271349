import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reconcile } from '../../schedules/reconcile.ts';
import type { Channel, Gap } from '../../src/domain/channel.ts';
import { type Kernel, openKernel } from '../support/kernel.ts';
import { testDatabase } from '../support/mongo.ts';

const { uri } = testDatabase();
const minute = 60_000;
const noon = new Date('2026-03-05T04:00:00Z');
const at = (minutes: number) => new Date(noon.getTime() + minutes * minute);
let desk: Kernel;
beforeAll(async () => {
  desk = await openKernel(uri);
});
afterAll(() => desk.store.close());

/** Reads a provider's history at that minute; answers from when on it was asked for. */
async function readAt(
  minutes: number,
  missed: (until: Date) => Promise<Date> = async (until) => until,
): Promise<Date | undefined> {
  let asked: Date | undefined;
  const channel = {
    name: 'sms',
    async missed({ since, until }: Gap) {
      asked = since;
      return { fresh: 0, until: await missed(until) };
    },
  } as unknown as Channel;
  const ctx = { ...desk.ctx, clock: { now: () => at(minutes) }, channels: new Map([['sms', channel]]) };
  await reconcile(noon, ctx);
  return asked;
}

describe('reading what providers kept', () => {
  it('goes on where it was read to, with an overlap; at first a little before now', async () => {
    expect(await readAt(0)).toEqual(at(-15));
    expect(await readAt(10)).toEqual(at(-15));
    expect(await readAt(20)).toEqual(at(-5));
  });

  // Without the watermark whoever writes first after the gap would hide everybody who wrote in it.
  it('reads the whole gap, though somebody wrote before it was read', async () => {
    await desk.ctx.inbox.accept({ id: 'sms:SMfirst', payload: {} }, at(79));
    expect(await readAt(80)).toEqual(at(5));
  });

  it('asks for the same time again when the provider could not be asked', async () => {
    const away = () => Promise.reject(new Error('away'));
    expect(await readAt(90, away)).toEqual(at(65));
    expect(await readAt(100, away)).toEqual(at(65));
    expect(await readAt(110)).toEqual(at(65));
    expect(await readAt(120)).toEqual(at(95));
  });

  // What was said while it was read in parts may stand in parts that were read before.
  it('goes on from where everything is known, though the reading took longer', async () => {
    expect(await readAt(140, async () => at(130))).toEqual(at(105));
    expect(await readAt(150)).toEqual(at(115));
  });
});
