/** Places for work of one kind, `limit` of them; whoever finds none stands in line for a while. */
export interface Places {
  /** Answers how to give the place back; undefined: none came free within `waitMs`. */
  take(waitMs: number): Promise<(() => void) | undefined>;
}

export function createPlaces(limit: number): Places {
  const line = new Set<() => void>();
  let free = limit;

  const giver = () => {
    let given = false;
    return (): void => {
      if (given) return;
      given = true;
      const [first] = line;
      if (first) first();
      else free++;
    };
  };

  return {
    async take(waitMs) {
      if (free > 0) {
        free--;
        return giver();
      }
      return new Promise((resolve) => {
        const leave = (answer: (() => void) | undefined) => {
          clearTimeout(timer);
          line.delete(called);
          resolve(answer);
        };
        const called = () => leave(giver());
        const timer = setTimeout(() => leave(undefined), waitMs);
        line.add(called);
      });
    },
  };
}
