/** Keys and indexes from the file's root to the place that is meant. */
export type Path = (string | number)[];

export type Severity = 'error' | 'warning';

/** Something wrong with a service file, with what to do about it. Lines and columns count from 1. */
export interface Problem {
  file: string;
  line: number;
  column: number;
  /** Characters to underline, within the line. */
  length: number;
  /** `people[3].reach[0]`; empty for the file as a whole. */
  path: string;
  message: string;
  /** What was probably meant, ready to be typed in its place. */
  suggestion?: string;
  severity: Severity;
}

/** A finding before it has a line: checks know paths, only the parsed file knows places. */
export interface Finding {
  path: Path;
  /** `key` points at the name of the field, `value` (the default) at what it holds. */
  at?: 'key' | 'value';
  message: string;
  suggestion?: string;
  severity: Severity;
}

export const error = (path: Path, message: string, suggestion?: string): Finding => ({
  path,
  message,
  severity: 'error',
  ...(suggestion !== undefined && { suggestion }),
});

export const warning = (path: Path, message: string): Finding => ({ path, message, severity: 'warning' });

export const pathText = (path: Path): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );
