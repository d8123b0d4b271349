import { fitsWithin, type SegmentLimit } from '../src/domain/notice/segments.ts';

/**
 * A piece of a short text: fixed, or with shorter wordings to fall back on. When a text is too long the
 * piece with the lowest rank gives way first, one wording at a time; equal ranks give way from the left.
 */
export type Part = string | { rank: number; wordings: string[] };

/** Shorter wordings, longest first; the last one always stays. */
export const shrink = (rank: number, ...wordings: string[]): Part => ({ rank, wordings });
/** Shorter wordings, longest first; in the end it is left out. */
export const drop = (rank: number, ...wordings: string[]): Part => ({ rank, wordings: [...wordings, ''] });

/** A line break or a control character has no place in one sentence. */
export const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

/** At most `length` characters, the dots included; never half of a pair. */
export function clip(text: string, length: number, dots = '…'): string {
  const characters = [...text];
  return characters.length <= length
    ? text
    : `${characters.slice(0, Math.max(0, length - dots.length)).join('')}${dots}`;
}

/** Joins the parts, giving way in the order of their ranks until the text is within the limit; then cuts its end. */
export function fitTo(parts: Part[], limit: SegmentLimit): string {
  const left = parts.map((part) => (typeof part === 'string' ? { rank: 0, wordings: [part] } : part));
  const chosen = left.map(() => 0);
  const text = () => left.map((part, index) => part.wordings[chosen[index] ?? 0] ?? '').join('');
  while (!fitsWithin(text(), limit)) {
    let next = -1;
    for (const [index, part] of left.entries()) {
      if ((chosen[index] ?? 0) + 1 >= part.wordings.length) continue;
      if (next < 0 || part.rank < (left[next]?.rank ?? 0)) next = index;
    }
    if (next < 0) return cut(text(), limit);
    chosen[next] = (chosen[next] ?? 0) + 1;
  }
  return text();
}

function cut(text: string, limit: SegmentLimit): string {
  const characters = [...text.slice(0, 2 * Math.max(limit.gsm7, limit.ucs2))];
  for (let length = characters.length; length > 0; length -= 1) {
    const start = characters.slice(0, length).join('');
    // "…" is outside GSM-7 and would turn 160 places into 70.
    const candidate = [`${start}...`, `${start}…`].find((one) => fitsWithin(one, limit));
    if (candidate !== undefined) return candidate;
  }
  return '';
}
