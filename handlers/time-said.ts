import { addDays, instantOf, wallOf } from '../src/domain/clock/zone.ts';
import { parseDuration } from '../src/domain/service/duration.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * A time as people say it: `30m`, `半小时`, `02:10`, `下午3点半`, `3pm`, `明天 09:00`, `tomorrow 9:00`,
 * `2026-03-05 14:00`. `past`: a bare time of day means the last one (an arrival), else the next (an appointment).
 */
export function timeSaid(text: string, zone: string, now: Date, past = false): Date | undefined {
  const said = text.trim().toLowerCase().replaceAll('：', ':').replace(/\s+/g, ' ');
  if (!said) return undefined;
  const length = lengthSaid(said);
  if (length !== undefined) return new Date(now.getTime() + length * (past ? -1 : 1));
  const match = /^(?:(\d{4}-\d{2}-\d{2}) |(明天|明早|明晚|后天|今天|今晚|tomorrow|today) ?)?(.+)$/.exec(said);
  const [, date, day = '', rest = ''] = match ?? [];
  const time = clockSaid(day === '明早' ? `早上${rest}` : day.endsWith('晚') ? `晚上${rest}` : rest);
  if (!time) return undefined;
  const today = wallOf(now, zone).date;
  const shift = /^明|tomorrow/.test(day) ? 1 : day === '后天' ? 2 : 0;
  const at = instantOf(date ?? addDays(today, shift), time, zone);
  if (date || day) return at;
  if (past && at > now) return new Date(at.getTime() - dayMs);
  if (!past && at < now) return new Date(at.getTime() + dayMs);
  return at;
}

const counts: Record<string, number> = {
  半: 0.5,
  一: 1,
  两: 2,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  八: 8,
  十: 10,
};

/** `30m`, `2小时`, `半小时后`, `20分钟`; in milliseconds. */
function lengthSaid(said: string): number | undefined {
  const written = parseDuration(said);
  if (written.ok) return written.value;
  const match = /^(\d{1,3}|[半一两二三四五六八十])个?(半?)(小时|钟头|分钟|分|天)(半?)[后前]?$/.exec(said);
  if (!match) return undefined;
  const [, many = '', before, unit = '', behind] = match;
  const unitMs = unit === '天' ? dayMs : unit.startsWith('分') ? minuteMs : 60 * minuteMs;
  const count = (counts[many] ?? Number(many)) + (before || behind ? 0.5 : 0);
  return count * unitMs;
}

/** `9:05`, `下午3点半`, `3pm`, `15时20分` as `HH:MM`. */
function clockSaid(said: string): string | undefined {
  const match =
    /^(凌晨|早上|上午|中午|下午|晚上)? ?(\d{1,2})(?::(\d{2})|[点时](?:(半)|(\d{1,2})分?)?)? ?(am|pm)?$/.exec(
      said,
    );
  if (!match) return undefined;
  const [whole, part = '', h = '', colon, half, minutes, english] = match;
  // A figure alone is no time of day.
  if (!/[:点时]|am$|pm$/.test(whole)) return undefined;
  const after = part === '下午' || part === '晚上' || english === 'pm' || (part === '中午' && Number(h) < 3);
  const twelve = Number(h) === 12 && (english === 'am' || part === '凌晨');
  const hours = twelve ? 0 : Number(h) < 12 && after ? Number(h) + 12 : Number(h);
  const mins = half ? 30 : Number(colon ?? minutes ?? 0);
  if (hours > 23 || mins > 59) return undefined;
  return `${String(hours).padStart(2, '0')}:${String(mins).padStart(2, '0')}`;
}
