import type { Locale } from '../src/domain/locale.ts';

const DAY = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Instants and spans as people of one zone and language say them, seen from `now`. */
export interface TimeWords {
  /**
   * `02:30` today, `明天02:30`, `昨天23:50`, else `3月6日18:00`. Beside a time of another day today is named
   * too: `昨天23:50 … 今天00:10`.
   */
  at(at: Date, beside?: Date): string;
  /** `3月6日` / `6 Mar`. */
  day(at: Date): string;
  /** `1 小时 20 分` / `1 h 20 min`, without a sign. */
  span(ms: number): string;
  /** `还剩 1 小时 20 分` / `1 h 20 min left`, `已超 5 分` / `5 min over`. */
  left(until: Date): string;
}

interface Local {
  /** Days since 1970 on the local calendar. */
  dayNumber: number;
  month: number;
  day: number;
  clock: string;
}

export function timeWords(where: { timezone: string; now: Date; locale: Locale }): TimeWords {
  const zh = where.locale !== 'en';
  // Costs more than the rest of a message together, and many name no time at all.
  let format: Intl.DateTimeFormat | undefined;
  const local = (at: Date): Local => {
    format ??= new Intl.DateTimeFormat('en-GB', {
      timeZone: where.timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    const parts = new Map(format.formatToParts(at).map((part) => [part.type, part.value]));
    const [year, month, day] = [
      Number(parts.get('year')),
      Number(parts.get('month')),
      Number(parts.get('day')),
    ];
    return {
      dayNumber: Math.round(Date.UTC(year, month - 1, day) / DAY),
      month,
      day,
      clock: `${parts.get('hour')}:${parts.get('minute')}`,
    };
  };
  const date = ({ month, day }: Local) => (zh ? `${month}月${day}日` : `${day} ${MONTHS[month - 1]}`);
  const names: Record<number, string> = zh
    ? { [-1]: '昨天', 1: '明天' }
    : { [-1]: 'yesterday ', 1: 'tomorrow ' };

  const at = (instant: Date, beside?: Date): string => {
    const here = local(instant);
    const today = local(where.now).dayNumber;
    const away = here.dayNumber - today;
    if (away !== 0) return `${names[away] ?? `${date(here)}${zh ? '' : ' '}`}${here.clock}`;
    const named = beside !== undefined && local(beside).dayNumber !== today;
    return `${named ? (zh ? '今天' : 'today ') : ''}${here.clock}`;
  };
  const span = (ms: number): string => spanWords(ms, zh);
  return {
    at,
    day: (instant) => date(local(instant)),
    span,
    left: (until) => {
      const ms = until.getTime() - where.now.getTime();
      if (ms > 0) return zh ? `还剩 ${span(ms)}` : `${span(ms)} left`;
      if (ms > -60_000) return zh ? '刚到时限' : 'due just now';
      return zh ? `已超 ${span(ms)}` : `${span(ms)} over`;
    },
  };
}

function spanWords(ms: number, zh: boolean): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  if (seconds < 60) return zh ? `${seconds} 秒` : `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const words = zh ? [' 天', ' 小时', ' 分'] : [' d', ' h', ' min'];
  return [days, hours, rest]
    .map((count, index) => (count === 0 ? '' : `${count}${words[index]}`))
    .filter((word) => word !== '')
    .join(' ');
}
