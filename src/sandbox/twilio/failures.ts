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
  /** Accepted, and never heard of again: no status callback comes. */
  silent?: boolean;
  /** Accepted, then reported as undelivered with this code. */
  undelivered?: number;
  /** Not a text but the asking for what was sent goes wrong: `to` is whom it is asked about. */
  list?: boolean;
  /** Not a text but the asking for a picture goes wrong; with `redirect` it is sent there. */
  media?: boolean;
  redirect?: string;
  /** How often; once when absent. */
  times?: number;
}

export interface Failures {
  add(failure: Failure): void;
  /** Uses one up. */
  take(to: string): Failure | undefined;
  /** The same for who asks what was sent there. */
  takeList(to: string | null): Failure | undefined;
  /** The same for somebody who asks for a picture. */
  takeMedia(): Failure | undefined;
  clear(): void;
}

export function createFailures(): Failures {
  let waiting: { failure: Failure; left: number }[] = [];
  function use(fits: (failure: Failure) => boolean): Failure | undefined {
    const found = waiting.find(({ failure }) => fits(failure));
    if (!found) return undefined;
    found.left -= 1;
    waiting = waiting.filter(({ left }) => left > 0);
    return found.failure;
  }
  return {
    add(failure) {
      waiting.push({ failure, left: failure.times ?? 1 });
    },
    take: (to) => use(({ media, list, to: only }) => !media && !list && (only === undefined || only === to)),
    takeList: (to) => use(({ list, to: only }) => list === true && (only === undefined || only === to)),
    takeMedia: () => use(({ media }) => media === true),
    clear() {
      waiting = [];
    },
  };
}
