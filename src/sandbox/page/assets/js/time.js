/** Instants in the service's zone, in the page's language. */
export function createTime(words, zone) {
  const format = (options) =>
    new Intl.DateTimeFormat(words.language === 'en' ? 'en-GB' : 'zh-CN', { timeZone: zone(), ...options });
  const dayOf = (at) => format({ year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
  const hour = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  const date = { month: 'short', day: 'numeric', weekday: 'short' };
  const clock = (at) => format(hour).format(new Date(at));
  return {
    clock,
    seconds: (at) => format({ ...hour, second: '2-digit' }).format(at),
    date: (at) => format(date).format(at),
    /** `中国标准时间`, `China Standard Time`; the offset where a zone has no name. */
    zone: (at) =>
      format({ timeZoneName: 'long' })
        .formatToParts(at)
        .find(({ type }) => type === 'timeZoneName')?.value ?? '',
    /** `10:31`, with the day when it isn't today. */
    short(iso, now) {
      if (!iso) return '';
      const at = new Date(iso);
      const time = clock(at);
      return dayOf(at) === dayOf(now)
        ? time
        : `${format({ month: 'short', day: 'numeric' }).format(at)} ${time}`;
    },
    /** Today, yesterday, or the date. */
    day(iso, now) {
      const at = new Date(iso);
      const ago = [words.t('today'), words.t('yesterday')].find(
        (_name, days) => dayOf(at) === dayOf(new Date(now - days * 86_400_000)),
      );
      return ago ?? format(date).format(at);
    },
    sameDay: (a, b) => dayOf(new Date(a)) === dayOf(new Date(b)),
    /** Minutes since midnight. */
    minutes(at) {
      const [hours, minutes] = clock(at).split(':').map(Number);
      return hours * 60 + minutes;
    },
  };
}
