import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readText } from '../../src/domain/report/read-text.ts';
import { readVerbLine } from '../../src/domain/report/read-verb-line.ts';
import { verbs } from '../../src/domain/report/reading.ts';
import { confirmed, fixed, open, sender, stranger } from '../domain/report/sender.ts';

const page = readFileSync('docs/words.md', 'utf8');

/** The rows of the table that follows the line beginning so. */
function tableAfter(start: string): string[][] {
  const lines = page.slice(page.indexOf(start)).split('\n');
  const first = lines.findIndex((line) => line.startsWith('|'));
  const rows = lines.slice(first + 2);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

const code = (cell = ''): string => cell.replaceAll('`', '');

const situations = [
  ['With a ticket that waits', sender([fixed(1001)], { question: { kind: 'fixed', ticket: 1001 } })],
  ['With an open ticket', sender([open(1001)])],
  ['Within 72 hours of closing', sender([confirmed(1001, 2)])],
  ['With no ticket', stranger],
] as const;

describe('docs/words.md', () => {
  for (const [start, context] of situations) {
    const rows = tableAfter(start).map(([said, , kind]) => [code(said), kind]);
    it.each(rows)(`${start.toLowerCase()}: "%s" is read as %s`, (said, kind) => {
      expect(readText(said ?? '', context).kind).toBe(kind);
    });
  }

  const table = tableAfter('`@who` is a mention');
  const people = [
    { id: 'zhao.min', names: ['赵敏'] },
    { id: 'sun.hao', names: ['孙浩'] },
  ];
  const rows = table.flatMap(([verb, or]) => {
    const name = code(verb).split(' ')[0];
    return [verb, or].map((line) => [code(line), name]);
  });
  it.each(rows)('the line "%s" is the verb %s', (line, verb) => {
    expect(readVerbLine(line ?? '', { ticket: 1001, people })).toMatchObject({ kind: 'verb', verb });
  });

  it('has a row for every verb', () => {
    expect(table.map(([verb]) => code(verb).split(' ')[0]).sort()).toEqual([...verbs].sort());
  });
});
