import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = readFileSync('docs/guarantees.md', 'utf8').replace(/\n\s*/g, ' ');
/** `test/a.test.ts`: the title, or a part of it, up to the end of the cell, the bracket or the next one. */
const named = [...page.matchAll(/`(test\/[\w/-]+\.test\.ts)`: ([^|)·]+)/g)].map(
  ([, file = '', title = '']) => [file, title.trim()] as const,
);

describe('what is promised', () => {
  it('names a test for each invariant', () => {
    const rows = [...page.matchAll(/\| (I\d+) \|/g)].map(([, row]) => row);
    expect(rows).toEqual(Array.from({ length: 10 }, (_, n) => `I${n + 1}`));
    expect(named.length).toBeGreaterThan(18);
  });

  it.each(named)('is shown by a test that is there: %s: %s', (file, title) => {
    expect(existsSync(file)).toBe(true);
    expect(title).not.toBe('');
    expect(readFileSync(file, 'utf8')).toContain(title);
  });
});
