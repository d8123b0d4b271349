import { isSkipped } from '../row.ts';
import { loadLine, machineLine } from '../support/machine.ts';
import { durabilitiesOf, notesOf } from './notes.ts';
import type { Result } from './result.ts';
import { barShown, figureShown, verdictOf } from './verdict.ts';

const marks = { stretch: '++ ', met: '+  ', missed: '-  ', told: '   ' } as const;
const heads = ['', 'figure', 'must', 'stretch', 'what', 'ours', 'beside'] as const;

/** The table as people read it in a terminal: the figure that counts first. */
export function textTable(result: Result): string {
  const rows: string[][] = [];
  for (const { title, lines, seconds, loadBefore } of result.rows) {
    rows.push([`${title}  (${Math.round(seconds)} s, ${loadLine(loadBefore, result.machine)})`]);
    for (const line of lines) {
      if (isSkipped(line)) {
        rows.push([
          line.failed ? '!! ' : '',
          line.failed ? 'FAILED' : 'skipped',
          '',
          '',
          line.what,
          line.because,
          '',
        ]);
        continue;
      }
      const { what, ours, beside } = line;
      const bars = [barShown(line.must, line), barShown(line.stretch, line)];
      rows.push([marks[verdictOf(line)], figureShown(line), ...bars, what, ours, beside]);
    }
  }
  const full = rows.filter((cells) => cells.length === heads.length);
  const widths = heads.map((head, n) => Math.max(head.length, ...full.map((cells) => cells[n]?.length ?? 0)));
  const drawn = (cells: readonly string[]): string =>
    cells
      .map((cell, n) => (n >= 1 && n <= 3 ? cell.padStart(widths[n] ?? 0) : cell.padEnd(widths[n] ?? 0)))
      .join('  ')
      .trimEnd();
  return [
    machineLine(result.machine),
    ...(result.quick ? ['QUICK: only tries the bench out, these figures mean nothing'] : []),
    '',
    drawn(heads),
    ...rows.map((cells) => (cells.length === 1 ? `\n${cells[0]}` : drawn(cells))),
    '',
    '++ stretch reached   + must met   - must missed',
    ...durabilitiesOf(result),
    ...notesOf(result),
  ].join('\n');
}
