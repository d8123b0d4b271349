/** What a child can be asked, each answered by plain data. */
export type Asked = Record<string, (given: never) => Promise<unknown>>;

interface Question {
  id: number;
  ask: string;
  given: never;
}

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** The child's side: answers its parent until it goes away. Every child can be asked for its CPU time. */
export function serve(asked: Asked): void {
  const known: Asked = { ...asked, cpuMs: async () => cpuMs() };
  process.on('message', async ({ id, ask, given }: Question) => {
    try {
      const answer = await known[ask]?.(given);
      process.send?.({ id, answer });
    } catch (error) {
      process.send?.({ id, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.({ ready: true });
}
