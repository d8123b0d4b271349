/** The middle of several rounds: one round that was disturbed doesn't count. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN;
}

/** How many turns, and how long they may take together: the first is always whole, others only while there is time. */
export interface Turns {
  rounds: number;
  budgetSeconds: number;
}

/** Takes turns, A B A B, so that whatever else the machine does hits all of them. */
export async function inTurns<K extends string, T>(
  { rounds, budgetSeconds }: Turns,
  runs: Readonly<Record<K, (round: number) => Promise<T>>>,
): Promise<Record<K, T[]>> {
  const names = Object.keys(runs) as K[];
  const results = Object.fromEntries(names.map((name) => [name, [] as T[]])) as Record<K, T[]>;
  const from = performance.now();
  for (let round = 0; round < rounds; round++) {
    for (const name of names) results[name].push(await runs[name](round));
    const tookMs = performance.now() - from;
    if (tookMs + tookMs / (round + 1) > budgetSeconds * 1000) break;
  }
  return results;
}

/** The median over rounds of what `of` takes from each. */
export const medianOf = <T>(rounds: readonly T[], of: (round: T) => number): number => median(rounds.map(of));

/** Rounds were run in turns, so each is compared with its neighbour; the median of these ratios. */
export const ratioOf = <A, B>(
  ours: readonly A[],
  beside: readonly B[],
  a: (round: A) => number,
  b: (round: B) => number,
): number =>
  median(
    ours.flatMap((round, n) => {
      const other = beside[n];
      return other === undefined ? [] : [a(round) / b(other)];
    }),
  );

/** 12345.6 → `12,300`; 3.14159 → `3.1`: as many digits as a noisy machine can stand for. */
export function round(value: number): string {
  if (!Number.isFinite(value)) return 'n/a';
  if (value === 0) return '0';
  const digits = Math.abs(value) >= 10 ? 3 : 2;
  return Number(value.toPrecision(digits)).toLocaleString('en-US', { maximumSignificantDigits: 6 });
}
export const perSecond = (value: number): string => `${round(value)}/s`;
