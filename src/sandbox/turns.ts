/** Runs one act after the other, in the order they came; one that fails doesn't stop the next. */
export function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = last.then(act, act);
    last = mine;
    return mine;
  };
}
export type InTurn = ReturnType<typeof createTurns>;
