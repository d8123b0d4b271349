import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DueStep } from '../../src/domain/ladder/step.ts';
import type { JournalDoc, NoticeDoc } from '../../src/store/documents.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { violations } from '../support/invariants.ts';
import { testDatabase } from '../support/mongo.ts';
import { openTickets } from '../support/open-tickets.ts';

const { uri } = testDatabase();
const hour = 3_600_000;
let desk: Desk;
let numbers: number[] = [];

interface StepsFired {
  type: string;
  at: Date;
  steps: DueStep[];
  superseded: string[];
}
/** What a ticket's clocks did since it was opened. */
async function firedOn(ticket: number): Promise<StepsFired[]> {
  const entries = await desk.db
    .collection<JournalDoc>('journal')
    .find({ ticket, version: { $gt: 1 } })
    .toArray();
  return entries.flatMap(({ events }) => events as StepsFired[]).filter(({ type }) => type === 'StepsFired');
}
const track = (key: string): string => key.split('/')[0] ?? '';
/** How high a step stands: `unclaimed/180000@R` at 180000; the repeats `answer/100/2@R` at 100 as their step. */
const height = (key: string): number => Number(key.replace(/@\d+$/, '').split('/')[1]);
const isRepeat = (key: string): boolean => key.split('/').length > 2;
const counts = async () => ({
  journal: await desk.db.collection('journal').countDocuments({ ticket: { $in: numbers } }),
  notices: await desk.db.collection('outbox').countDocuments({ ticket: { $in: numbers } }),
  sends: await desk.db
    .collection('outbox')
    .aggregate([
      { $match: { ticket: { $in: numbers } } },
      { $group: { _id: null, n: { $sum: { $size: '$attempts' } } } },
    ])
    .toArray(),
});

beforeAll(async () => {
  // By chat alone, which is enough to say: fewer messages to the same few people.
  desk = await openDesk({ uri, service: (text) => text.replace(/, sms:\+86138\d+/g, '') });
});
afterAll(() => desk.close());

describe('a hub that was away for three hours, with 500 open tickets', () => {
  it('catches up everything that fell due, each ticket by its highest step, marked late', async () => {
    const [hub] = desk.hubs;
    if (!hub) throw new Error('no hub');
    await hub.start();
    numbers = await openTickets(desk, 500);
    await desk.settled();
    hub.kill('SIGTERM');
    expect(await hub.ended()).toBe(0);
    await desk.advance(3 * hour);
    await hub.start();
    await desk.settled(220_000);

    const wrong: string[] = [];
    for (const n of numbers) {
      const events = await firedOn(n);
      const steps = events.flatMap((event) => event.steps);
      const superseded = events.flatMap((event) => event.superseded);
      for (const name of ['unclaimed', 'answer']) {
        const fired = steps.filter(({ key }) => track(key) === name);
        if (fired.length !== 1) wrong.push(`${n}: ${name} fired ${fired.map(({ key }) => key).join()}`);
        const highest = fired[0];
        if (!highest) continue;
        if (!highest.late) wrong.push(`${n}: ${highest.key} is not marked late`);
        const passedBy = superseded.filter(
          (key) => track(key) === name && !isRepeat(key) && height(key) >= height(highest.key),
        );
        if (passedBy.length > 0) wrong.push(`${n}: ${passedBy.join()} was passed over for ${highest.key}`);
      }
      const repeats = superseded.filter(isRepeat);
      const broken = steps.find(({ clock, percent }) => clock === 'answer' && percent === 100);
      if (broken?.times !== repeats.length + 1) wrong.push(`${n}: says ${broken?.times} times`);
      if (superseded.length - repeats.length < 4) wrong.push(`${n}: nothing lower was put aside`);
    }
    expect(wrong).toEqual([]);
    expect(await violations(desk, { reports: ['RMODEL'] })).toEqual([]);
  });

  it('tells the manager of all that broke in few messages, and calls for each that nobody has', async () => {
    const told = desk.db.collection<NoticeDoc>('outbox').find({
      ticket: { $in: numbers },
      'to.id': 'liu.yang',
      lane: 'slack:U0LIUYANG',
      state: { $in: ['sent', 'delivered'] },
    });
    const [broken, calls] = [[] as NoticeDoc[], [] as NoticeDoc[]];
    for (const notice of await told.toArray()) {
      if (notice.name === 'broken') broken.push(notice);
      if (notice.name === 'page') calls.push(notice);
    }
    expect([broken.length, calls.length]).toEqual([500, 500]);
    expect(broken.filter(({ carriedBy }) => !carriedBy).length).toBeLessThan(100);
    expect(calls.filter(({ carriedBy }) => carriedBy)).toEqual([]);
  });

  it('changes nothing when it is started once more', async () => {
    const [hub] = desk.hubs;
    const before = await counts();
    const texts = desk.twilio.look().texts.length;
    hub?.kill('SIGTERM');
    expect(await hub?.ended()).toBe(0);
    await hub?.start();
    await desk.settled();
    expect(await counts()).toEqual(before);
    expect(desk.twilio.look().texts.length).toBe(texts);
  });
});
