import type { Locale } from '../../domain/locale.ts';

/*
 * Signs that change how other text looks: direction overrides and isolates, zero-width spaces, control
 * characters. The zero-width joiners stay, emoji and several scripts need them.
 */
const tricks = /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;

/** Half an emoji becomes a replacement sign. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');

/** No message shows more; what is cut off here need not be looked at. */
const mostRead = 40_000;

/** Text that shows what it says: no reordering, nothing invisible, no broken surrogate. */
export const cleaned = (text: string): string =>
  wellFormed(text.slice(0, mostRead))
    .replace(/\r\n?/g, '\n')
    .replace(tricks, (sign) => (sign === '\n' || sign === '\t' ? sign : ''));

/** Slack refuses text with nothing in it. */
export const orElse = (text: string, otherwise: string): string => (text.trim() === '' ? otherwise : text);

/** At most `length` units, no emoji cut in half, ending in `tail` when something is left out. */
export function cut(text: string, length: number, tail = '…'): string {
  if (text.length <= length) return text;
  const kept = text.slice(0, Math.max(0, length - tail.length));
  const last = kept.charCodeAt(kept.length - 1);
  return (last >= 0xd800 && last <= 0xdbff ? kept.slice(0, -1) : kept) + tail;
}

export const moreTail = (locale: Locale): string => (locale === 'en' ? '… (more)' : '…（未完）');

/** For text that Slack reads as markup (`text` of a message): nobody is pinged, no link is forged. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
