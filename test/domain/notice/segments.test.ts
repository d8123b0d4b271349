import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, it } from 'vitest';
import { fitsWithin, isGsm7, measure, oneSegment, toGsm7 } from '../../../src/domain/notice/segments.ts';

const library = (text: string) => {
  const counted = new SegmentedMessage(text);
  return { encoding: counted.encodingName, segments: counted.segmentsCount };
};

describe('counting the segments of a text', () => {
  it.each([
    ['70 Chinese characters', '断'.repeat(70), 'UCS-2', 70, 1],
    ['71 Chinese characters', '断'.repeat(71), 'UCS-2', 71, 2],
    ['134 Chinese characters', '断'.repeat(134), 'UCS-2', 134, 2],
    ['135 Chinese characters', '断'.repeat(135), 'UCS-2', 135, 3],
    ['160 plain letters', 'a'.repeat(160), 'GSM-7', 160, 1],
    ['161 plain letters', 'a'.repeat(161), 'GSM-7', 161, 2],
    ['80 brackets, two septets each', '['.repeat(80), 'GSM-7', 160, 1],
    ['81 brackets', '['.repeat(81), 'GSM-7', 162, 2],
    ['one curly quote among letters', `${'a'.repeat(70)}\u2019`, 'UCS-2', 71, 2],
    ['35 emoji, two units each', '🔥'.repeat(35), 'UCS-2', 70, 1],
    ['36 emoji', '🔥'.repeat(36), 'UCS-2', 72, 2],
    ['an emoji that would straddle two segments', `${'断'.repeat(66)}🔥${'断'.repeat(66)}`, 'UCS-2', 134, 3],
    ['an escape that would straddle two segments', `${'a'.repeat(152)}[${'a'.repeat(152)}`, 'GSM-7', 306, 3],
    ['nothing', '', 'GSM-7', 0, 1],
  ])('%s', (_what, text, encoding, units, segments) => {
    expect(measure(text)).toEqual({ encoding, units, segments });
  });

  it('agrees with the library on Chinese, English and mixed texts of any length', () => {
    const letter = fc.oneof(
      fc.constantFrom(...'abcXYZ019 .,:;!?@£$èé_ΔΦ[]{}^~|€\\'),
      fc.constantFrom(...'断网电机房，。：“”（）【】'),
    );
    const plain = fc.array(fc.constantFrom(...'abcXYZ019 .,:;!?@£$èé_ΔΦ[]{}^~|€\\'), { maxLength: 400 });
    const any = fc.array(letter, { maxLength: 400 });
    fc.assert(
      fc.property(fc.oneof(plain, any), (letters) => {
        const text = letters.join('');
        const { encoding, segments } = measure(text);
        // The library counts no segment for an empty text.
        expect({ encoding, segments }).toEqual(text === '' ? { encoding, segments } : library(text));
      }),
      { numRuns: 500 },
    );
  });

  it('says of every single character what the library says', () => {
    for (let code = 0x0a; code < 0x3000; code += 1) {
      const text = String.fromCodePoint(code);
      // The library keeps a form feed out of GSM-7 or in, depending on its version; nobody texts one.
      if (code === 0x0c || code === 0x0d || code === 0x1b) continue;
      expect([code, isGsm7(text) ? 'GSM-7' : 'UCS-2']).toEqual([code, library(text).encoding]);
    }
  });
});

describe('writing a text in GSM-7 letters', () => {
  it.each([
    ['curly quotes', '“It’s down”', '"It\'s down"'],
    ['dashes and dots', 'A–B — C…', 'A-B - C...'],
    ['letters with accents', 'José Núñez, Łódź', undefined],
    ['letters that only lose an accent', 'José Núñez', 'José Nuñez'],
    ['Chinese', '王磊', undefined],
    ['plain', 'Wang Lei', 'Wang Lei'],
  ])('%s', (_what, text, expected) => {
    expect(toGsm7(text)).toBe(expected);
  });

  it('never answers something outside the alphabet', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const plain = toGsm7(text);
        expect(plain === undefined || isGsm7(plain)).toBe(true);
      }),
    );
  });

  it('holds a text to the limit of its own alphabet', () => {
    expect(fitsWithin('a'.repeat(160), oneSegment)).toBe(true);
    expect(fitsWithin(`${'a'.repeat(70)}断`, oneSegment)).toBe(false);
  });
});
