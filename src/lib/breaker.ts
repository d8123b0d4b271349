import { BrokenCircuitError, CircuitState, circuitBreaker, handleWhenResult, type IBreaker } from 'cockatiel';

/** Trouble with fewer addresses than these, one after the other, may be theirs and not the provider's. */
const severalAddresses = 3;
/** What was held up goes out within 15 s of the provider's return. */
const restMs = 5000;
/** While one tries, the others look again at different moments. */
const whileTriedMs = (): number => 1000 + Math.random() * 3000;

/** The right to send once. `leave` gives it back, whether it was used or not. */
export interface Pass<T> {
  send(address: string, work: () => Promise<T>): Promise<T>;
  leave(): void;
}

export interface Breaker<T> {
  /** For how long nothing should be sent; 0 when all is well, or when somebody may try. */
  restMs(): number;
  open(): boolean;
  /** Nothing when it rests, or somebody else is trying whether the provider is back. */
  admit(): Pass<T> | undefined;
}

/**
 * Stops asking a provider that is in trouble with whomever we write to, and lets one send try every few seconds whether
 * it is back. One address that fails again and again never opens it.
 */
export function createBreaker<T>(
  isTrouble: (result: T) => boolean,
  changed: (open: boolean) => void,
): Breaker<T> {
  const troubled = new Set<string>();
  const several: IBreaker = {
    state: undefined,
    success: () => troubled.clear(),
    failure: () => troubled.size >= severalAddresses,
  };
  let policy = fresh();
  // By the clock that nobody can set: cockatiel's own counting stands still when the machine's is set back.
  let retryAt = 0;
  let trying = false;

  function fresh() {
    troubled.clear();
    const made = circuitBreaker(
      handleWhenResult((result) => isTrouble(result as T)),
      // A little less: its clock is the coarser one, and whoever is let through must not be turned away.
      { breaker: several, halfOpenAfter: restMs - 50 },
    );
    made.onBreak(() => {
      retryAt = performance.now() + restMs;
    });
    made.onStateChange((state) => {
      if (state !== CircuitState.HalfOpen) changed(state === CircuitState.Open);
    });
    return made;
  }

  const isOpen = (): boolean => policy.state !== CircuitState.Closed;

  async function send(address: string, work: () => Promise<T>): Promise<T> {
    const noted = async (): Promise<T> => {
      const result = await work();
      if (isTrouble(result)) troubled.add(address);
      return result;
    };
    try {
      return await policy.execute(noted);
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      // Let through before it opened, or while the machine's clock was set back: its attempt has begun.
      const result = await noted();
      if (isTrouble(result)) retryAt = performance.now() + restMs;
      else {
        policy = fresh();
        changed(false);
      }
      return result;
    }
  }

  return {
    open: isOpen,
    restMs() {
      if (!isOpen()) return 0;
      const leftMs = retryAt - performance.now();
      if (leftMs > 0) return leftMs;
      return trying ? whileTriedMs() : 0;
    },
    admit() {
      const tries = isOpen();
      if (tries && (trying || performance.now() < retryAt)) return undefined;
      if (tries) trying = true;
      return {
        send,
        leave() {
          if (tries) trying = false;
        },
      };
    },
  };
}
