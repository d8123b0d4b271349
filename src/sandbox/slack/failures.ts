/** How the next calls go wrong. All given conditions must hold; the first matching rule is used up. */
export interface Failure {
  /** `chat.postMessage`; absent: any. */
  method?: string;
  /** The conversation or person asked for; absent: any. */
  channel?: string;
  /** An HTTP status instead of 200. */
  status?: number;
  /** `ok: false` with this word. */
  error?: string;
  /** The `Retry-After` header, as it is sent: "30", "abc", a date. */
  retryAfter?: string | number;
  /** A body that isn't Slack's JSON. */
  body?: string;
  /** Done, but never answered. */
  hang?: boolean;
  /** Done, but the answer breaks off. */
  cut?: boolean;
  /** How many calls; 1 when absent. */
  times?: number;
}

export interface Failures {
  failNext(failure: Failure): void;
  take(method: string, channel: string | undefined): Failure | undefined;
  clear(): void;
}

export function createFailures(): Failures {
  let planned: { failure: Failure; left: number }[] = [];
  return {
    failNext(failure) {
      planned.push({ failure, left: failure.times ?? 1 });
    },
    take(method, channel) {
      const rule = planned.find(
        ({ failure }) =>
          (failure.method === undefined || failure.method === method) &&
          (failure.channel === undefined || failure.channel === channel),
      );
      if (!rule) return undefined;
      rule.left -= 1;
      if (rule.left <= 0) planned = planned.filter((one) => one !== rule);
      return rule.failure;
    },
    clear() {
      planned = [];
    },
  };
}
