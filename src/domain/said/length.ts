import { parseDuration } from '../service/duration.ts';
import { figure, figureOf } from './figure.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const units: [RegExp, number][] = [
  [/^(?:小时|钟头|h|hrs?|hours?)$/, hourMs],
  [/^(?:分钟?|m|mins?|minutes?)$/, minuteMs],
  [/^(?:刻钟?)$/, 15 * minuteMs],
  [/^(?:天|日|d|days?)$/, dayMs],
  [/^(?:周|星期|weeks?)$/, 7 * dayMs],
];
const unitMs = (unit: string): number => units.find(([words]) => words.test(unit))?.[1] ?? 0;

const chinese = new RegExp(
  `^(${figure}|半)\\s*个?(半)?(小时|钟头|分钟|分|刻钟|天|周|星期)(半)?(?:零?(${figure})分钟?)?(?:之?后|以后|之?前|以前|之?内)?$`,
);
const unit = '(h|hrs?|hours?|m|mins?|minutes?|days?|weeks?)';
const english = new RegExp(
  `^(?:(half )an?|(${figure})( and a half)?) ?${unit}( and a half)?(?: (?:and )?(${figure}) ?(?:m|mins?|minutes?))?(?: (?:from now|later|ago))?$`,
);

/** `30m`, `半小时后`, `1小时20分`, `一刻钟`, `half an hour`, `in 2 hours`; in milliseconds. */
export function lengthSaid(said: string): number | undefined {
  if (/^(?:现在|马上|立刻|刚刚?|now|right now|just now)$/.test(said)) return 0;
  const words = said.replace(/^in /, '');
  const written = parseDuration(words);
  if (written.ok) return written.value;
  const zh = chinese.exec(words);
  if (zh) {
    const [, many = '', half, name = '', behind, minutes] = zh;
    return sum(many === '半' ? 0.5 : figureOf(many), half ?? behind, unitMs(name), minutes);
  }
  const en = english.exec(words);
  if (!en) return undefined;
  const [, half, many, before, name = '', behind, minutes] = en;
  return sum(half ? 0.5 : figureOf(many ?? ''), before ?? behind, unitMs(name), minutes);
}

function sum(count: number | undefined, half: string | undefined, each: number, minutes: string | undefined) {
  const more = minutes === undefined ? 0 : figureOf(minutes);
  if (count === undefined || more === undefined) return undefined;
  const ms = Math.round((count + (half ? 0.5 : 0)) * each) + more * minuteMs;
  return ms > 0 ? ms : undefined;
}
