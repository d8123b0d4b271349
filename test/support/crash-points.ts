import { openChannels } from '../../src/channels/index.ts';
import type { Parts } from '../../src/main.ts';
import { type OpenStore, openStore } from '../../src/wiring/open-store.ts';

/** A step of the hub: a call of the store (`tickets.save`) or of a channel (`sms.send`). */
export interface CrashPoint {
  point: string;
  when: 'before' | 'after';
  /** The how manieth time; counted from arming. */
  nth: number;
  /** Counts only what is about this: words that stand in what the step is given. */
  about?: string;
  /** Frozen, its thread kept busy, or its memory filled until there is none left, instead of killed; once. */
  how?: 'SIGSTOP' | 'exhaust' | { busyMs: number };
}

/** Whatever keeps the one thread of a process to itself. */
export function keepBusy(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until) Math.sqrt(until);
}

/** Ends the process as V8 does when the heap is full. */
function exhaust(): void {
  const kept: unknown[] = [];
  for (;;) kept.push(new Array(100_000).fill(kept.length));
}

type Step = (...given: never[]) => unknown;

/** Looking and finding nothing is no step. */
const looks = new Set(['inbox.take', 'inbox.takeReceipts', 'outbox.takeLane', 'fetches.take']);
const nothing = (found: unknown): boolean =>
  found === undefined || (Array.isArray(found) && found.length === 0);

/** Hands out one thing after the other; waiting for all of it would change what it is. */
const goesOn = (step: object): boolean =>
  Object.prototype.toString.call(step) === '[object AsyncGeneratorFunction]';

/** Wraps the hub's ports. Nothing in the product knows of this. */
export function crashing(): { parts: Parts; arm(point: CrashPoint): void } {
  let armed: CrashPoint | undefined;

  function pass(point: string, when: CrashPoint['when'], given: readonly unknown[]): void {
    if (!armed || armed.point !== point || armed.when !== when) return;
    if (armed.about && !JSON.stringify(given).includes(armed.about)) return;
    armed.nth -= 1;
    if (armed.nth > 0) return;
    const { how = 'SIGKILL' } = armed;
    armed = undefined;
    if (how === 'exhaust') exhaust();
    else if (typeof how === 'string') process.kill(process.pid, how);
    else keepBusy(how.busyMs);
  }

  function guarded<T extends object>(name: string, port: T): T {
    return new Proxy(port, {
      get(target, key, receiver) {
        const value: unknown = Reflect.get(target, key, receiver);
        if (typeof value !== 'function' || goesOn(value)) return value;
        const point = `${name}.${String(key)}`;
        return async (...given: never[]) => {
          pass(point, 'before', given);
          const result = await (value as Step).apply(target, given);
          if (!looks.has(point) || !nothing(result)) pass(point, 'after', given);
          return result;
        };
      },
    });
  }

  const ports = [
    'tickets',
    'inspections',
    'inbox',
    'outbox',
    'journal',
    'identities',
    'meta',
    'fetches',
    'files',
  ] as const;
  return {
    arm(point) {
      armed = { ...point };
    },
    parts: {
      async openStore(config, how): Promise<OpenStore> {
        const store = await openStore(config, how);
        return { ...store, ...Object.fromEntries(ports.map((name) => [name, guarded(name, store[name])])) };
      },
      openChannels(settings, how) {
        const open = openChannels(settings, how);
        for (const channel of open.all) {
          const { send } = channel;
          const point = `${channel.name}.send`;
          channel.send = async (outgoing) => {
            pass(point, 'before', [outgoing]);
            const result = await send.call(channel, outgoing);
            pass(point, 'after', [outgoing]);
            return result;
          };
        }
        return open;
      },
    },
  };
}
