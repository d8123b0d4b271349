import type { MediaGiven } from './hub.ts';

const padded = (start: string, more = 60): Buffer =>
  Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(more, start.length)]);

/** The smallest real one, so that a browser shows it too. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

/** Bytes that begin as each kind of file does. */
export const samples = {
  png,
  jpeg: padded('\xff\xd8\xff\xe0\x00\x10JFIF\x00'),
  gif: padded('GIF89a'),
  webp: padded('RIFF\x24\x00\x00\x00WEBPVP8 '),
  html: Buffer.from('<!doctype html><script>alert(1)</script>'),
  svg: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
  pdf: padded('%PDF-1.7\n'),
};

/** A picture nobody has sent before: the same kind with a mark of its own at its end. */
export const picture = (kind: 'png' | 'jpeg' | 'gif' | 'webp', mark: string): Buffer =>
  Buffer.concat([samples[kind], Buffer.from(mark)]);

export const media = (bytes: Buffer, name: string, type: string): MediaGiven => ({
  name,
  type,
  base64: bytes.toString('base64'),
});
