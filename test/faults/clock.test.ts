import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChildHub } from '../support/child-hub.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { clockFrom, missingFaketime, setClock } from '../support/faketime.ts';
import { violations } from '../support/invariants.ts';
import { testDatabase } from '../support/mongo.ts';

const why = missingFaketime ? ` (skipped: ${missingFaketime} is missing)` : '';
const minute = 60_000;

describe.skipIf(missingFaketime)(`two hubs, one of them with a clock that is set while it runs${why}`, () => {
  const { uri } = testDatabase();
  const reports: string[] = [];
  let folder: string;
  let file: string;
  let desk: Desk;

  const hub = (n: number): ChildHub => {
    const found = desk.hubs[n];
    if (!found) throw new Error(`there is no hub ${n}`);
    return found;
  };
  const fired = () =>
    desk.db.collection('journal').countDocuments({ version: { $gt: 1 }, 'events.type': 'StepsFired' });
  async function report(word: string, from: string): Promise<void> {
    await desk.text(from, `机房断网 ${word}`);
    reports.push(word);
    await desk.settled();
  }
  const disagreements = () => hub(1).log().split('disagree').length - 1;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'faultline-clock-'));
    file = join(folder, 'clock');
    await setClock(file, '+0');
    const envOf = (n: number): Record<string, string> => (n === 1 ? clockFrom(file) : {});
    desk = await openDesk({ uri, hubs: 2, envOf });
    await hub(0).start();
    await hub(1).start();
  });
  afterAll(async () => {
    await desk.close();
    await rm(folder, { recursive: true, force: true });
  });

  // Believing a clock that jumped until the next minute's check, it would ring every step of the hour at once.
  it('F29: an hour ahead, it says so and rings nothing early', async () => {
    await report('RHOUR', '+8613900009001');
    // The check of each full minute would hide what a hub does before it.
    while (new Date().getSeconds() > 40) await sleep(1000);
    await setClock(file, '+1h');
    await desk.until('it says that the clocks disagree', () => disagreements() > 0);
    expect(await fired()).toBe(0);
    await report('RLATER', '+8613900009002');
    expect(await fired()).toBe(0);
    expect(await violations(desk, { reports })).toEqual([]);
  });

  // Without the check before anything else a hub on such a machine would ring until its first full minute.
  it('F29: started on a machine an hour ahead, it rings nothing early either', async () => {
    hub(1).kill('SIGKILL');
    await hub(1).ended();
    await hub(1).start();
    await report('RSTARTED', '+8613900009003');
    expect(await fired()).toBe(0);
    expect(await violations(desk, { reports })).toEqual([]);
  });

  // node-cron waits by the clock that was set back: unless it is armed anew, the timetable stands still for hours.
  it('F30: three hours back, it neither stands still nor rings twice', async () => {
    hub(0).kill('SIGTERM');
    expect(await hub(0).ended()).toBe(0);
    const said = disagreements();
    await setClock(file, '-2h');
    await desk.until('it says that the clocks disagree', () => disagreements() > said);
    await report('RBACK', '+8613900009004');
    await desk.advance(4 * minute);
    await desk.until('the next ones are called', async () => (await fired()) >= 4);
    const slot = async () =>
      (
        await desk.db
          .collection<{ _id: string; lastSlot: Date }>('meta')
          .findOne({ _id: 'slot/chase-unproven' })
      )?.lastSlot;
    const before = Number(await slot());
    await desk.until('the timetable goes on', async () => Number(await slot()) > before);
    await desk.settled();
    expect(await violations(desk, { reports })).toEqual([]);
  });
});

describe('a hub whose thread is kept busy for longer than its leases last', () => {
  const { uri } = testDatabase();
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk({ uri, hubs: 2 });
    for (const one of desk.hubs) await one.start();
  });
  afterAll(() => desk.close());

  // The monotonic check before the first byte of a send: without it, what the other hub took over would go out twice.
  it('F52: loses what it held to the other one, says that it stood still, and changes nothing any more', async () => {
    const [, busy] = desk.hubs;
    // With a send in its hand: it is written down as begun, and not handed over yet.
    await busy?.arm({
      point: 'outbox.started',
      when: 'after',
      nth: 1,
      about: 'sms:',
      how: { busyMs: 18_000 },
    });
    const words: string[] = [];
    await desk.until('it says that it stood still', async () => {
      const word = `RBUSY${words.length}X`;
      await desk.text(`+86139000092${10 + words.length}`, `漏水了 ${word}`);
      words.push(word);
      return busy?.log().includes('stood still');
    });
    // It says so before it goes on; told to stop, it finishes what it still has in its hand.
    busy?.kill('SIGTERM');
    expect(await busy?.ended()).toBe(0);
    await desk.settled();
    expect(await violations(desk, { reports: words })).toEqual([]);
  });
});
