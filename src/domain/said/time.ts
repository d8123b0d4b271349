import { addDays, instantOf, wallOf } from '../clock/zone.ts';
import { clockTime, saysNoHalf } from './clock-time.ts';
import { daySaid } from './day.ts';
import { lengthSaid } from './length.ts';

/** Around a time: `预计10点左右`, `by 3pm`, `until tomorrow 9:00`. */
const before = /^(?:预计|大概|大约|约|到|直到|等到|at|by|around|about|until|till)\s*/;
const behind = /\s*(?:左右|前后|到|为止|[。.!！,，])$/;

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/\s*:\s*(?=\d)/g, ':');

/**
 * A time as people say it: `30m`, `半小时`, `02:10`, `下午3点半`, `3pm`, `明天 09:00`, `周五下午两点`, `tomorrow 9:00`,
 * `2026-03-05 14:00`. `past`: a bare time of day means the last one (an arrival), else the next (an appointment).
 */
export function timeSaid(text: string, zone: string, now: Date, past = false): Date | undefined {
  const whole = plain(text);
  const said = whole.replace(before, '').replace(behind, '') || whole;
  if (!said || said.length > 60) return undefined;
  const length = lengthSaid(said);
  if (length !== undefined) return new Date(now.getTime() + length * (past ? -1 : 1));
  const today = wallOf(now, zone).date;
  const day = daySaid(said, today, past);
  const words = day ? withPart(day.part, day.rest) : said;
  const time = clockTime(words);
  if (!time) return undefined;
  const half = saysNoHalf(words) && time < '12:00';
  if (day) {
    // Nobody agrees on five in the morning without saying so.
    const shown = half && time > '00:59' && time < '06:00' ? later(time) : time;
    return weekdayAhead({ date: day.date, time: shown, zone }, said, now, past);
  }
  return nearest(half ? [time, later(time)] : [time], today, zone, now, past);
}

const later = (time: string): string => `${Number(time.slice(0, 2)) + 12}${time.slice(2)}`;

/** The next of these times of day, or the last one. */
function nearest(times: string[], today: string, zone: string, now: Date, past: boolean): Date | undefined {
  const days = [-1, 0, 1].map((away) => addDays(today, away));
  const instants = days.flatMap((date) => times.map((time) => instantOf(date, time, zone)));
  const sorted = instants.sort((a, b) => a.getTime() - b.getTime());
  return past ? sorted.findLast((at) => at <= now) : sorted.find((at) => at >= now);
}

/** 周五9点 said on a Friday at ten is next week's. */
function weekdayAhead(
  { date, time, zone }: { date: string; time: string; zone: string },
  said: string,
  now: Date,
  past: boolean,
): Date {
  const on = (days: number): Date => instantOf(addDays(date, days), time, zone);
  const at = on(0);
  const bare = /^(?:周|星期|礼拜|(?:on )?(?:mon|tue|wed|thu|fri|sat|sun))/.test(said);
  if (bare && !past && at < now) return on(7);
  if (bare && past && at > now) return on(-7);
  return at;
}

/** 今晚8点 is 晚上8点, unless the words say it themselves. */
const withPart = (part: string | undefined, rest: string): string =>
  part && clockTime(`${part}${rest}`) ? `${part}${rest}` : rest;

/** A time at the start of what was typed, and the words behind it: `30m 堵车`, `明天9点，客户要求`. */
export function timeFirst(
  text: string,
  zone: string,
  now: Date,
  past = false,
): { at: Date; rest: string } | undefined {
  const words = text.trim();
  const whole = timeSaid(words, zone, now, past);
  if (whole) return { at: whole, rest: '' };
  const cuts = [...words.slice(0, 80).matchAll(/[\s,，。;；、(（]+/g)].reverse();
  for (const cut of cuts) {
    const at = timeSaid(words.slice(0, cut.index), zone, now, past);
    if (at) return { at, rest: words.slice(cut.index).replace(/^[\s,，。;；、]+/, '') };
  }
  return undefined;
}
