import { setTimeout as sleep } from 'node:timers/promises';
import type { ChildHub } from '../support/child-hub.ts';
import type { Desk } from '../support/desk.ts';
import { missingFaketime, setClock } from '../support/faketime.ts';
import type { Chance } from './random.ts';
import type { ThreeNodes } from './three-nodes.ts';

/** One thing that was broken, and when it was whole again. */
export interface Broken {
  what: string;
  from: Date;
  to: Date;
}

const second = 1000;
const startTries = 8;

export interface Ground {
  desk: Desk;
  nodes: ThreeNodes;
  /** Sets the clock of the second hub. */
  clockFile: string;
  broken: Broken[];
  /** What no fault explains. */
  wrong: string[];
}

type Fault = (ground: Ground, by: Chance) => Promise<string>;

/** Never touched: how much memory it takes is compared over the hour. */
export const untouched = 0;
const victim = ({ desk }: Ground, by: Chance): { hub: ChildHub; name: string } => {
  const at = by.whole(1, desk.hubs.length - 1);
  const hub = desk.hubs[at];
  if (!hub) throw new Error(`there is no hub ${at}`);
  return { hub, name: `hub ${at}` };
};
const second_ = ({ desk }: Ground): ChildHub => {
  const hub = desk.hubs[1];
  if (!hub) throw new Error('there is no second hub');
  return hub;
};

/** As a supervisor does: again and again. */
export async function startAgain(hub: ChildHub): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await hub.start();
    } catch (error) {
      if (tries === startTries) throw error;
      hub.kill('SIGKILL');
      await hub.ended();
      await sleep(2 * second);
    }
  }
}

/** What is done to hubs, the wire, the store and clocks; each resolves when its cause is over. */
const faults: Record<string, Fault> = {
  async kill(ground, by) {
    const { hub, name } = victim(ground, by);
    const away = by.whole(0, 15);
    hub.kill('SIGKILL');
    await hub.ended();
    await sleep(away * second);
    await startAgain(hub);
    return `${name} SIGKILL, back after ${away} s`;
  },
  async stop(ground, by) {
    const { hub, name } = victim(ground, by);
    const began = performance.now();
    hub.kill('SIGTERM');
    const code = await hub.ended();
    const took = (performance.now() - began) / second;
    if (code !== 0 || took > 10) ground.wrong.push(`${name} left with ${code} after ${took.toFixed(1)} s`);
    await startAgain(hub);
    return `${name} SIGTERM, left within ${took.toFixed(1)} s`;
  },
  async freeze(ground, by) {
    const { hub, name } = victim(ground, by);
    const frozen = by.whole(5, 30);
    hub.kill('SIGSTOP');
    await sleep(frozen * second);
    hub.kill('SIGCONT');
    return `${name} SIGSTOP for ${frozen} s`;
  },
  async stall(ground, by) {
    const { hub, name } = victim(ground, by);
    const busy = by.whole(4, 14);
    await hub.stall(busy * second);
    return `${name} busy for ${busy} s`;
  },
  async cut({ nodes }, by) {
    const times = by.whole(1, 5);
    for (let n = 0; n < times; n++) {
      nodes.wire.cut();
      await sleep(second);
    }
    return `the wire of hub 2 cut ${times} times`;
  },
  async slow({ nodes }, by) {
    const [lateMs, lasting] = [by.whole(200, 2000), by.whole(10, 25)];
    nodes.wire.delay(lateMs);
    await sleep(lasting * second);
    nodes.wire.delay(0);
    return `the wire of hub 2 ${lateMs} ms slower for ${lasting} s`;
  },
  async silent({ nodes }, by) {
    const lasting = by.whole(5, 20);
    nodes.wire.freeze();
    await sleep(lasting * second);
    nodes.wire.cut();
    nodes.wire.thaw();
    return `the wire of hub 2 dead for ${lasting} s`;
  },
  async halfOpen({ nodes }) {
    nodes.wire.halfOpen();
    await sleep(12 * second);
    return 'the connections of hub 2 swallowed everything';
  },
  async stepDown({ nodes }, by) {
    const seconds = by.whole(10, 20);
    await nodes.stepDown(seconds);
    return `the primary stepped down for ${seconds} s`;
  },
  async clock(ground, by) {
    const shift = by.among(['+1h', '-2h', '+90s', '-30s'] as const);
    const lasting = by.whole(8, 25);
    await setClock(ground.clockFile, shift);
    await sleep(lasting * second);
    if (by.so(0.5)) {
      const hub = second_(ground);
      hub.kill('SIGKILL');
      await hub.ended();
      await startAgain(hub);
    }
    await setClock(ground.clockFile, '+0');
    return `the clock of hub 1 ${shift} for ${lasting} s`;
  },
};

/** One after the other, with a rest in which lateness has to come down again. */
export async function breakThings(ground: Ground, by: Chance, over: AbortSignal): Promise<void> {
  const names = Object.keys(faults).filter((name) => name !== 'clock' || missingFaketime === undefined);
  // Each once before any a second time, in an order of chance.
  let left: string[] = [];
  while (!over.aborted) {
    const rested = await sleep(by.between(20, 55) * second, true, { signal: over }).catch(() => false);
    if (!rested) return;
    if (left.length === 0) left = [...names];
    const [name = ''] = left.splice(by.whole(0, left.length - 1), 1);
    const from = new Date();
    try {
      const what = (await faults[name]?.(ground, by)) ?? name;
      ground.broken.push({ what, from, to: new Date() });
    } catch (error) {
      ground.wrong.push(
        `${name} could not be mended: ${error instanceof Error ? error.message.slice(0, 300) : error}`,
      );
      return;
    }
  }
}

/** Providers that fail now and then, all the time. */
export async function failProviders({ desk }: Ground, by: Chance, over: AbortSignal): Promise<number> {
  let many = 0;
  while (await sleep(by.between(2, 15) * second, true, { signal: over }).catch(() => false)) {
    const times = by.whole(1, 3);
    many += times;
    by.among([
      () => desk.twilio.failNext({ status: 429, retryAfter: String(by.whole(1, 8)), times }),
      () => desk.twilio.failNext({ status: by.among([500, 503] as const), times }),
      () => desk.twilio.failNext({ html: true, times }),
      () => desk.twilio.failNext({ lost: true, times }),
      () => desk.twilio.failNext({ hang: true, times }),
      () => desk.twilio.failNext({ silent: true, times }),
      () => desk.slack.failNext({ status: 429, retryAfter: by.whole(1, 8), times }),
      () => desk.slack.failNext({ error: 'ratelimited', times }),
      () => desk.slack.failNext({ status: 503, times }),
      () => desk.slack.failNext({ method: 'chat.postMessage', cut: true, times }),
      () => desk.slack.failNext({ method: 'chat.postMessage', hang: true, times }),
      () => desk.mailbox.failNext({ code: by.among([421, 451] as const), times }),
      () => desk.mailbox.failNext({ dropAfterData: true, times }),
      () => desk.mailbox.failNext({ hang: true, times }),
    ])();
  }
  return many;
}
