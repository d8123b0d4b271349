/** What one engine is told to do: fire this many, all due at one instant. */
export interface Burst {
  many: number;
  /** Numbers of the tickets: from here on. */
  first: number;
  limitMs: number;
  /** Fired before, and not counted; their numbers follow the others. */
  runIn: number;
}

export interface Fired {
  fired: number;
  /** From the instant they fell due until the last one was done with all that belongs to it. */
  ms: number;
  lateMs: number[];
  cpuMs: number;
}

/** When they fall due, with time to hand them all over before. */
export const dueAfter = (many: number): number => Date.now() + 1500 + many * 0.4;

/** The same engine in the same process, once before it counts. */
export const ranIn =
  <T extends Burst>(fire: (given: T) => Promise<Fired>) =>
  async (given: T): Promise<Fired> => {
    const { many, first, runIn } = given;
    await fire({ ...given, many: runIn, first: first + many });
    return fire(given);
  };

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Counts what fires, and says when it was enough. */
export function createCount(dueAt: number, { many, limitMs }: Burst) {
  const lateMs: number[] = [];
  const cpuBefore = cpuMs();
  let completed = 0;
  let lastAt = 0;
  let done = (): void => undefined;
  const enough = new Promise<void>((resolve) => {
    done = resolve;
  });
  const timer = setTimeout(done, dueAt - Date.now() + limitMs);
  return {
    handled: () => lateMs.push(Date.now() - dueAt),
    completed() {
      completed++;
      lastAt = Date.now();
      if (completed >= many) done();
    },
    async result(): Promise<Fired> {
      await enough;
      clearTimeout(timer);
      return { fired: completed, ms: lastAt - dueAt, lateMs, cpuMs: cpuMs() - cpuBefore };
    },
  };
}
