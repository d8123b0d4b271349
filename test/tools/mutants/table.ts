import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Mutant } from '../../faults/mutants/mutant.ts';

export const readme = 'test/faults/README.md';
const marks = [
  '<!-- from mutants/: npm run test:mutants -- readme -->\n\n',
  '\n<!-- until here -->',
] as const;

const number = (row: string): number => Number(row.slice(1));
const byNumber = (a: Mutant, b: Mutant): number => number(a.rows[0] ?? '') - number(b.rows[0] ?? '');
/** Within `test/`: faults are told by their file's name alone. */
const place = (test: string): string => {
  const name = basename(test, '.test.ts');
  return test.startsWith('test/faults/') ? `\`${name}\`` : `\`${test.slice('test/'.length)}\``;
};
const cell = (text: string): string => text.replaceAll('|', '\\|').trim();

/** What the README says of each row of the fault matrix. */
export function tableOf(mutants: readonly Mutant[], notTaken: Readonly<Record<string, string>>): string {
  const lines = mutants.toSorted(byNumber).map(({ rows, without, test, title, says }) => {
    const bare = title.replace(/^F\d+(?:, F\d+)*: /, '').replace(/ \(F\d+\)$/, '');
    return `| ${rows.join(', ')} | ${cell(without)} | ${place(test)}: ${cell(bare)} | \`${cell(says)}\` |`;
  });
  const reasons = [...new Set(Object.values(notTaken))].map((why) => {
    const rows = Object.keys(notTaken).filter((row) => notTaken[row] === why);
    return `- ${rows.join(', ')}: ${why}.`;
  });
  return [
    '| row | taken out | the test that fails | it says |',
    '|---|---|---|---|',
    ...lines,
    '',
    'Not in the table:',
    '',
    ...reasons,
  ].join('\n');
}

function around(text: string): [before: string, table: string, after: string] {
  const from = text.indexOf(marks[0]) + marks[0].length;
  const to = text.indexOf(marks[1]);
  if (from < marks[0].length || to < from) throw new Error(`${readme} has no place for the table`);
  return [text.slice(0, from), text.slice(from, to), text.slice(to)];
}

export const tableIn = (text: string): string => around(text)[1].trimEnd();

export function writeTable(...rows: Parameters<typeof tableOf>): void {
  const [before, , after] = around(readFileSync(readme, 'utf8'));
  writeFileSync(readme, `${before}${tableOf(...rows)}\n${after}`);
}
