import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node } from 'yaml';
import type { Path } from './problem.ts';

export const keyText = (key: unknown): string => (isScalar(key) ? String(key.value) : String(key));

/**
 * The node that a path leads to, or the nearest one above it when the path ends in something missing.
 * A value left empty has no place of its own: its key stands for it.
 */
export function nodeAt(doc: Document.Parsed, path: Path, at: 'key' | 'value'): Node | undefined {
  let node: Node | undefined = doc.contents ?? undefined;
  for (const [depth, step] of path.entries()) {
    const held: Node | undefined = isAlias(node) ? node.resolve(doc) : node;
    const last = depth === path.length - 1;
    if (isSeq(held) && typeof step === 'number') {
      const item: unknown = held.items[step];
      if (!isNode(item)) return node;
      node = item;
    } else if (isMap(held)) {
      const pair = held.items.findLast((item) => keyText(item.key) === String(step));
      if (!pair) return firstKey(held) ?? node;
      const key = isNode(pair.key) ? pair.key : undefined;
      const empty = !isNode(pair.value) || (isScalar(pair.value) && pair.value.value === null);
      if (last && (at === 'key' || empty)) return key ?? node;
      if (!isNode(pair.value)) return key ?? node;
      node = pair.value;
    } else return node;
  }
  return node;
}

function firstKey(map: Node): Node | undefined {
  const key = isMap(map) ? map.items[0]?.key : undefined;
  return isNode(key) ? key : undefined;
}
