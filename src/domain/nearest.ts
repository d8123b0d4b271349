/** Edits (insert, delete, replace, swap of neighbours) from one word to the other, at most `limit + 1`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? limit + 1;
}

const plain = (word: string) => word.toLowerCase().replaceAll(/[\s_.-]/g, '');

/** The known word that was probably meant: the same but for case and dashes, or a few typing slips away. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > 64) return undefined;
  const same = known.find((candidate) => plain(candidate) === plain(word));
  if (same !== undefined) return same;
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: { word: string; far: number } | undefined;
  for (const candidate of known) {
    const far = distance(plain(word), plain(candidate), limit);
    if (far <= limit && (best === undefined || far < best.far)) best = { word: candidate, far };
  }
  return best?.word;
}
