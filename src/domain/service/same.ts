import type { Ref } from './consequence.ts';

interface Identified {
  id: string;
}

export const byId = <T extends Identified>(items: readonly T[]): Map<string, T> =>
  new Map(items.map((item) => [item.id, item]));

export const added = <T extends Identified>(before: readonly T[], after: readonly T[]): T[] => {
  const known = byId(before);
  return after.filter(({ id }) => !known.has(id));
};

export const removed = <T extends Identified>(before: readonly T[], after: readonly T[]): T[] =>
  added(after, before);

/** Items that are in both, old and new. */
export const pairs = <T extends Identified>(before: readonly T[], after: readonly T[]): [T, T][] => {
  const known = byId(before);
  return after.flatMap((now): [T, T][] => {
    const old = known.get(now.id);
    return old ? [[old, now]] : [];
  });
};

/** Plain data compared by content; the order of fields counts for nothing. */
export function changed(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return false;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return true;
  if (Array.isArray(a) !== Array.isArray(b)) return true;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    left.length !== right.size ||
    left.some(([key, value]) => !right.has(key) || changed(value, right.get(key)))
  );
}

export const refOf = ({ id, name, nameEn }: { id: string; name: string; nameEn?: string }): Ref => ({
  id,
  name,
  ...(nameEn !== undefined && { nameEn }),
});
