/**
 * How an SMS is counted (3GPP TS 23.038): one segment holds 160 GSM-7 septets or 70 UCS-2 units, each
 * of several holds 153 or 67. One character outside the GSM-7 alphabet turns the whole text into UCS-2.
 */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Sent as an escape and a character: two septets. */
const EXTENDED = '\f^{}\\[~]|€';

export interface SegmentLimit {
  gsm7: number;
  ucs2: number;
}

export const oneSegment: SegmentLimit = { gsm7: 160, ucs2: 70 };
const ofMany: SegmentLimit = { gsm7: 153, ucs2: 67 };

export interface Measured {
  encoding: 'GSM-7' | 'UCS-2';
  /** Septets or 16-bit units. */
  units: number;
  segments: number;
}

export const isGsm7 = (text: string): boolean =>
  [...text].every((c) => BASIC.includes(c) || EXTENDED.includes(c));

/** Septets or 16-bit units of each character: a pair of either kind is never split over two segments. */
function sizes(text: string): { encoding: Measured['encoding']; each: number[] } {
  const characters = [...text];
  if (isGsm7(text)) return { encoding: 'GSM-7', each: characters.map((c) => (EXTENDED.includes(c) ? 2 : 1)) };
  return { encoding: 'UCS-2', each: characters.map((c) => c.length) };
}

export function measure(text: string): Measured {
  const { encoding, each } = sizes(text);
  const key = encoding === 'GSM-7' ? 'gsm7' : 'ucs2';
  const units = each.reduce((sum, size) => sum + size, 0);
  if (units <= oneSegment[key]) return { encoding, units, segments: 1 };
  let segments = 1;
  let filled = 0;
  for (const size of each) {
    if (filled + size > ofMany[key]) {
      segments += 1;
      filled = 0;
    }
    filled += size;
  }
  return { encoding, units, segments };
}

export function fitsWithin(text: string, limit: SegmentLimit): boolean {
  const { encoding, units } = measure(text);
  return units <= (encoding === 'GSM-7' ? limit.gsm7 : limit.ucs2);
}

const SPELLED: Record<string, string> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u2013': '-',
  '\u2014': '-',
  '\u2026': '...',
  '\u00a0': ' ',
  '\u3000': ' ',
  '\u00b7': '.',
  '\u00d7': 'x',
  '\t': ' ',
};

/** The text in GSM-7 letters where that reads the same (curly quotes, accents); undefined for other scripts. */
export function toGsm7(text: string): string | undefined {
  let out = '';
  for (const character of text.normalize('NFC')) {
    if (isGsm7(character)) {
      out += character;
      continue;
    }
    const plain = SPELLED[character] ?? character.normalize('NFKD').replace(/\p{M}/gu, '');
    if (!isGsm7(plain)) return undefined;
    out += plain;
  }
  return out;
}
