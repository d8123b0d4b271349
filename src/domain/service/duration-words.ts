import type { Locale } from '../locale.ts';
import { formatDuration } from './duration.ts';

const units = {
  'zh-CN': { y: ' 年', d: ' 天', h: ' 小时', m: ' 分钟', s: ' 秒', ms: ' 毫秒' },
  en: { y: ' y', d: ' d', h: ' h', m: ' min', s: ' s', ms: ' ms' },
};

/** `30 分钟`, `1 小时 30 分钟`; `30 min`, `1 h 30 min`. */
export const durationWords = (ms: number, locale: Locale): string =>
  [...formatDuration(ms).matchAll(/(\d+)(ms|[ydhms])/g)]
    .map(([, count, unit]) => `${count}${units[locale][unit as keyof (typeof units)['en']]}`)
    .join(' ');
