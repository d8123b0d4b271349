/** Instants in the service's zone, in the page's language. */
export function createTime(words, zone) {
  const format = (options) =>
    new Intl.DateTimeFormat(words.language === 'en' ? 'en-GB' : 'zh-CN', { timeZone: zone(), ...options });
  const day = (at) => format({ year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
  const hour = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  return {
    /** `10:31`, with the day when it isn't today. */
    short(iso, now) {
      if (!iso) return '';
      const at = new Date(iso);
      const time = format(hour).format(at);
      return day(at) === day(now) ? time : `${format({ month: 'short', day: 'numeric' }).format(at)} ${time}`;
    },
    long: (at) =>
      format({ month: 'short', day: 'numeric', weekday: 'short', ...hour, second: '2-digit' }).format(at),
    minute: (at) => format({ month: 'short', day: 'numeric', ...hour }).format(at),
  };
}
