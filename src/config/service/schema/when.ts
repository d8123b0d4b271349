import * as z from 'zod';
import { nearest } from '../../../domain/nearest.ts';
import type { Weekday } from '../../../domain/service/service.ts';
import { quoted } from './quoted.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies Weekday[];
const daysAdvice = 'write mon-fri, daily, sat, or a list: [mon, wed]';

function readDays(text: string): Weekday[] | undefined {
  const words = text.trim().toLowerCase();
  if (words === 'daily') return [...weekdays];
  const days: Weekday[] = [];
  for (const part of words.split(/\s*,\s*/)) {
    const [from, to = from] = part.split('-').map((word) => weekdays.indexOf(word.trim() as Weekday));
    if (from === undefined || to === undefined || from < 0 || to < 0 || part.split('-').length > 2)
      return undefined;
    // sat-mon runs across the end of the week.
    const span = ((to - from + 7) % 7) + 1;
    for (let i = 0; i < span; i++) days.push(weekdays[(from + i) % 7] as Weekday);
  }
  return weekdays.filter((day) => days.includes(day));
}

export const days = () =>
  z
    .union([z.string(), z.array(z.string())], { error: () => daysAdvice })
    .meta({
      description: 'Days of the week: mon-fri, daily, sat, or [mon, wed]',
      examples: ['mon-fri', 'daily'],
    })
    .transform((said, ctx) => {
      const text = Array.isArray(said) ? said.join(',') : said;
      const read = readDays(text);
      if (read) return read;
      ctx.issues.push({
        code: 'custom',
        message: `${quoted(text)} are no days of the week; ${daysAdvice}`,
        input: said,
      });
      return z.NEVER;
    });

export const weekday = () => z.enum(weekdays);

const clockTime = '(?:[01]\\d|2[0-3]):[0-5]\\d';
export const timeOfDay = () =>
  z.string({ error: () => "a time of day is expected; write '09:00'" }).regex(new RegExp(`^${clockTime}$`), {
    error: ({ input }) => `${quoted(input)} is not a time of day; write 09:00 (00:00 to 23:59)`,
  });

const hoursShape = new RegExp(`^(${clockTime})\\s*[-–]\\s*(${clockTime}|24:00)$`);
/** `08:00-20:00`; an end at or before the start runs past midnight. */
export const hours = () =>
  z
    .string({ error: () => "hours are expected; write '08:00-20:00'" })
    .meta({
      description: 'From-to; an end at or before the start runs past midnight',
      examples: ['08:00-20:00', '00:00-24:00'],
    })
    .transform((text, ctx) => {
      const match = hoursShape.exec(text.trim());
      if (match?.[1] && match[2]) return { from: match[1], to: match[2] };
      ctx.issues.push({
        code: 'custom',
        message: `${quoted(text)} are no hours; write 08:00-20:00, or 00:00-24:00 for all day`,
        input: text,
      });
      return z.NEVER;
    });

const isDate = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1990 && year <= 2100;
};

export const date = () =>
  z.string({ error: () => 'a date is expected; write 2026-03-01' }).refine(
    (text) => {
      const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
      return match !== null && isDate(Number(match[1]), Number(match[2]), Number(match[3]));
    },
    {
      error: ({ input }) =>
        `${quoted(input)} is not a date; write year-month-day (2026-03-01), a day that exists`,
    },
  );

/** `10-01`, or `10-01..10-07`: days of a year named elsewhere. */
const monthDays = z
  .string({ error: () => 'days are expected; write 10-01 or 10-01..10-07' })
  .regex(/^\d\d-\d\d(\.\.\d\d-\d\d)?$/, {
    error: ({ input }) => `${quoted(input)} are no days; write 10-01 or 10-01..10-07`,
  });

/** Days by year: `2026: [01-01..01-03, 02-15]` → `{ years, dates }`. */
export const datesByYear = () =>
  z
    .record(
      z.string().regex(/^20\d\d$/, 'the year comes first: "2026: [01-01, 10-01..10-07]"'),
      z.array(monthDays),
    )
    .default({})
    .transform((said, ctx) => {
      const dates: string[] = [];
      for (const [year, list] of Object.entries(said)) {
        for (const [index, text] of list.entries()) {
          const [first = '', last = first] = text.split('..').map((day) => `${year}-${day}`);
          const made = datesFrom(first, last);
          if (made) dates.push(...made);
          else
            ctx.issues.push({
              code: 'custom',
              path: [year, index],
              message: `${quoted(text)} are no days of ${year}; is the order right, does the day exist?`,
              input: text,
            });
        }
      }
      return { years: Object.keys(said).map(Number), dates: dates.toSorted() };
    });

function datesFrom(first: string, last: string): string[] | undefined {
  const parts = [first, last].map((text) => text.split('-').map(Number));
  if (!parts.every(([year = 0, month = 0, day = 0]) => isDate(year, month, day)) || first > last)
    return undefined;
  const dates: string[] = [];
  for (let at = Date.parse(`${first}T00:00Z`); at <= Date.parse(`${last}T00:00Z`); at += 86_400_000) {
    dates.push(new Date(at).toISOString().slice(0, 10));
  }
  return dates;
}

export const knownZone = (name: string): boolean => {
  if (!/^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (cause) {
    if (cause instanceof RangeError) return false;
    throw cause;
  }
};

/** The zone that was probably meant; cities people write that the database doesn't know. */
export const nearestZone = (name: string): string | undefined => {
  const cities: Record<string, string> = {
    beijing: 'Asia/Shanghai',
    peking: 'Asia/Shanghai',
    cst: 'Asia/Shanghai',
    prc: 'Asia/Shanghai',
  };
  const city = name.split('/').at(-1)?.toLowerCase() ?? '';
  return cities[city] ?? nearest(name, Intl.supportedValuesOf('timeZone'));
};

export const zone = () =>
  z.string({ error: () => 'a time zone is expected; write Asia/Shanghai' }).refine(knownZone, {
    error: ({ input }) =>
      `${quoted(input)} is no time zone; write its place, for example Asia/Shanghai or Europe/Berlin`,
    params: { did: 'zone' },
  });
