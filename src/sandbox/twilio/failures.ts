/** How the next requests that match shall go wrong. */
export interface Failure {
  /** Only for texts to this number. */
  to?: string;
  /** HTTP status and Twilio's error code of the answer. */
  status?: number;
  code?: number;
  /** The header, as it stands: seconds, a date, or nonsense. */
  retryAfter?: string;
  /** An answer that is no JSON at all. */
  html?: boolean;
  /** Never answers. */
  hang?: boolean;
  /** The text is accepted and goes out, its answer gets lost. */
  lost?: boolean;
  /** Accepted, then reported as undelivered with this code. */
  undelivered?: number;
  /** How often; once when absent. */
  times?: number;
}

export interface Failures {
  add(failure: Failure): void;
  /** Uses one up. */
  take(to: string): Failure | undefined;
  clear(): void;
}

export function createFailures(): Failures {
  let waiting: { failure: Failure; left: number }[] = [];
  return {
    add(failure) {
      waiting.push({ failure, left: failure.times ?? 1 });
    },
    take(to) {
      const found = waiting.find(({ failure }) => failure.to === undefined || failure.to === to);
      if (!found) return undefined;
      found.left -= 1;
      waiting = waiting.filter(({ left }) => left > 0);
      return found.failure;
    },
    clear() {
      waiting = [];
    },
  };
}
