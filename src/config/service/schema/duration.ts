import * as z from 'zod';
import {
  type DurationFault,
  formatDuration,
  parseDuration,
  parseWorkingDays,
} from '../../../domain/service/duration.ts';
import { quoted } from './quoted.ts';

const advice = 'write a number with its unit: 30s, 30m, 2h, 7d, 2y or 1h30m';

const words = (text: string, fault: DurationFault): string =>
  ({
    unreadable: `${quoted(text)} is not a duration; ${advice}`,
    negative: `${quoted(text)} is less than no time; ${advice}`,
    zero: `${quoted(text)} is no time at all, so it would be over as it begins; ${advice}`,
    'too-long': `${quoted(text)} is longer than a hundred years; is the unit right?`,
  })[fault];

interface Options {
  zero?: boolean;
  mostMs?: number;
}

const read = (text: string, { zero = false, mostMs = Number.POSITIVE_INFINITY }: Options) => {
  const duration = parseDuration(text, { zero });
  if (!duration.ok) return { ok: false, message: words(text, duration.error) } as const;
  if (duration.value <= mostMs) return duration;
  return {
    ok: false,
    message: `${quoted(text)} is longer than ${formatDuration(mostMs)}; is the unit right?`,
  } as const;
};

/** A number alone has no unit, and YAML's .nan and .inf are numbers too. */
const noUnit = (issue: { input?: unknown }) =>
  typeof issue.input === 'number'
    ? `${issue.input} has no unit; ${advice}`
    : `a duration is expected; ${advice}`;

const examples = ['30m', '2h', '12h', '7d'];

/** `30m` → milliseconds. */
export const duration = (options: Options = {}) =>
  z
    .string({ error: noUnit })
    .meta({ description: 'A duration as people say it: 30s, 30m, 2h, 7d, 1w, 2y, 1h30m', examples })
    .transform((text, ctx) => {
      const result = read(text, options);
      if (result.ok) return result.value;
      ctx.issues.push({ code: 'custom', message: result.message, input: text });
      return z.NEVER;
    });

/** `30m`, or `1wd`: working days of the promise's calendar. */
export type Within = { ms: number } | { workingDays: number };

export const within = (options: Options = {}) =>
  z
    .string({ error: noUnit })
    .meta({
      description: 'A duration (30m, 2h, 7d) or working days of the calendar (1wd)',
      examples: [...examples, '1wd'],
    })
    .transform((text, ctx): Within => {
      const workingDays = parseWorkingDays(text);
      if (workingDays !== undefined) return { workingDays };
      const result = read(text, options);
      if (result.ok) return { ms: result.value };
      ctx.issues.push({ code: 'custom', message: result.message, input: text });
      return z.NEVER;
    });

/** `3wd` → 3. */
export const workingDays = () =>
  z
    .string({ error: () => 'working days are expected; write 1wd, 3wd' })
    .meta({ description: 'Working days: 1wd, 3wd', examples: ['1wd', '3wd'] })
    .transform((text, ctx) => {
      const days = parseWorkingDays(text);
      if (days !== undefined) return days;
      ctx.issues.push({
        code: 'custom',
        message: `${quoted(text)} is not a number of working days; write 1wd, 3wd (silence is counted in working days)`,
        input: text,
      });
      return z.NEVER;
    });
