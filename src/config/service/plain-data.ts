import { type Document, isAlias } from 'yaml';

const mostAliases = 60;
const mostValues = 200_000;

type Plain = { ok: true; value: unknown } | { ok: false; message: string; offset?: number };

/** The document as plain data, aliases written out within bounds, fields left empty left out. */
export function plainData(doc: Document.Parsed): Plain {
  let raw: unknown;
  try {
    raw = doc.toJS({ maxAliasCount: mostAliases });
  } catch (cause) {
    // The library throws a ReferenceError both for an unknown alias and for a bomb of them.
    const message =
      cause instanceof Error && cause.message.startsWith('Unresolved alias')
        ? `${cause.message.replace(/^Unresolved alias.*: /, 'no anchor "&')}" stands before this alias; write it out`
        : 'aliases are repeated too often; write the values out';
    return { ok: false, message, ...offsetOfAlias(doc, cause) };
  }
  const budget = { left: mostValues };
  const value = withoutEmpty(raw, budget, new Set());
  if (budget.left < 0)
    return {
      ok: false,
      message: `the file has more than ${mostValues} values, aliases counted, or an alias that holds itself`,
    };
  return { ok: true, value };
}

function offsetOfAlias(doc: Document.Parsed, cause: unknown): { offset?: number } {
  const name = cause instanceof Error ? /: (\S+)$/.exec(cause.message)?.[1] : undefined;
  let offset: number | undefined;
  const look = (node: unknown): void => {
    if (offset !== undefined || node === null || typeof node !== 'object') return;
    if (isAlias(node)) {
      if (node.source === name || name === undefined) offset = node.range?.[0];
    } else if ('items' in node && Array.isArray(node.items)) for (const item of node.items) look(item);
    else if ('value' in node) {
      if ('key' in node) look(node.key);
      look(node.value);
    }
  };
  look(doc.contents);
  return offset === undefined ? {} : { offset };
}

/** `address:` with nothing behind it means the same as no such line. Counts what it copies, so that it always ends. */
function withoutEmpty(value: unknown, budget: { left: number }, above: Set<object>): unknown {
  if (--budget.left < 0 || value === null || typeof value !== 'object') return value;
  if (above.has(value)) {
    budget.left = -1;
    return undefined;
  }
  above.add(value);
  const copy = Array.isArray(value)
    ? value.map((item) => withoutEmpty(item, budget, above))
    : Object.fromEntries(
        Object.entries(value)
          .filter(([, held]) => held !== null)
          .map(([key, held]) => [key, withoutEmpty(held, budget, above)]),
      );
  above.delete(value);
  return copy;
}
