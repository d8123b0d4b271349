import type { Message } from '../../domain/message.ts';
import { segmentsOf } from './segments.ts';

/** More parts than that cost money and arrive out of order. */
const maxSegments = 3;

/** Typographic characters that alone would turn 160 letters a part into 70. */
const plain: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
  '−': '-',
  '…': '...',
  '•': '-',
  '·': '-',
  '\u00a0': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
  '\u200b': '',
  '×': 'x',
  '→': '->',
  '`': "'",
};
const typographic = new RegExp(`[${Object.keys(plain).join('')}]`, 'gu');

/** Control and direction characters can disguise a text; a line break may stay. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const unseen = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** What a country's networks let through; a text with anything else in it is dropped without a word. */
export interface Allowed {
  links: boolean;
  numbers: boolean;
}

/** What an SMS shows of a message: `short`, without links and phone numbers where networks drop texts with them. */
export function renderSms(message: Message, { links, numbers }: Allowed): string {
  const cleaned = message.short.replace(unseen, '');
  const linkless = links ? cleaned : withoutLinks(cleaned);
  const text = (numbers ? linkless : withoutNumbers(linkless)).trim();
  return fitted(message.locale === 'en' ? inGsm7(text) : text);
}

/** Replaced only when that alone makes the text GSM-7: a name in Chinese keeps its quotation marks. */
function inGsm7(text: string): string {
  const replaced = text.replace(typographic, (character) => plain[character] ?? character);
  return segmentsOf(replaced).encoding === 'GSM-7' ? replaced : text;
}

const withoutLinks = (text: string): string =>
  text.replace(/[a-z][a-z0-9+.-]*:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+/gi, '').replace(/ {2,}/g, ' ');

/** Eight digits and more: a ticket's number, a code and an hour are shorter. */
const withoutNumbers = (text: string): string => text.replace(/\+?\d(?:[ -]?\d){7,}/g, '…');

/** Cut between what people see as characters, so that no emoji breaks. */
function fitted(text: string): string {
  if (segmentsOf(text).segments <= maxSegments) return text;
  const graphemes = Array.from(new Intl.Segmenter().segment(text.slice(0, 600)), ({ segment }) => segment);
  const ellipsis = segmentsOf(text).encoding === 'GSM-7' ? '...' : '…';
  const cutAt = (length: number) => graphemes.slice(0, length).join('') + ellipsis;
  let [fits, tooLong] = [0, graphemes.length];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (segmentsOf(cutAt(middle)).segments <= maxSegments) fits = middle;
    else tooLong = middle;
  }
  return cutAt(fits);
}
