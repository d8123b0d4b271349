import { setImmediate as others } from 'node:timers/promises';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { Context } from '../../src/app/context.ts';
import { createPool } from '../../src/app/pool.ts';
import { createReceiver } from '../../src/app/receive.ts';
import type { Channel } from '../../src/domain/channel.ts';
import type { Inbound } from '../../src/domain/inbound.ts';
import type { InboxDoc } from '../../src/store/documents.ts';
import { later, testStores } from '../support/store.ts';

const stores = testStores();
const channel = {
  name: 'fake',
  read: async ({ payload }: { payload: Inbound }) => [payload],
} as unknown as Channel;
let people = 0;

/** A hub that hears people out; `hear` says when it is done with one. */
function hub(store: typeof stores.a, hear: (text: string) => Promise<void>) {
  const ctx = {
    ...store,
    clock: { now: () => later(60_000) },
    channels: new Map([['fake', channel]]),
    log: pino({ level: 'silent' }),
    poke: () => undefined,
  } as unknown as Context;
  const pool = createPool(8);
  const { receive } = createReceiver(async (inbound) => {
    await hear((inbound as { text: string }).text);
    return { ok: true };
  }, ctx);
  return { look: () => receive(pool, () => false), rest: () => pool.drain() };
}

/** Somebody, and how they type a line. */
function somebody() {
  const from = `fake:${++people}`;
  return async (text: string): Promise<void> => {
    const payload = { kind: 'line', from, text };
    await stores.a.inbox.accept({ id: `${from}:${text}`, payload }, later(Number(text)));
  };
}

const waits =
  (count: number, store = stores.a) =>
  async (): Promise<boolean> =>
    (await store.inbox.count('new')) === count;

async function until(reached: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await reached())) await others();
}

function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

describe('lines that one person types', () => {
  it('are answered in their order, also when one comes just as the one before the last is answered', async () => {
    const type = somebody();
    const heard: string[] = [];
    const { opened: first, open: answer } = gate();
    const { look } = hub(stores.a, async (text) => {
      heard.push(text);
      if (text === '1') await first;
    });
    await type('1');
    await type('2');
    await until(async () => {
      await look();
      return heard.length > 0;
    });
    await look();
    // The second waits for its turn a moment; in that moment the first is done, and a third comes.
    answer();
    await until(waits(1));
    await type('3');
    await until(async () => {
      await look();
      return heard.length === 3;
    });
    expect(heard).toEqual(['1', '2', '3']);
    await until(waits(0));
  });

  it('are answered in their order by another hub, when the one that heard the first was killed', async () => {
    const type = somebody();
    const heard: string[] = [];
    let began = false;
    const killed = hub(stores.b, () => {
      began = true;
      return new Promise(() => undefined);
    });
    await type('1');
    await type('2');
    await until(async () => {
      await killed.look();
      return began;
    });
    await killed.look();
    await type('3');
    // What it held runs out by itself.
    for (const name of ['inbox', 'leases'] as const)
      await stores.a.connection
        .collection(name)
        .updateMany({}, { $set: { [name === 'inbox' ? 'leaseUntil' : 'until']: new Date(0) } });
    const next = hub(stores.a, async (text) => void heard.push(text));
    await until(async () => {
      await next.look();
      return heard.length === 3;
    });
    await next.rest();
    expect(heard).toEqual(['1', '2', '3']);
  });

  it('are heard once, though one is called up and taken again just as its turn begins', async () => {
    const type = somebody();
    const heard: string[] = [];
    const { opened: first, open: answer } = gate();
    const hear = async (text: string): Promise<void> => {
      heard.push(text);
      if (text === '1') await first;
    };
    const other = hub(stores.b, hear);
    let again = 0;
    const late: typeof stores.a.inbox.turnBegins = async (row) => {
      // The one before it is done in this very moment, and the other hub looks.
      if (again++ === 0 && (await stores.b.inbox.callUp((row as InboxDoc).waitsFor ?? 'x:'))) {
        await other.look();
        await other.rest();
      }
      return stores.a.inbox.turnBegins(row);
    };
    const one = hub({ ...stores.a, inbox: { ...stores.a.inbox, turnBegins: late } }, hear);
    await type('1');
    await type('2');
    await until(async () => {
      await one.look();
      return heard.length > 0;
    });
    await one.look();
    const inbox = stores.a.connection.collection('inbox');
    await until(async () => (await inbox.countDocuments({ waitsFor: { $exists: true } })) === 1);
    answer();
    await until(async () => {
      await one.look();
      return waits(0)();
    });
    await one.rest();
    expect(again).toBeGreaterThan(0);
    expect(heard).toEqual(['1', '2']);
  });

  it('are answered in their order by two hubs, each called up as the one before it is done', async () => {
    const type = somebody();
    const heard: string[] = [];
    const { opened: first, open: answer } = gate();
    const hear = async (text: string): Promise<void> => {
      heard.push(text);
      if (text === '100') await first;
    };
    const hubs = [hub(stores.a, hear), hub(stores.b, hear)];
    const look = () => Promise.all(hubs.map((one) => one.look()));
    const said = Array.from({ length: 25 }, (_, n) => `${100 + n}`);
    for (const text of said) {
      await type(text);
      await until(async () => {
        await look();
        return heard.length > 0;
      });
    }
    answer();
    await until(async () => {
      await look();
      return heard.length === said.length;
    });
    await Promise.all(hubs.map(({ rest }) => rest()));
    expect(heard).toEqual(said);
  });

  it('wait for the one before them, although the hub that looks at that one is slower', async () => {
    const type = somebody();
    const heard: string[] = [];
    let [answer, goOn, asks] = [false, false, false];
    const { leases } = stores.b;
    const hold: typeof leases.hold = async (...given) => {
      asks = true;
      await until(() => goOn);
      return leases.hold(...given);
    };
    const fast = hub(stores.a, async (text) => {
      heard.push(text);
      if (text === '1') await until(() => answer);
    });
    const slow = hub({ ...stores.b, leases: { ...leases, hold } }, async (text) => void heard.push(text));
    await type('1');
    await type('2');
    await until(async () => {
      await fast.look();
      return heard.length > 0;
    });
    await until(async () => !(await fast.look()));
    answer = true;
    await fast.rest();
    // The second is called up, and being looked at, when a third comes to a hub that is quicker.
    await until(async () => {
      await slow.look();
      return asks;
    });
    await type('3');
    await until(() => fast.look());
    await fast.rest();
    expect(heard).toEqual(['1']);
    goOn = true;
    await until(async () => {
      await Promise.all([fast.look(), slow.look()]);
      return heard.length === 3;
    });
    await Promise.all([fast.rest(), slow.rest()]);
    expect(heard).toEqual(['1', '2', '3']);
  });

  it('wait by the hundred without being looked at again and again, and hold up nobody else', async () => {
    const [type, other] = [somebody(), somebody()];
    const heard: string[] = [];
    const { opened: first, open: answer } = gate();
    const { look, rest } = hub(stores.a, async (text) => {
      heard.push(text);
      if (text === '200') await first;
    });
    for (let n = 0; n < 30; n++) await type(`${200 + n}`);
    await until(async () => {
      await look();
      return heard.length > 0;
    });
    await until(async () => !(await look()));
    await other('300');
    await until(async () => {
      await look();
      return heard.length > 1;
    });
    expect(heard).toEqual(['200', '300']);
    const inbox = stores.a.connection.collection<InboxDoc>('inbox');
    let waiting: InboxDoc[] = [];
    // The next in line may be asking just now; then it waits again.
    await until(async () => {
      waiting = await inbox
        .find({ state: 'new', waitsFor: { $exists: true } })
        .sort({ receivedAt: 1 })
        .toArray();
      return waiting.length === 29;
    });
    // The next one asks every second; those behind it asked once.
    expect(Math.max(...waiting.slice(1).map(({ fence }) => fence))).toBe(1);
    answer();
    await until(async () => {
      await look();
      return heard.length === 31;
    });
    await rest();
  });
});
