import type { Path } from './problem.ts';

/** The value at a path of plain data; only own fields count. */
export function valueAt(content: unknown, path: Path): unknown {
  let value = content;
  for (const step of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** All that a pattern such as `groups.*.duty.*.person` leads to in data of any shape. */
export function* everyAt(content: unknown, pattern: string): Generator<{ path: Path; value: unknown }> {
  yield* follow(content, pattern.split('.'), []);
}

function* follow(value: unknown, steps: string[], path: Path): Generator<{ path: Path; value: unknown }> {
  const [step, ...rest] = steps;
  if (step === undefined) yield { path, value };
  else if (value === null || typeof value !== 'object') return;
  else if (step !== '*') {
    if (Object.hasOwn(value, step))
      yield* follow((value as Record<string, unknown>)[step], rest, [...path, step]);
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* follow(item, rest, [...path, index]);
  } else for (const [key, item] of Object.entries(value)) yield* follow(item, rest, [...path, key]);
}
