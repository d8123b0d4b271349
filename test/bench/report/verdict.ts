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

const withUnit = (figure: string, { unit }: Pick<Line, 'unit'>): string =>
  unit === '' ? figure : `${figure} ${unit}`;

export const barShown = (bar: number | undefined, line: Line): string =>
  bar === undefined ? '' : `${line.better === 'more' ? '≥' : '≤'} ${withUnit(round(bar), line)}`;

/** In as many digits as it takes to see on which side of its bar it is: 0.598 is no 0.6. */
export function figureShown(line: Line): string {
  const { value, must, stretch } = line;
  const rounded = round(value);
  const besideBar = [must, stretch].some(
    (bar) => bar !== undefined && bar !== value && round(bar) === rounded,
  );
  return withUnit(besideBar ? String(Number(value.toPrecision(4))) : rounded, line);
}
