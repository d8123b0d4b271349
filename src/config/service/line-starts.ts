/** Where a piece of text stands: line and column from 1, and how far it reaches on its line. */
export interface Spot {
  line: number;
  column: number;
  length: number;
}

/**
 * Tells lines and columns of offsets. The parser's own counter is not used: it misses the line ends that
 * it skips while it recovers from an error.
 */
export function createSpots(text: string): (offset: number, end?: number) => Spot {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset, end = offset + 1) => {
    const at = Math.min(offset, text.length);
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    const lineEnd = (starts[low + 1] ?? text.length + 1) - 1;
    return {
      line: low + 1,
      column: at - (starts[low] ?? 0) + 1,
      length: Math.max(1, Math.min(end, lineEnd) - at),
    };
  };
}
