/** What is read of one message, in UTF-16 units; the raw message keeps the rest. */
export const maxRead = 20_000;

/** Marks on one letter that a real script can need; more is a prank that breaks screens. */
const marksKept = 4;

// Direction overrides, zero-width and filler characters, tags: they only hide what a text says. Emoji need
// their joiner and their variation selector.
const hidden = /(?![\uFE00-\uFE0F]|\u200D)\p{Default_Ignorable_Code_Point}|[\uFFF9-\uFFFB]/gu;
const looseJoiner =
  /(?<!\p{Extended_Pictographic}|\uFE0F|[\u{1F3FB}-\u{1F3FF}])\u200D|\u200D(?!\p{Extended_Pictographic})/gu;
const otherSpaces = /[\t\u00A0\u1680\u2000-\u200A\u202F\u205F]/g;
const lineEnds = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const keycap = /([0-9#*])\uFE0F?\u20E3/g;
const controls = /[\p{Cc}\p{Cs}\p{Co}]/gu;

/**
 * The text as a person sees it: no hidden or control characters, no half surrogates, no towers of marks.
 * Reads at most `maxRead` units. Cleaning twice changes nothing.
 */
export function cleanText(text: string): string {
  return text
    .slice(0, maxRead)
    .replace(lineEnds, '\n')
    .replace(otherSpaces, ' ')
    .replace(controls, (character) => (character === '\n' ? '\n' : ''))
    .replace(hidden, '')
    .replace(looseJoiner, '')
    .replace(new RegExp(`(\\p{M}{${marksKept}})\\p{M}+`, 'gu'), '$1')
    .replace(keycap, '$1')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** At most `max` UTF-16 units, never cutting through what a reader sees as one character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  if (max <= 0) return '';
  // A window is enough: what lies far behind the border cannot move it.
  const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text.slice(0, max + 64));
  const border = graphemes.containing(max)?.index ?? max;
  if (border > 0) return text.slice(0, border);
  // One monstrous character: at least no half of a surrogate pair.
  const half = /[\uD800-\uDBFF]/.test(text.charAt(max - 1));
  return text.slice(0, half ? max - 1 : max);
}
