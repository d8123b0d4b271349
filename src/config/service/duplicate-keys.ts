import { isMap, isNode, isSeq, type Node } from 'yaml';
import { keyText } from './node-at.ts';

/** Fields that a mapping sets twice: the second would silently win. Linear in the number of nodes. */
export function duplicateKeys(root: Node | null): { key: string; first: number; range: [number, number] }[] {
  const found: { key: string; first: number; range: [number, number] }[] = [];
  const waiting: unknown[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isSeq(node)) for (const item of node.items) if (isNode(item)) waiting.push(item);
    if (!isMap(node)) continue;
    const seen = new Map<string, number>();
    for (const { key, value } of node.items) {
      if (isNode(value)) waiting.push(value);
      if (!isNode(key) || !key.range) continue;
      const text = keyText(key);
      const first = seen.get(text);
      if (first === undefined) seen.set(text, key.range[0]);
      else found.push({ key: text, first, range: [key.range[0], key.range[1]] });
    }
  }
  return found;
}
