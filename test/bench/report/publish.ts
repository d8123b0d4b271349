import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { chart } from './chart.ts';
import { markdownTable, withTable } from './markdown.ts';
import type { Result } from './result.ts';

const data = 'docs/bench.json';
const page = 'docs/bench.md';
const picture = 'docs/bench.svg';

/** Rows that were measured now stand in place of their older figures; `order` is that of a whole run. */
export function merged(result: Result, before: Result | undefined, order: readonly string[]): Result {
  const rows = new Map((before?.rows ?? []).map((row) => [row.name, row]));
  for (const row of result.rows) rows.set(row.name, row);
  return { ...result, rows: order.flatMap((name) => rows.get(name) ?? []) };
}

/** What the documents show: the data, the table, the picture. */
export async function publish(result: Result, order: readonly string[]): Promise<void> {
  const before = existsSync(data) ? (JSON.parse(await readFile(data, 'utf8')) as Result) : undefined;
  const whole = merged(result, before, order);
  await writeFile(data, `${JSON.stringify(whole, null, 2)}\n`);
  await writeFile(page, withTable(await readFile(page, 'utf8'), markdownTable(whole)));
  await writeFile(picture, chart(whole));
}
