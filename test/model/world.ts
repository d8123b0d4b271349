import { pino } from 'pino';
import { vi } from 'vitest';
import { skewLimitMs } from '../../src/app/business-clock.ts';
import type { Context, LoopName } from '../../src/app/context.ts';
import type { Inbound } from '../../src/domain/inbound.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { connectStore } from '../../src/store/connect.ts';
import { createLeases } from '../../src/store/leases.ts';
import { createModels } from '../../src/store/models.ts';
import { loadService } from '../../src/wiring/apply-service.ts';
import { createContext, createDirectory } from '../../src/wiring/context.ts';
import { type OpenStore, openStoreAt } from '../../src/wiring/open-store.ts';
import { inTurns, type ModelHub, startModelHub } from './hub.ts';
import type { Move } from './moves.ts';
import { createProvider, type Provider } from './provider.ts';
import { createTurns, type Turns } from './turns.ts';

/** So many hubs side by side; each that dies is followed by one with a name of its own. */
const sideBySide = 2;
const minuteMs = 60_000;
/** The hubs' own clocks against the store's, as far apart as one is still believed (`skewLimitMs`). */
const hubsAheadMs = [0, skewLimitMs, -skewLimitMs] as const;
/** Longer than any lease. */
const frozenMs = 16_000;
/** Enough for whoever works to renew its lease. */
const momentMs = 2600;
const monday = Date.parse('2026-03-02T01:00:00Z');
const staff = ['slack:U0WANGLEI', 'slack:U0ZHAOMIN', 'slack:U0SUNHAO'] as const;
const reporters = ['sms:+8613900000001', 'sms:+8613900000002', 'email:zhou@example.org'] as const;
/** What stays from story to story. */
const kept = new Set(['meta', 'policies']);
const leased = { inbox: 'leaseUntil', lanes: 'leaseUntil', fetches: 'leaseUntil', leases: 'until' };

export interface Lab {
  store: OpenStore;
  directory: Awaited<ReturnType<typeof createDirectory>>;
  /** What a hub of that name holds is its own. */
  leasesOf(name: string): OpenStore['leases'];
  /** Business time, and by how much the monotonic clock of this process is ahead: all hubs live in it. */
  time: { now: number; ahead: number };
  close(): Promise<void>;
}

/** The database is made once, and emptied for every story: making it takes longer than a story does. */
export async function openLab(uri: string): Promise<Lab> {
  const { service } = await loadService('service.example.yaml');
  const store = await openStoreAt(uri, { create: true });
  await store.meta.keepService(service, new Date());
  const second = await connectStore(uri);
  const models = createModels(second);
  const time = { now: monday, ahead: 0 };
  const monotonic = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => monotonic() + time.ahead);
  // Leases are renewed by intervals, and by nothing else here: they come when a story says so.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  return {
    store,
    directory: await createDirectory(store.meta, { now: () => new Date(time.now) }),
    leasesOf: (name) => createLeases(models, name),
    time,
    async close() {
      vi.useRealTimers();
      vi.restoreAllMocks();
      await second.close();
      await store.close();
    },
  };
}

export interface World {
  provider: Provider;
  turns: Turns;
  /** Words that a provider was told are taken. */
  reports: string[];
  threw: unknown[];
  now(): Date;
  make(move: Move): Promise<void>;
  /** All go on, and time with them, until nothing is left to do. False when they never come to rest. */
  rest(): Promise<boolean>;
}

/** One story's world: an empty desk, two hubs, and providers that outlive them. */
export async function createWorld({ store: outside, directory, leasesOf, time }: Lab): Promise<World> {
  vi.clearAllTimers();
  // Which part of what is due a hub looks at: the same in every repeat.
  let chance = 1;
  vi.spyOn(Math, 'random').mockImplementation(() => {
    chance = (chance * 48_271) % 2_147_483_647;
    return chance / 2_147_483_647;
  });
  const { db } = outside.connection;
  if (!db) throw new Error('no database');
  const collections = await db.collections();
  await Promise.all(
    collections.filter((one) => !kept.has(one.collectionName)).map((one) => one.deleteMany({})),
  );
  // Numbers and counts begin anew, and so does the week: a story is the same wherever it stands in its run.
  await db.collection('meta').deleteMany({ _id: { $nin: ['service', 'schema'] as never[] } });
  time.now = monday;
  const turns = createTurns();
  const provider = createProvider(turns);
  const hubs: ModelHub[] = [];
  const gone: ModelHub[] = [];
  const delivered: { id: string; payload: Inbound[] }[] = [];
  const reports: string[] = [];
  let born = 0;
  let said = 0;

  // No two instants are the same, as in life.
  const instant = (aheadMs: number) => new Date(++time.now + aheadMs);
  const pokeAll = (loop: LoopName) => {
    for (const hub of hubs) hub.poke(loop);
  };

  function contextOf(hub: ModelHub): Context {
    const aheadMs = hubsAheadMs[born % hubsAheadMs.length] ?? 0;
    const store = { ...outside, leases: leasesOf(hub.name) };
    const ctx = createContext({
      store,
      directory,
      clock: { now: () => instant(aheadMs), jumped: () => false } as never,
      channels: provider.channels(hub),
      secrets: ['secret'],
      publicUrl: () => 'http://127.0.0.1',
      metrics: createMetrics(),
      phone: { twoWay: () => true, dailyCap: () => undefined, listed: () => true },
      // What one hub wrote the others find when they look, which they do all the time.
      poke: (loop, ticket) => (loop === 'relay' ? hub.poke(loop, ticket) : pokeAll(loop)),
      log: pino({ level: 'silent' }),
    });
    return inTurns(ctx, hub, turns);
  }
  function startOne(place: number): void {
    hubs[place] = startModelHub(`hub ${++born}`, contextOf);
    for (const loop of ['inbox', 'relay', 'alarms', 'outbox'] as const) hubs[place]?.poke(loop);
  }
  for (let n = 0; n < sideBySide; n++) startOne(n);

  const lookEverywhere = () => {
    for (const loop of ['inbox', 'relay', 'alarms', 'outbox'] as const) pokeAll(loop);
  };
  const pass = (ms: number) => {
    time.now += ms;
    lookEverywhere();
  };

  async function deliverOnce(from: string, inbound: Inbound, times: number): Promise<void> {
    const raw = { id: `${from.split(':')[0]}:model-${++said}`, payload: [inbound] };
    for (let n = 0; n < times; n++) await outside.inbox.accept(raw, instant(0));
    delivered.push(raw);
    pokeAll('inbox');
  }
  const text = (by: number, words: string, times: number) => {
    const from = reporters[by % reporters.length] ?? reporters[0];
    return deliverOnce(from, { kind: 'text', from, text: words, attachments: [] }, times);
  };

  /** As time passes it: the store's leases, the monotonic clock, and business time. */
  async function age(ms: number): Promise<void> {
    await turns.quiet(hubs);
    for (const [name, field] of Object.entries(leased))
      await db
        ?.collection(name)
        .updateMany({ [field]: { $gt: new Date(0) } }, [
          { $set: { [field]: { $subtract: [`$${field}`, ms] } } },
        ]);
    const older = { owner: '$$this.owner', until: { $subtract: ['$$this.until', ms] } };
    await db
      ?.collection('leases')
      .updateMany({ living: { $exists: true } }, [
        { $set: { living: { $map: { input: '$living', in: older } } } },
      ]);
    time.ahead += ms;
    vi.advanceTimersByTime(ms);
    pass(ms);
  }

  async function make(move: Move): Promise<void> {
    switch (move.do) {
      case 'go':
        for (let n = 0; n < move.calls; n++) if (!(await turns.next(move.pick + n * 7919, hubs))) break;
        return;
      case 'report': {
        const word = `R${reports.length}X`;
        reports.push(word);
        return text(move.by, `三楼机房网络断了，请派人来 ${word}`, move.times);
      }
      case 'answer':
        return text(move.by, move.words, 1);
      case 'tap': {
        const numbers = await db?.collection('tickets').distinct('_id');
        const ticket = numbers?.[move.ticket % Math.max(1, numbers.length)];
        const from = staff[move.who % staff.length] ?? staff[0];
        if (ticket === undefined) return;
        const fields = move.verb === 'fix' ? { fields: { note: '换了电源' } } : {};
        const tap = { kind: 'verb', from, verb: move.verb, ticket: Number(ticket), ...fields } as const;
        return deliverOnce(from, tap, 1);
      }
      case 'again': {
        const raw = delivered[move.which % Math.max(1, delivered.length)];
        if (raw) await outside.inbox.accept(raw, instant(0));
        return pokeAll('inbox');
      }
      case 'wait':
        return pass(move.minutes * minuteMs);
      case 'moment':
        return age(momentMs);
      case 'freeze':
        return age(frozenMs);
      case 'provider':
        return provider.answer(move.answer);
      case 'kill': {
        const place = move.hub % sideBySide;
        const hub = hubs[place];
        if (!hub) return;
        await turns.kill(hub, move.carriedOut, hubs);
        gone.push(hub);
        return startOne(place);
      }
    }
  }

  async function atRest(): Promise<boolean> {
    const due = { $lte: new Date(time.now + minuteMs) };
    const left = await Promise.all([
      db?.collection('inbox').countDocuments({ state: 'new' }),
      db?.collection('tickets').countDocuments({ pendingSince: { $exists: true } }),
      db?.collection('outbox').countDocuments({ open: true, nextAt: due }),
      db?.collection('tickets').countDocuments({ nextAlarmAt: { $lte: new Date(time.now) } }),
    ]);
    return left.every((many) => many === 0);
  }

  async function rest(): Promise<boolean> {
    for (let round = 0; round < 40; round++) {
      lookEverywhere();
      for (let n = 0; await turns.next(n, hubs); n++) if (n > 5000) return false;
      if (await atRest()) return true;
      await age(frozenMs);
    }
    return false;
  }

  return {
    provider,
    turns,
    reports,
    get threw() {
      return [...hubs, ...gone].flatMap(({ threw }) => threw);
    },
    now: () => new Date(time.now),
    make,
    rest,
  };
}
