import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mutants, notTaken } from '../faults/mutants/index.ts';
import { edited } from './mutants/scratch.ts';
import { readme, tableIn, tableOf } from './mutants/table.ts';
import { textsIn, titlesIn } from './mutants/titles.ts';
import { judge } from './mutants/try-one.ts';

const all = Array.from({ length: 62 }, (_, n) => `F${n + 1}`);
const read = (file: string) => readFileSync(file, 'utf8');

describe('the table of protections that are taken out', () => {
  it.each(mutants.map((mutant) => [mutant.rows.join(), mutant.without, mutant] as const))(
    '%s: still finds what it takes out, and its test (%s)',
    (_rows, _without, { edits, test, title, wording = test, after = [] }) => {
      expect(edits.length).toBeGreaterThan(0);
      for (const edit of edits) expect(edited(read(edit.file), edit)).not.toBe(read(edit.file));
      const titles = titlesIn(read(wording));
      for (const one of [...after, title]) expect(titles.some((pattern) => pattern.test(one))).toBe(true);
    },
  );

  it('has every row of the fault matrix, or says why one can not be there', () => {
    const taken = new Set<string>(mutants.flatMap(({ rows }) => rows));
    const named = Object.keys(notTaken);
    expect(all.filter((row) => !taken.has(row) && !named.includes(row))).toEqual([]);
    expect([...taken, ...named].filter((row) => !all.includes(row))).toEqual([]);
    expect(named.filter((row) => taken.has(row))).toEqual([]);
  });

  it('has a test for every row, which names it', () => {
    const tests = readdirSync('test', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .flatMap((name) => textsIn(read(join('test', name))));
    const named = new Set(tests.flatMap((text) => text.match(/\bF\d+\b/g) ?? []));
    expect(all.filter((row) => !named.has(row) && !(row in notTaken))).toEqual([]);
  });

  it('is what the README says', () => {
    expect(tableIn(read(readme))).toBe(tableOf(mutants, notTaken));
  });
});

describe('what a test says of a broken tree', () => {
  const mutant = { title: 'one', says: 'I6' };
  const told = (state: string, ...errors: [name: string, said: string][]) => [
    { title: 'one', state, errors: errors.map(([name, said]) => ({ name, said })) },
  ];

  it.each([
    ['caught', 'it fails as it should', told('failed', ['AssertionError', '+ "I6: twice"'])],
    ['survived', 'it passes', told('passed')],
    ['else', 'it fails by something else', told('failed', ['AssertionError', 'I5'])],
    ['else', 'it fails by a mistake of the edit', told('failed', ['TypeError', 'I6 is not a function'])],
    ['else', 'it was left out', told('skipped')],
    ['else', 'it is gone', []],
  ])('is "%s" when %s', (kind, _when, report) => {
    expect(judge(report, mutant).kind).toBe(kind);
  });
});
