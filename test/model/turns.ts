import { setImmediate as others, setTimeout as sleep } from 'node:timers/promises';

/** A process of the model: what it waits for never comes once it is dead, as with a real one. */
export interface Process {
  name: string;
  dead: boolean;
  /** Loops that are not at rest. */
  busy: number;
}

interface Waiting {
  process: Process;
  what: string;
  go(): void;
}

const never = () => new Promise<never>(() => undefined);
/** Somebody who lost a race waits some milliseconds before looking again. */
const mostNapsOfMs = { naps: 1000, ms: 2 };

/**
 * Whoever calls the store or a provider waits here until it is their turn, one call at a time: who goes on is
 * chosen from outside, so that an interleaving can be written down, repeated and made smaller.
 */
export function createTurns() {
  const waiting: Waiting[] = [];
  const underWay = new Set<Promise<unknown>>();
  const history: string[] = [];

  /** Until every process has come to its next call, or to rest. */
  async function quiet(processes: Process[]): Promise<void> {
    for (let naps = 0; naps < mostNapsOfMs.naps; naps++) {
      do {
        await Promise.allSettled(underWay);
        await others();
        await others();
      } while (underWay.size > 0);
      if (waiting.length > 0 || processes.every(({ busy, dead }) => dead || busy === 0)) return;
      await sleep(mostNapsOfMs.ms);
    }
    throw new Error(`nobody waits and nobody rests, after ${history.slice(-20).join(' · ')}`);
  }

  return {
    history,

    /** One call of a process: carried out when it is its turn, answered unless it has died. */
    async call<T>(process: Process, what: string, run: () => Promise<T>): Promise<T> {
      if (process.dead) return never();
      await new Promise<void>((go) => waiting.push({ process, what, go }));
      const call = run().finally(() => underWay.delete(call));
      underWay.add(call);
      try {
        const answer = await call;
        return process.dead ? await never() : answer;
      } catch (error) {
        if (process.dead) return never();
        throw error;
      }
    },

    quiet,

    /** Lets one of those that wait go on. False when nobody waits. */
    async next(pick: number, processes: Process[]): Promise<boolean> {
      await quiet(processes);
      const [one] = waiting.splice(waiting.length === 0 ? 0 : pick % waiting.length, 1);
      if (!one) return false;
      history.push(`${one.process.name} ${one.what}`);
      one.go();
      await quiet(processes);
      return true;
    },

    /** It dies: before one of its calls, or after, without ever hearing the answer. */
    async kill(process: Process, carriedOut: boolean, processes: Process[]): Promise<void> {
      await quiet(processes);
      const last = carriedOut ? waiting.find((one) => one.process === process) : undefined;
      process.dead = true;
      history.push(`${process.name} dies${last ? ` after ${last.what}` : ''}`);
      for (let i = waiting.length - 1; i >= 0; i--) if (waiting[i]?.process === process) waiting.splice(i, 1);
      last?.go();
      await quiet(processes);
    },
  };
}
export type Turns = ReturnType<typeof createTurns>;
