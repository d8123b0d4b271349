import * as z from 'zod';
import { parseDuration } from '../../../domain/service/duration.ts';
import type { Recurrence } from '../../../domain/service/service.ts';
import { duration } from './duration.ts';
import { quoted } from './quoted.ts';
import { date, timeOfDay, weekday } from './when.ts';
import { clause, id, keeps, line } from './words.ts';

const Item = z.strictObject({ id: id(), zh: line(80), en: line(160) });
export const Checklist = z.array(Item).min(1, 'a checklist needs at least one item');

const words: Record<string, { months?: number; weeks?: number }> = {
  year: { months: 12 },
  'half-year': { months: 6 },
  quarter: { months: 3 },
  month: { months: 1 },
  week: { weeks: 1 },
};
export type Every = { months: number } | { weeks: number } | { ms: number };
const advice = 'write year, half-year, quarter, month, week, "2 months" or "2 weeks"';

function readEvery(text: string): Every | string {
  const said = text.trim().toLowerCase();
  const word = words[said];
  if (word?.months) return { months: word.months };
  if (word?.weeks) return { weeks: word.weeks };
  const counted = /^(\d{1,3}) (month|week)s?$/.exec(said);
  const count = Number(counted?.[1]);
  if (counted && count >= 1 && count <= 120)
    return counted[2] === 'month' ? { months: count } : { weeks: count };
  // Durations are for trying things out: years and days of a calendar are no fixed number of milliseconds.
  const interval = /^\d+[smh]$/.test(said) ? parseDuration(said) : undefined;
  if (interval?.ok)
    return interval.value <= 24 * 3_600_000
      ? { ms: interval.value }
      : `${quoted(text)} is longer than a day; ${advice}`;
  if (/^\S+( \S+){4,5}$/.test(said))
    return `${quoted(text)} looks like cron, which is not used here; ${advice}`;
  return `${quoted(text)} is no recurrence; ${advice}`;
}

const every = z
  .string({ error: () => `a recurrence is expected; ${advice}` })
  .meta({
    description: 'year, half-year, quarter, month, week, "2 months", "2 weeks"',
    examples: ['half-year', 'quarter', 'month', 'week'],
  })
  .transform((text, ctx): Every => {
    const read = readEvery(text);
    if (typeof read !== 'string') return read;
    ctx.issues.push({ code: 'custom', message: read, input: text });
    return z.NEVER;
  });

export const Inspection = z
  .strictObject({
    id: id(),
    site: id(),
    name: line(60),
    name_en: line(60).optional(),
    every,
    days: z
      .array(
        z
          .int('a day of the month is expected: 1 to 31')
          .min(1, 'a month begins with day 1')
          .max(31, 'no month has more than 31 days'),
      )
      .min(1)
      .max(31)
      .optional()
      .meta({
        description:
          'Days of the month; several make several visits. The 31st is the last day of a shorter month',
      }),
    weekday: weekday().optional().meta({ description: 'With week: the day' }),
    starts: date().meta({ description: 'First possible date' }),
    at: timeOfDay().default('09:00').meta({ description: 'When a visit is due, in the site’s zone' }),
    assignee: id().meta({ description: 'A person or a group' }),
    remind: z.array(duration()).default([]).meta({ description: 'How long before the visit to remind' }),
    checklist: z.union([id(), Checklist]).meta({ description: 'The name of a checklist, or its items' }),
    clause: clause(),
    keeps: keeps(),
  })
  .check((ctx) => {
    const { every: said, days, weekday: day } = ctx.value;
    const wrong = (path: string, message: string) =>
      ctx.issues.push({ code: 'custom', path: [path], message, input: ctx.value });
    if (days && !('months' in said))
      wrong('days', 'days of the month go with month, quarter, half-year or year');
    if (day && !('weeks' in said)) wrong('weekday', 'a weekday goes with week');
    if (days && days.length > 1 && 'months' in said && said.months > 1)
      wrong('days', 'several days go with "every: month" only');
    if (days && new Set(days).size < days.length) wrong('days', 'a day stands here twice');
  });

/** `every` with its days, in the domain's words. */
export function recurrenceOf({
  every: said,
  days,
  weekday: day,
  starts,
}: z.output<typeof Inspection>): Recurrence {
  if ('ms' in said) return { kind: 'interval', everyMs: said.ms };
  if ('weeks' in said) {
    const startDay = (['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const)[
      new Date(`${starts}T00:00Z`).getUTCDay()
    ];
    return { kind: 'weeks', every: said.weeks, day: day ?? startDay ?? 'mon' };
  }
  if (days && days.length > 1) return { kind: 'per-month', days: days.toSorted((a, b) => a - b) };
  return { kind: 'months', every: said.months, ...(days?.[0] !== undefined && { day: days[0] }) };
}
