import type { Problem } from './problem.ts';

const widest = 100;

/** How many columns a terminal gives a character: Chinese takes two. */
const columnsOf = (char: string): number => {
  const code = char.codePointAt(0) ?? 0;
  const wide =
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    code >= 0x1f300;
  return wide ? 2 : 1;
};
const width = (text: string): number => [...text].reduce((sum, char) => sum + columnsOf(char), 0);

/** One character for one, so that columns stay true; nothing that could move a terminal's cursor. */
const visible = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');

/** Problems as compilers show them: place, sentence, the line with a caret under it, what was probably meant. */
export function formatProblems(problems: readonly Problem[], text: string): string {
  const lines = text.split(/\r?\n/);
  const blocks = problems.map((problem) => block(problem, lines[problem.line - 1] ?? ''));
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const count = (n: number, word: string) => (n === 0 ? [] : [`${n} ${word}${n === 1 ? '' : 's'}`]);
  return [...blocks, [...count(errors, 'error'), ...count(warnings, 'warning')].join(', ')].join('\n\n');
}

function block(
  { file, line, column, length, message, suggestion, severity }: Problem,
  source: string,
): string {
  // A long line is shown around its caret.
  const start = column - 1 > widest - 30 ? column - 1 - 40 : 0;
  const cut = visible(source.slice(start, start + widest));
  const before = cut.slice(0, column - 1 - start);
  const under = cut.slice(before.length, before.length + length);
  const [head, tail] = [start > 0 ? '…' : '', source.length > start + widest ? '…' : ''];
  const number = String(line);
  const gutter = ' '.repeat(number.length);
  const caret = ' '.repeat(width(head + before)) + '^'.repeat(Math.max(1, width(under)));
  return [
    `${visible(file)}:${line}:${column}: ${severity}: ${visible(message)}`,
    `${number} | ${head}${cut}${tail}`.trimEnd(),
    `${gutter} | ${caret}`,
    ...(suggestion === undefined ? [] : [`${gutter} = did you mean ${visible(suggestion)} ?`]),
  ].join('\n');
}
