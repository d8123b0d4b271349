import { readFile, writeFile } from 'node:fs/promises';
import { memoryChart } from './chart.ts';
import type { Percentiles } from './figures.ts';
import { memoryAtMost, memoryFlat, type Result } from './result.ts';

const mark = 'the last run: written by npm run test:soak';

/** What was measured, and its figure; `**` where it is a verdict. */
export type Rows = [what: string, figure: string][];

const n = (value: number): string => value.toLocaleString('en-US');
export const secondsOf = ({ many, p50, p95, p99, max }: Percentiles): string =>
  `${n(many)}: p50 ${p50} s, p95 ${p95} s, p99 ${p99} s, worst ${max} s`;

function kinds(result: Result): string {
  const counts = new Map<string, number>();
  for (const { what } of result.broken) {
    const kind = what.replace(/\d+ (s|ms|times)\b/g, '… $1').replace(/within [\d.]+ s/, 'within … s');
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([kind, times]) => `${kind} (${times} ×)`)
    .join('; ');
}

/** The run as rows of what and figure. */
export function rowsOf(result: Result): Rows {
  const { reports, acts, storm, memory, sent, load, cpu } = result;
  const all = reports.sms + reports.mail + reports.chat;
  const quarters = (means: number[], unit: string) => `${means.map((mean) => n(mean)).join(' → ')} ${unit}`;
  return [
    [
      'verdict on I1 to I10',
      result.violations.length === 0 ? '**hold**' : `**${result.violations.length} broken**`,
    ],
    [
      'verdict on memory',
      `${memoryFlat(result) ? '**flat**' : '**not flat**'}: last quarter ÷ second ${memory.ratios.rss} resident, ${memory.ratios.heap} heap (at most ${memoryAtMost})`,
    ],
    ['run', `${result.at}, ${result.minutes} minutes, seed ${result.seed}`],
    ['machine', `${result.machine}; load before ${load.before}, mean ${load.mean}`],
    ['hubs and store', `${result.hubs} hubs, three mongods`],
    [
      'reports',
      `${n(all)}: ${n(reports.sms)} texts, ${n(reports.mail)} mails, ${n(reports.chat)} in chat; ${result.perMinute.steady} a minute`,
    ],
    [
      'storm',
      `minutes ${storm.fromMinute} to ${storm.toMinute}: ${n(storm.perMinute)} a minute wanted, ${n(storm.reports)} reports begun, ${n(storm.heldBack)} held back while 48 waited for their acknowledgement`,
    ],
    [
      'acts',
      Object.entries(acts)
        .map(([act, times]) => `${act} ${n(times)}`)
        .join(', '),
    ],
    [
      'gone out',
      `${n(sent.texts)} texts, ${n(sent.mails)} mails, ${n(sent.chat)} messages and edits in chat`,
    ],
    ['broken', `${result.broken.length}: ${kinds(result)}`],
    [
      'providers made to fail',
      `${n(result.providerFailures)} times; hubs restarted ${result.restarts} times`,
    ],
    ['text to acknowledgement, resends included', secondsOf(result.acknowledged)],
    ['alarms late, all', secondsOf(result.alarmsLate.all)],
    ['alarms late, with no fault within 15 s', secondsOf(result.alarmsLate.untouched)],
    ['receipts, owed to handed over, all', secondsOf(result.receiptsLate.all)],
    ['receipts with no fault within 15 s', secondsOf(result.receiptsLate.untouched)],
    ['pages to the one on duty, owed to handed over, all', secondsOf(result.pagesLate.all)],
    ['pages with no fault within 15 s', secondsOf(result.pagesLate.untouched)],
    ['nothing left to do', `${result.settledAfterSeconds} s after the last report and fault`],
    ['resident memory by quarter', quarters(memory.rssMb, 'MB')],
    ['heap by quarter', quarters(memory.heapMb, 'MB')],
    [
      'handles, descriptors by quarter',
      `${quarters(memory.handles, '')}; ${quarters(memory.descriptors, '')}`,
    ],
    ['CPU', `hubs ${n(cpu.hubs)} s, mongods ${n(cpu.store)} s, look-alikes and people ${n(cpu.around)} s`],
    [
      'rows left',
      Object.entries(result.rows)
        .map(([name, many]) => `${name} ${n(many)}`)
        .join(', '),
    ],
  ];
}

export const textOf = (result: Result): string =>
  [
    ...rowsOf(result).map(([what, figure]) => `${what}: ${figure.replaceAll('**', '')}`),
    ...result.violations.slice(0, 60),
    ...result.gaveUp.slice(0, 20).map((one) => `gave up: ${one}`),
  ].join('\n');

/** Puts a run's table into a page, at the place that is marked for it. */
export async function publishRows(rows: Rows, page: string, place: string): Promise<void> {
  const document = await readFile(page, 'utf8');
  const begin = `<!-- ${place} -->`;
  const from = document.indexOf(begin);
  const to = document.indexOf('<!-- end', from);
  if (from < 0 || to < from) throw new Error(`the document has no place for ${place}`);
  const table = [
    '| what | figure |',
    '|---|---|',
    ...rows.map(([what, figure]) => `| ${what} | ${figure} |`),
  ];
  await writeFile(
    page,
    `${document.slice(0, from + begin.length)}\n\n${table.join('\n')}\n\n${document.slice(to)}`,
  );
}

/** Puts the run into the documents: the page, the picture, the data. */
export async function publish(result: Result, folder: string): Promise<void> {
  await publishRows(rowsOf(result), `${folder}/soak.md`, mark);
  await writeFile(`${folder}/soak.svg`, memoryChart(result));
  const { samples, ...rest } = result;
  await writeFile(
    `${folder}/soak.json`,
    `${JSON.stringify({ ...rest, samples: samples.length }, null, 2)}\n`,
  );
}
