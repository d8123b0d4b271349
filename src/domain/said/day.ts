import { addDays, dayNumber, weekdayOf } from '../clock/zone.ts';
import { figure, figureOf } from './figure.ts';

/** A day as people say it, with what is left of the words. */
export interface DaySaid {
  date: string;
  /** The part of the day that came with it (今晚, tonight). */
  part?: string;
  rest: string;
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const month = `(?:${months.join('|')})[a-z]*\\.?`;
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const chineseDays = '一二三四五六日';
/** How many days away; a negative one is behind us. */
const near: [RegExp, number, string?][] = [
  [/^(?:今天|今日|today)/, 0],
  [/^(?:今早|this morning)/, 0, '早上'],
  [/^(?:今晚|今夜|tonight|this evening)/, 0, '晚上'],
  [/^(?:明早|tomorrow morning)/, 1, '早上'],
  [/^(?:明晚|tomorrow (?:evening|night))/, 1, '晚上'],
  [/^(?:大后天)/, 3],
  [/^(?:后天|the day after tomorrow)/, 2],
  [/^(?:明天|明日|tomorrow)/, 1],
  [/^(?:昨晚|last night)/, -1, '晚上'],
  [/^(?:昨天|昨日|yesterday)/, -1],
];

type Reader = (words: string, today: string, past: boolean) => DaySaid | undefined;

const readers: Reader[] = [fullDate, shortDate, englishDate, dayOfMonth, weekday, nearDay];

/** The day that the words begin or, in English, end with. */
export function daySaid(said: string, today: string, past: boolean): DaySaid | undefined {
  for (const words of [said, turned(said)]) {
    if (words === undefined) continue;
    for (const read of readers) {
      const day = read(words, today, past);
      if (day && dateOrNone(day.date)) return { ...day, rest: trimmed(day.rest) };
    }
  }
  return undefined;
}

const trimmed = (rest: string): string => rest.replace(/^[\s,的]+|[\s,]+$/g, '').replace(/^at /, '');

/** `9am tomorrow`, `14:00 on friday` as if the day came first. */
function turned(said: string): string | undefined {
  const match = /^(.*?(?:\d|m|noon|clock))\s+(?:on )?([a-z].*)$/.exec(said);
  return match?.[1] && match[2] ? `${match[2]} ${match[1]}` : undefined;
}

/** A date that the calendar has, or nothing: 2026-02-30 is no day. */
function dateOrNone(date: string): string | undefined {
  const real = /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(`${date}T00:00:00Z`));
  return real && addDays(date, 0) === date ? date : undefined;
}

const iso = (y: number | string, m: number | string, d: number | string): string =>
  `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;

/** Without a year: the nearest one ahead, or behind. */
function inYear(m: number, d: number, today: string, past: boolean): string {
  const year = Number(today.slice(0, 4));
  const date = iso(year, m, d);
  if (past) return date > today ? iso(year - 1, m, d) : date;
  return date < today ? iso(year + 1, m, d) : date;
}

function fullDate(words: string): DaySaid | undefined {
  const match = /^(\d{4})(?:-|\/|年)(\d{1,2})(?:-|\/|月)(\d{1,2})[日号]?(?=\D|$)/.exec(words);
  if (!match) return undefined;
  const [whole, y = '', m = '', d = ''] = match;
  return { date: iso(y, m, d), rest: words.slice(whole.length) };
}

function shortDate(words: string, today: string, past: boolean): DaySaid | undefined {
  const match =
    /^(\d{1,2})(?:-|\/)(\d{1,2})(?=\s)/.exec(words) ??
    new RegExp(`^(${figure})月(${figure})[日号]?(?=\\D|$)`).exec(words);
  if (!match) return undefined;
  const [whole, m = '', d = ''] = match;
  return dated(figureOf(m), figureOf(d), today, past, words.slice(whole.length));
}

function englishDate(words: string, today: string, past: boolean): DaySaid | undefined {
  const first = new RegExp(`^(?:on )?(${month}) (\\d{1,2})(?:st|nd|rd|th)?(?=\\D|$)`).exec(words);
  const last = new RegExp(`^(?:on )?(?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${month})(?=\\s|$)`).exec(
    words,
  );
  const match = first ?? last;
  const [name, d] = first ? [first[1], first[2]] : [last?.[2], last?.[1]];
  if (!match || !name || !d) return undefined;
  const m = months.indexOf(name.slice(0, 3)) + 1;
  return dated(m, Number(d), today, past, words.slice(match[0].length));
}

function dated(m: number | undefined, d: number | undefined, today: string, past: boolean, rest: string) {
  return m === undefined || d === undefined ? undefined : { date: inYear(m, d, today, past), rest };
}

/** 5号: this month's, or the next that has one. */
function dayOfMonth(words: string, today: string, past: boolean): DaySaid | undefined {
  const match = new RegExp(`^(?:本月|这个月)?(${figure})[号日](?=\\D|$)`).exec(words);
  const d = match && figureOf(match[1] ?? '');
  if (!match || !d) return undefined;
  const rest = words.slice(match[0].length);
  for (let away = 0; away <= 2; away += 1) {
    const index = Number(today.slice(5, 7)) - 1 + (past ? -away : away);
    const year = Number(today.slice(0, 4)) + Math.floor(index / 12);
    const date = dateOrNone(iso(year, (((index % 12) + 12) % 12) + 1, d));
    if (date && (past ? date <= today : date >= today)) return { date, rest };
  }
  return undefined;
}

/** 周五 is the next one, today's included; 下周五 that of the week which begins next Monday. */
function weekday(words: string, today: string, past: boolean): DaySaid | undefined {
  const zh = /^(这|本|下下|下|上)?个?(?:周|星期|礼拜)([一二三四五六日天])/.exec(words);
  const en = /^(?:on )?(this |next |last )?(mon|tue|wed|thu|fri|sat|sun)[a-z]*(?=\s|$)/.exec(words);
  const match = zh ?? en;
  if (!match) return undefined;
  const which = (match[1] ?? '').trim();
  const name = match[2] ?? '';
  const wanted = zh ? chineseDays.indexOf(name === '天' ? '日' : name) : weekdays.indexOf(name);
  const rest = words.slice(match[0].length);
  const monday = dayNumber(today) - weekdays.indexOf(weekdayOf(today));
  const weeks = { 下: 1, next: 1, 下下: 2, 上: -1, last: -1, 这: 0, 本: 0, this: 0 }[which];
  if (weeks !== undefined) return { date: dateOf(monday + 7 * weeks + wanted), rest };
  const away = (wanted - weekdays.indexOf(weekdayOf(today)) + 7) % 7;
  return { date: addDays(today, past && away > 0 ? away - 7 : away), rest };
}

const dateOf = (day: number): string => addDays('1970-01-01', day);

function nearDay(words: string, today: string): DaySaid | undefined {
  for (const [pattern, away, part] of near) {
    const found = pattern.exec(words)?.[0];
    if (found === undefined) continue;
    return { date: addDays(today, away), rest: words.slice(found.length), ...(part && { part }) };
  }
  return undefined;
}
