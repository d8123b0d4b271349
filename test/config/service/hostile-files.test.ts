import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatProblems } from '../../../src/config/service/format-problems.ts';
import { readServiceFile } from '../../../src/config/service/read-service-file.ts';
import { now, smallFile } from './small-file.ts';

const read = (text: string) => readServiceFile(text, { file: 'service.yaml', now });
const example = readFileSync(new URL('../../../service.example.yaml', import.meta.url), 'utf8');

const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefgh'
  .split('')
  .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[i]}`).join(', ')}]`)
  .join('\n')}\n`;

describe('a file that no person wrote', () => {
  it.each([
    ['nothing', '', 'the file is empty'],
    ['only comments', '# later\n', 'the file is empty'],
    ['a list', '- a\n- b\n', 'this is a list'],
    ['a word', 'hello\n', 'this is text'],
    ['more than a megabyte', `# ${'x'.repeat(78)}\n`.repeat(14_000), 'larger than 1 MiB'],
    [
      'a megabyte counted in bytes, not in characters',
      `# ${'承'.repeat(78)}\n`.repeat(5_000),
      'larger than 1 MiB',
    ],
    ['an endless line', `a: ${'x'.repeat(9_000)}\n`, 'more than 8000 characters'],
    ['brackets without end', `a: ${'['.repeat(5_000)}`, 'nested more than 40 deep'],
    ['dashes without end', `${'- '.repeat(3_000)}a`, 'nest less deeply'],
    [
      'levels without end',
      Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      'nest less deeply',
    ],
    ['a bomb of aliases', bomb, 'aliases are repeated too often'],
    ['an alias that holds itself', 'people: &p [*p]\n', 'an alias that holds itself'],
    ['another version of YAML', '%YAML 1.1\n---\norganisation: yes\n', 'remove the "%YAML" line'],
  ])('%s is refused in one sentence', (_what, text, message) => {
    const answer = read(text);
    if (answer.ok) throw new Error('was accepted');
    expect(answer.problems.map((problem) => problem.message).join('\n')).toContain(message);
    expect(answer.problems[0]).toMatchObject({ severity: 'error' });
  });

  it('is read in time that grows with its size, not with its square', () => {
    const keys = (count: number) => Array.from({ length: count }, (_, i) => `k${i}: v`).join('\n');
    const cost = (text: string) => {
      const start = process.cpuUsage();
      read(text);
      const { user, system } = process.cpuUsage(start);
      return user + system;
    };
    cost(keys(1_000));
    // Eight times the size: 64 times the cost if every key met every other; the parser alone is linear.
    expect(cost(keys(32_000))).toBeLessThan(40 * Math.max(cost(keys(4_000)), 5_000));
  });

  it('shows at most some hundreds of problems, however many there are', () => {
    const answer = read(Array.from({ length: 5_000 }, (_, i) => `k${i}: v`).join('\n'));
    expect(!answer.ok && answer.problems.length).toBeLessThanOrEqual(200);
  });
});

/** Cuts, doubles, swaps or overwrites a piece of a text. */
const mutation = fc.record({
  at: fc.nat(20_000),
  length: fc.nat(60),
  put: fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom(
      ': ',
      '- ',
      '\n',
      '\t',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '&a ',
      '*a',
      '!x ',
      '---\n',
      '#',
      '\0',
      '﻿',
      ' ~',
      '.nan',
      '1e999',
      '|',
      '>',
      '?',
      '%',
      '@',
      '，',
      '<<: *a',
    ),
  ),
});
const mutate = (text: string, changes: { at: number; length: number; put: string }[]) =>
  changes.reduce((now, { at, length, put }) => {
    const start = at % (now.length + 1);
    return now.slice(0, start) + put + now.slice(start + length);
  }, text);

describe('any text at all', () => {
  it.each([
    ['the example', example, 40],
    ['a small file', smallFile, 150],
  ] as const)(
    'that began as %s gets an answer, with every problem in its place',
    (_what, original, numRuns) => {
      fc.assert(
        fc.property(fc.array(mutation, { minLength: 1, maxLength: 6 }), (changes) => {
          const text = mutate(original, changes);
          const answer = read(text);
          const problems = answer.ok ? answer.warnings : answer.problems;
          if (!answer.ok) expect(problems.some(({ severity }) => severity === 'error')).toBe(true);
          const lines = text.split('\n');
          for (const { line, column, length, message } of problems) {
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(lines.length);
            expect(column).toBeGreaterThanOrEqual(1);
            // At the end of a line the finger may point at the place where something is missing.
            expect(column + length - 2).toBeLessThanOrEqual(lines[line - 1]?.length ?? 0);
            expect(message).not.toMatch(/\[object|Invalid input|undefined/);
          }
          // biome-ignore lint/suspicious/noControlCharactersInRegex: nothing may reach the terminal as an order.
          expect(formatProblems(problems, text)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
        }),
        { numRuns },
      );
    },
  );
  it('made of nothing but signs gets an answer', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...' \n\t:-?[]{},#&*!|>\'"%@`a1~=<'.split('')), maxLength: 200 }),
        (text) => {
          expect(read(text).ok).toBe(false);
        },
      ),
      { numRuns: 400 },
    );
  });
});
