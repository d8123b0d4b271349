/** By key, each in the order in which it came: a soak leaves a hundred thousand rows behind. */
export function grouped<K, T>(all: readonly T[], keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

/** How many there are of each key. */
export function counted<T>(all: readonly T[], keyOf: (one: T) => string | undefined) {
  const counts = new Map<string | undefined, number>();
  for (const one of all) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return counts;
}
