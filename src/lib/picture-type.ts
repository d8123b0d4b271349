/** The pictures that every browser shows and that can't carry a script. */
export const pictureTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;
export type PictureType = (typeof pictureTypes)[number];

const starts = (bytes: Uint8Array, text: string, at = 0): boolean =>
  [...text].every((letter, n) => bytes[at + n] === letter.charCodeAt(0));

/** What picture these bytes are, whatever they are called; undefined: none that is shown as one. */
export function pictureType(bytes: Uint8Array): PictureType | undefined {
  if (starts(bytes, '\x89PNG\r\n\x1a\n')) return 'image/png';
  if (starts(bytes, '\xff\xd8\xff')) return 'image/jpeg';
  if (starts(bytes, 'GIF87a') || starts(bytes, 'GIF89a')) return 'image/gif';
  return starts(bytes, 'RIFF') && starts(bytes, 'WEBP', 8) ? 'image/webp' : undefined;
}
