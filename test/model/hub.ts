import { handle } from '../../handlers/index.ts';
import { createAlarms } from '../../src/app/alarms.ts';
import type { Context, LoopName } from '../../src/app/context.ts';
import { deliver } from '../../src/app/deliver.ts';
import { createPool } from '../../src/app/pool.ts';
import { createReceiver } from '../../src/app/receive.ts';
import { createRelay } from '../../src/app/relay.ts';
import type { Process, Turns } from './turns.ts';

/** A hub whose loops are looked at by the model instead of by timers. */
export interface ModelHub extends Process {
  poke(loop: LoopName, ticket?: number): void;
  /** What a loop threw: the real one would try again. */
  threw: unknown[];
}

type Step = (...given: never[]) => Promise<unknown>;
const ports = [
  'tickets',
  'inbox',
  'outbox',
  'journal',
  'identities',
  'leases',
  'meta',
  'fetches',
  'files',
] as const;

/** Calls back in the middle: what it calls waits for its turn, not the whole. */
const inPieces = new Set(['inbox.number']);

/** The context's ports, each call of which waits for its turn. */
export function inTurns(ctx: Context, process: Process, turns: Turns): Context {
  const taking = <T extends object>(name: string, port: T): T =>
    new Proxy(port, {
      get(target, key, receiver) {
        const value: unknown = Reflect.get(target, key, receiver);
        if (typeof value !== 'function') return value;
        const what = `${name}.${String(key)}`;
        return (...given: never[]) => {
          const call = () => (value as Step).apply(target, given);
          return inPieces.has(what) ? call() : turns.call(process, what, call);
        };
      },
    });
  return { ...ctx, ...Object.fromEntries(ports.map((name) => [name, taking(name, ctx[name])])) };
}

const going = () => false;
/** Few at once already meet each other. */
const atOnce = 2;

export function startModelHub(name: string, build: (process: ModelHub) => Context): ModelHub {
  const wakes = new Map<LoopName, () => void>();
  const poked = new Set<LoopName>();
  const hub: ModelHub = {
    name,
    dead: false,
    busy: 0,
    threw: [],
    poke(loop, ticket) {
      if (ticket !== undefined) relay.owes(ticket);
      poked.add(loop);
      wakes.get(loop)?.();
    },
  };
  const ctx = build(hub);
  const relay = createRelay(ctx);
  const alarms = createAlarms(relay.carry, ctx);
  const { receive } = createReceiver(handle, ctx);
  const receiving = createPool(atOnce);
  const sending = createPool(atOnce);

  async function loop(which: LoopName, pass: () => Promise<boolean | number>): Promise<void> {
    for (;;) {
      if (!poked.has(which))
        await new Promise<void>((wake) => {
          wakes.set(which, wake);
        });
      wakes.delete(which);
      hub.busy += 1;
      try {
        do poked.delete(which);
        while ((await pass()) === true || poked.has(which));
      } catch (error) {
        hub.threw.push(error);
      }
      hub.busy -= 1;
    }
  }
  const whole = async (work: Promise<boolean | number>, drain: () => Promise<void>) => {
    const any = await work;
    await drain();
    return any;
  };
  void loop('inbox', () => whole(receive(receiving, going), receiving.drain));
  void loop('relay', relay.pass);
  void loop('alarms', () => whole(alarms.pass(going), alarms.drain));
  void loop('outbox', () => whole(deliver(sending, going, ctx), sending.drain));
  return hub;
}
