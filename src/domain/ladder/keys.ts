import type { Clock } from '../clock/clock.ts';
import type { StepKey } from './step.ts';

/** How keys are spelled; `step.ts` says what they mean. A dot would be a path in the store. */
const share = (percent: number): string => String(percent).replace('.', '_');

export const unclaimedKey = (afterMs: number, since: Date): StepKey =>
  `unclaimed/${afterMs}@${since.getTime()}`;

export const shareKey = ({ clock, startedAt }: Clock, percent: number): StepKey =>
  `${clock}/${share(percent)}@${startedAt.getTime()}`;

export const targetKey = ({ clock, startedAt }: Clock): StepKey => `${clock}/target@${startedAt.getTime()}`;

/** `nth` counts the repeats with a set gap from 1; a daily one is named by its date. */
export const repeatKey = ({ clock, startedAt }: Clock, percent: number, nth: number | string): StepKey =>
  `${clock}/${share(percent)}/${nth}@${startedAt.getTime()}`;

/** The newest repeat of a step with a final outcome; whatever came before it is settled too. */
export interface Settled {
  nth: number;
  /** The newest daily one. */
  date?: string;
}

export function settledRepeats(done: Record<StepKey, unknown>, clock: Clock, percent: number): Settled {
  const [head, tail] = repeatKey(clock, percent, '#').split('#') as [string, string];
  const settled: Settled = { nth: 0 };
  for (const key of Object.keys(done)) {
    if (!key.startsWith(head) || !key.endsWith(tail)) continue;
    const nth = key.slice(head.length, key.length - tail.length);
    if (!nth.includes('-')) settled.nth = Math.max(settled.nth, Number(nth));
    else if (settled.date === undefined || nth > settled.date) settled.date = nth;
  }
  return settled;
}

/**
 * The keys that the store may drop: repeats older than the newest settled one of their step, which speaks for
 * them. Without it a ticket broken for a year would carry 365 of them.
 */
export function droppableKeys(done: Record<StepKey, unknown>): StepKey[] {
  const newest = new Map<string, string>();
  const rank = (nth: string) => (nth.includes('-') ? nth : nth.padStart(4, '0'));
  const parsed = Object.keys(done).flatMap((key) => {
    const match = /^([^/]+\/[^/]+)\/([^/@]+)(@\d+)$/.exec(key);
    return match ? [{ key, step: `${match[1]}${match[3]}`, nth: rank(match[2] ?? '') }] : [];
  });
  for (const { step, nth } of parsed) {
    if (nth > (newest.get(step) ?? '')) newest.set(step, nth);
  }
  return parsed.filter(({ step, nth }) => nth < (newest.get(step) ?? '')).map(({ key }) => key);
}
