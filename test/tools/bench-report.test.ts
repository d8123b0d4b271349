import { describe, expect, it } from 'vitest';
import { chart, timesBetter } from '../bench/report/chart.ts';
import { markdownTable, withTable } from '../bench/report/markdown.ts';
import { merged } from '../bench/report/publish.ts';
import type { Result } from '../bench/report/result.ts';
import { textTable } from '../bench/report/table.ts';
import { figureShown, verdictOf } from '../bench/report/verdict.ts';
import type { Line } from '../bench/row.ts';
import { inTurns, median, percentile, ratioOf, round } from '../bench/support/numbers.ts';

const line = (over: Partial<Line>): Line => ({
  what: 'fired/s : a peer',
  value: 7,
  unit: '×',
  better: 'more',
  must: 6,
  stretch: 10,
  ours: '700/s',
  beside: '100/s',
  ...over,
});

const result: Result = {
  quick: false,
  rounds: 3,
  machine: {
    cores: 2,
    cpu: 'a CPU',
    memoryGb: 24,
    system: 'linux 6',
    node: '20.19.0',
    mongod: '6.0.5',
    redis: '7.0.15',
    dovecot: '2.3.19',
  },
  rows: [
    {
      name: 'alarms',
      title: 'Alarms',
      seconds: 1,
      at: '2026-03-05T10:00:00.000Z',
      loadBefore: 1.7,
      lines: [
        line({ turns: 2, durability: 'ours: majority + journal; a peer: fsync always' }),
        line({ what: 'CPU <each>', value: 60, unit: 'µs', better: 'less', must: 40, stretch: 20 }),
        line({ what: 'twice', value: 0, unit: '', better: 'less', must: 0, beside: '–' }),
        { what: 'beside Redis', because: 'redis-server is not installed' },
      ],
    },
  ],
};

describe('a line of the bench', () => {
  it.each<[string, Partial<Line>, string]>([
    ['at the must', { value: 6 }, 'met'],
    ['just below it', { value: 5.999 }, 'missed'],
    ['at the stretch', { value: 10 }, 'stretch'],
    ['below the most that it may be', { better: 'less', must: 8, stretch: 5 }, 'met'],
    ['above the most that it may be', { better: 'less', must: 6, stretch: 5 }, 'missed'],
    ['of which nothing was promised', { must: undefined, stretch: undefined } as never, 'told'],
    ['that is not a number', { value: Number.NaN }, 'missed'],
  ])('%s is judged by what was promised', (_what, over, verdict) => {
    expect(verdictOf(line(over))).toBe(verdict);
  });

  it('shows on which side of its bar it is', () => {
    expect(figureShown(line({ value: 0.598, must: 0.6 }))).toBe('0.598 ×');
    expect(figureShown(line({ value: 0.6, must: 0.6 }))).toBe('0.6 ×');
  });
  it('is drawn by how many times better it is than it must be, whichever way is better', () => {
    expect(timesBetter(line({ value: 12 }))).toBe(2);
    expect(timesBetter(line({ value: 3, better: 'less' }))).toBe(2);
  });
});

describe('the report of the bench', () => {
  it('names the machine, and says when it was not quiet', () => {
    expect(textTable(result)).toContain('2 cores (a CPU), 24 GB');
    expect(textTable(result)).toContain('NOT a quiet machine');
  });
  it('gives the reason for what was not measured, in every form', () => {
    for (const form of [textTable, markdownTable, chart])
      expect(form(result)).toContain('redis-server is not installed');
  });
  it('says where there was no time for all turns', () => {
    for (const form of [textTable, markdownTable]) expect(form(result)).toContain('median of 2 of 3 turns');
  });
  it('states the durability beside what is compared, in every form', () => {
    for (const form of [textTable, markdownTable, chart])
      expect(form(result)).toContain('a peer: fsync always');
  });
  it('is put between its marks in the document, and its words around it stay', () => {
    const marks = ['<!-- the last run: written by npm run bench -->', '<!-- end of the last run -->'];
    const document = `before\n${marks.join('\nan older table\n')}\nafter\n`;
    const written = withTable(document, 'the table');
    expect(written).toContain('the table');
    expect(written).not.toContain('an older table');
    expect(written.startsWith('before\n') && written.endsWith('\nafter\n')).toBe(true);
    expect(withTable(written, 'the table')).toBe(written);
  });
  it('keeps the older figures of rows that were not measured again, in their order', () => {
    const [row] = result.rows;
    if (!row) throw new Error('no row');
    const older = { ...result, rows: ['a', 'b', 'c'].map((name) => ({ ...row, name, title: 'older' })) };
    const newer = { ...result, rows: [{ ...row, name: 'b', title: 'newer' }] };
    const titles = merged(newer, older, ['c', 'b', 'a']).rows.map(({ title }) => title);
    expect(titles).toEqual(['older', 'newer', 'older']);
  });
  it('is a picture for light and dark pages, with nothing that XML would stumble over', () => {
    const svg = chart(result);
    expect(svg).toContain('prefers-color-scheme: dark');
    expect(svg).toContain('CPU &lt;each&gt;');
    expect(svg).not.toMatch(/NaN|undefined/);
  });
});

describe('its numbers', () => {
  it('are medians, so that one disturbed round does not count', () => {
    expect(median([1, 100, 2])).toBe(2);
    expect(median([1, 2, 3, 4])).toBe(2.5);
  });
  it('compare each round with its neighbour in time', () => {
    const same = (n: number): number => n;
    expect(ratioOf([10, 20, 3], [1, 2, 1], same, same)).toBe(10);
  });
  it('come from rounds that take turns', async () => {
    const order: string[] = [];
    const turn = (name: string) => async () => void order.push(name);
    await inTurns({ rounds: 2, budgetSeconds: 60 }, { a: turn('a'), b: turn('b') });
    expect(order).toEqual(['a', 'b', 'a', 'b']);
  });
  it('stop after a whole round when there is no time for another', async () => {
    const order: string[] = [];
    const turn = (name: string) => async () => void order.push(name);
    const taken = await inTurns({ rounds: 9, budgetSeconds: 0 }, { a: turn('a'), b: turn('b') });
    expect(order).toEqual(['a', 'b']);
    expect(taken.a).toHaveLength(1);
  });
  it('are percentiles that occurred', () => {
    expect(percentile([5, 1, 4, 2, 3], 99)).toBe(5);
    expect(percentile([5, 1, 4, 2, 3], 50)).toBe(3);
  });
  it('have as many digits as such a measurement can stand for', () => {
    expect([12_345.6, 4.321, 0, 0.0123, 51.26].map(round)).toEqual(['12,300', '4.3', '0', '0.012', '51.3']);
  });
});
