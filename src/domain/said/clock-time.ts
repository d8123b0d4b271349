import { figure, figureOf } from './figure.ts';

const parts = '凌晨|清晨|早上|早晨|早|上午|中午|正午|下午|傍晚|晚上|晚|夜里|夜间';
const named: Record<string, string> = {
  中午: '12:00',
  正午: '12:00',
  noon: '12:00',
  'at noon': '12:00',
};
const written = new RegExp(
  `^(${parts})? ?(\\d{1,2}|[零〇一二两三四五六七八九十]{1,3})(?::(\\d{2})|[点时](?:(半|一刻|三刻|整|钟)|零?(${figure})分?)?)? ?(a\\.?m\\.?|p\\.?m\\.?|o'?clock)?$`,
);
const quarters: Record<string, number> = { 半: 30, 一刻: 15, 三刻: 45, 整: 0, 钟: 0 };
const spoken = new RegExp(`^(half|quarter|${figure}) (past|to) (${figure})( ?[ap]m)?$`);

/** 三点, 3 o'clock, half past 3: of which half of the day nobody said; 3:00 is written as clocks show it. */
export const saysNoHalf = (said: string): boolean =>
  /^(?:half|quarter|\d|[一二两三四五六七八九十])/.test(said) &&
  /点| past | to |clock/.test(said) &&
  !/m$/.test(said);

/** `9:05`, `下午三点半`, `3pm`, `15时20分`, `half past 3`, `noon` as `HH:MM`. */
export function clockTime(said: string): string | undefined {
  if (Object.hasOwn(named, said)) return named[said];
  const english = spoken.exec(said);
  if (english) return relative(english);
  const match = written.exec(said);
  if (!match) return undefined;
  const [whole, part = '', h = '', colon, quarter, minutes, after = ''] = match;
  const half = after.replaceAll('.', '');
  // A figure alone is no time of day.
  if (!/[:点时]/.test(whole) && after === '') return undefined;
  const mins = quarter ? quarters[quarter] : minutes ? figureOf(minutes) : Number(colon ?? 0);
  return time(figureOf(h), mins, part, half);
}

function time(h: number | undefined, mins: number | undefined, part: string, half: string) {
  if (h === undefined || mins === undefined || !Number.isInteger(mins)) return undefined;
  const late = /^(?:下午|傍晚|晚上?)$/.test(part) || half === 'pm' || (/^[中正]午$/.test(part) && h < 3);
  const early = h === 12 && (half === 'am' || part === '凌晨');
  // 晚上12点 is the midnight that ends the day.
  const midnight = h === 12 && /^(?:晚上?|夜[里间])$/.test(part);
  const hours = early ? 0 : midnight ? 24 : h < 12 && late ? h + 12 : h;
  if (hours > 24 || mins > 59 || (hours === 24 && mins > 0)) return undefined;
  if (hours === 24 && !midnight) return undefined;
  return `${String(hours).padStart(2, '0')}:${String(mins).padStart(2, '0')}`;
}

function relative([, many = '', way, hour = '', half = '']: RegExpExecArray): string | undefined {
  const mins = many === 'half' ? 30 : many === 'quarter' ? 15 : figureOf(many);
  const hours = figureOf(hour);
  if (mins === undefined || hours === undefined || mins < 1 || mins > 59) return undefined;
  const before = way === 'to';
  return time(before ? (hours + 23) % 24 : hours, before ? 60 - mins : mins, '', half.trim());
}
