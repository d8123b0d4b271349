import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measure, oneSegment } from '../../src/domain/notice/segments.ts';
import { clip, drop, fitTo, oneLine, shrink } from '../../templates/fit.ts';

const limit = { gsm7: 20, ucs2: 10 };

describe('making a text fit', () => {
  it('leaves a text alone that fits', () => {
    expect(fitTo(['ticket 1, ', drop(1, 'sorry')], limit)).toBe('ticket 1, sorry');
  });
  it('lets the lowest rank go first, and no more than needed', () => {
    const parts = [drop(2, 'second. '), 'stays. ', drop(1, 'first.')];
    expect(fitTo(parts, { gsm7: 21, ucs2: 10 })).toBe('second. stays. first.');
    expect(fitTo(parts, { gsm7: 20, ucs2: 10 })).toBe('second. stays. ');
    expect(fitTo(parts, { gsm7: 14, ucs2: 10 })).toBe('stays. ');
  });
  it('takes a shorter wording before leaving the clause out', () => {
    expect(fitTo(['a: ', shrink(1, 'a long wording', 'short')], { gsm7: 10, ucs2: 10 })).toBe('a: short');
  });
  it('cuts the end when nothing gives way, with dots of the same alphabet', () => {
    expect(fitTo(['abcdefghijklmnopqrstuvwxyz'], limit)).toBe('abcdefghijklmnopq...');
    expect(fitTo(['一二三四五六七八九十一二'], limit)).toBe('一二三四五六七八九…');
  });
  it('never cuts an emoji in half', () => {
    expect(fitTo(['🔥🔥🔥🔥🔥🔥'], limit)).toBe('🔥🔥🔥🔥…');
  });
  it('is one segment, whatever the parts', () => {
    const words = fc.string({ unit: fc.constantFrom(...'ab [€断🔥é…'), maxLength: 200 });
    const part = fc.oneof(
      words,
      fc.tuple(fc.nat(9), words, words).map(([rank, long, short]) => drop(rank, long, short)),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        expect(measure(fitTo(parts, oneSegment)).segments).toBe(1);
      }),
    );
  });
});

describe('pieces of a text', () => {
  it.each([
    ['短标题', 8, '短标题'],
    ['一个超过八个字的标题', 8, '一个超过八个字…'],
    ['🔥🔥🔥', 2, '🔥…'],
  ])('%s within %i', (text, length, expected) => {
    expect(clip(text, length)).toBe(expected);
  });
  it('puts a note of several lines on one', () => {
    expect(oneLine('  a\r\n\tb\u0007c ')).toBe('a b c');
  });
});
