/**
 * Work that goes on side by side, at most `limit` at once. One that hangs takes its own place only: the
 * others go on, and new work is taken while it hangs.
 */
export function createPool(limit: number) {
  const running = new Set<Promise<void>>();
  return {
    /** Takes and starts work until there is none, or `stopping`. Answers whether there was any. */
    async fill<T>(
      take: () => Promise<T | undefined>,
      work: (taken: T) => Promise<void>,
      stopping: () => boolean,
    ): Promise<boolean> {
      let any = false;
      while (!stopping()) {
        if (running.size >= limit) await Promise.race(running);
        const taken = await take();
        if (taken === undefined) break;
        any = true;
        const task = work(taken).finally(() => running.delete(task));
        running.add(task);
      }
      return any;
    },
    /** How much is under way. */
    size: () => running.size,
    /** Waits for what is under way. */
    async drain(): Promise<void> {
      await Promise.allSettled(running);
    },
  };
}
export type Pool = ReturnType<typeof createPool>;
