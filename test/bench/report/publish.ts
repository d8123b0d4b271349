import { readFile, writeFile } from 'node:fs/promises';
import { chart } from './chart.ts';
import { markdownTable, withTable } from './markdown.ts';
import type { Result } from './result.ts';

const page = 'docs/bench.md';
const picture = 'docs/bench.svg';

/** A whole run is what the documents show. */
export async function publish(result: Result): Promise<void> {
  await writeFile(page, withTable(await readFile(page, 'utf8'), markdownTable(result)));
  await writeFile(picture, chart(result));
}
