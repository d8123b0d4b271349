import type { Line } from '../row.ts';
import { round } from '../support/numbers.ts';

/** `told`: nobody promised anything about it. */
export type Verdict = 'stretch' | 'met' | 'missed' | 'told';

const reaches = ({ value, better }: Line, bar: number): boolean =>
  better === 'more' ? value >= bar : value <= bar;

export function verdictOf(line: Line): Verdict {
  if (line.must !== undefined && !reaches(line, line.must)) return 'missed';
  if (line.stretch !== undefined && reaches(line, line.stretch)) return 'stretch';
  return line.must === undefined ? 'told' : 'met';
}

/** What is printed decides: 0.598 is not shown as 0.6 beside a bar of 0.6 that it missed. */
export const shown = (value: number, { unit }: Pick<Line, 'unit'>): string =>
  unit === '' ? round(value) : unit === '×' ? `${round(value)} ×` : `${round(value)} ${unit}`;

export const barShown = (bar: number | undefined, line: Line): string =>
  bar === undefined ? '' : `${line.better === 'more' ? '≥' : '≤'} ${shown(bar, line)}`;
