/** The provider blocks these itself, whole message, any case; its list of 2025. */
const stops = new Set([
  'stop',
  'stopall',
  'unsubscribe',
  'end',
  'quit',
  'revoke',
  'optout',
  'opt out',
  'cancel',
]);
const chineseStops = new Set(['退订', '取消订阅', '停止', '不要再发', '别再发了', '别再发']);
/** Customs of the mainland's own networks; elsewhere a lone N may well mean "no". */
const mainlandStops = new Set(['t', 'td', 'n']);
const starts = new Set(['start', 'unstop', '恢复订阅', '重新订阅']);

/**
 * What a text says about being texted at all. `yes` also resubscribes for the provider, but people
 * answer questions with it: it stays a text as well.
 */
export function subscriptionIn(text: string, from: string): 'stop' | 'start' | 'yes' | undefined {
  const word = text
    .normalize('NFKC')
    .replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '')
    .replace(/\s+/g, ' ')
    .toLowerCase();
  const chinese = word.replace(/^回复?/, '');
  if (stops.has(word) || chineseStops.has(chinese)) return 'stop';
  if (from.startsWith('+86') && mainlandStops.has(chinese)) return 'stop';
  if (starts.has(word)) return 'start';
  return word === 'yes' ? 'yes' : undefined;
}
