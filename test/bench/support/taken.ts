/** Remembers when something was first taken up, for whoever asks before or after. */
export function createTaken(kinds: readonly string[]) {
  const first = new Map<string, { at: Promise<number>; take(): void }>();
  for (const kind of kinds) {
    let take = (): void => undefined;
    const at = new Promise<number>((resolve) => {
      take = () => resolve(Date.now());
    });
    first.set(kind, { at, take });
  }
  return {
    take: (kind: string): void => first.get(kind)?.take(),
    /** Resolves when each kind has been taken up once. */
    all: async (): Promise<Record<string, number>> => {
      const entries = await Promise.all([...first].map(async ([kind, { at }]) => [kind, await at] as const));
      return Object.fromEntries(entries);
    },
  };
}

/** Work that a process takes and never ends, until it is killed. */
export const never = (): Promise<never> => new Promise(() => setInterval(() => undefined, 60_000));
