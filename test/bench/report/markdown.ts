import { isSkipped, type Line, type Skipped } from '../row.ts';
import { loadLine, machineLine } from '../support/machine.ts';
import { durabilitiesOf, notesOf } from './notes.ts';
import type { Result, RowResult } from './result.ts';
import { barShown, figureShown, type Verdict, verdictOf } from './verdict.ts';

const begin = '<!-- the last run: written by npm run bench -->';
const end = '<!-- end of the last run -->';

const words = { stretch: 'stretch', met: 'met', missed: '**missed**', told: '' } satisfies Record<
  Verdict,
  string
>;
const cell = (text: string): string => text.replaceAll('|', '\\|');

function rowOf(line: Line | Skipped): string {
  if (isSkipped(line))
    return `| ${line.failed ? 'failed' : 'not measured'} | | | | ${cell(line.what)} | ${cell(line.because)} | |`;
  const { what, ours, beside } = line;
  const cells = [
    figureShown(line),
    barShown(line.must, line),
    barShown(line.stretch, line),
    words[verdictOf(line)],
    what,
    ours,
    beside,
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

const head = ({ title, at, loadBefore }: RowResult, { machine }: Result): string =>
  `| **${title}** | | | | ${at.slice(0, 10)}, ${loadLine(loadBefore, machine)} | | |`;

/** The table and what belongs to it, as the document shows them. */
export function markdownTable(result: Result): string {
  const notes = notesOf(result);
  return [
    `${machineLine(result.machine)}.`,
    '',
    '| figure | must | stretch | | what | ours | beside |',
    '|---|---|---|---|---|---|---|',
    ...result.rows.flatMap((row) => [head(row, result), ...row.lines.map(rowOf)]),
    '',
    'On disk when each says "done":',
    '',
    ...durabilitiesOf(result).map((line) => `- ${line}`),
    ...(notes.length > 0 ? ['', 'Said by the bench itself:', '', ...notes.map((line) => `- ${line}`)] : []),
  ].join('\n');
}

/** Puts the table in its place in the document; the words around it stay. */
export function withTable(document: string, table: string): string {
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error('the document has no place for the table');
  return `${document.slice(0, from + begin.length)}\n\n${table}\n\n${document.slice(to)}`;
}
