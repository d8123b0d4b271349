import { describe, expect, it } from 'vitest';
import { pictureType } from '../../src/lib/picture-type.ts';
import { samples } from '../support/pictures.ts';

describe('what a file is', () => {
  it.each<[keyof typeof samples, string | undefined]>([
    ['png', 'image/png'],
    ['jpeg', 'image/jpeg'],
    ['gif', 'image/gif'],
    ['webp', 'image/webp'],
    ['html', undefined],
    ['svg', undefined],
    ['pdf', undefined],
  ])('is told by its bytes: %s', (kind, type) => {
    expect(pictureType(samples[kind])).toBe(type);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['one byte of a picture', samples.png.subarray(0, 1)],
    ['a picture behind a blank', Buffer.concat([Buffer.from(' '), samples.gif])],
    ['sound in the same wrapping as WebP', Buffer.from('RIFF\x24\x00\x00\x00WAVEfmt ', 'latin1')],
    ['an old GIF that never was', Buffer.from('GIF88a')],
  ])('is no picture: %s', (_what, bytes) => {
    expect(pictureType(bytes)).toBeUndefined();
  });
});
