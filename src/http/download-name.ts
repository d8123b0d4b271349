import type { PictureType } from '../lib/picture-type.ts';

const endings: Record<PictureType, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
};

/** What a double click opens in a program for documents, pictures or sound; a macro or a script it does not. */
const harmless = new Set(
  'pdf txt csv log doc docx xls xlsx ppt pptx odt ods wps et dps md rtf zip rar 7z gz eml heic heif bmp tif tiff mp3 m4a wav amr ogg mp4 mov m4v 3gp avi'.split(
    ' ',
  ),
);
/** Names that a system keeps for its devices. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;
const mostCharacters = 80;

/** A sender's name for a file without a path, hidden signs, or an ending that could run. */
function safeName(name: string, picture: PictureType | undefined): string {
  const last = name.slice(-400).normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const plain = last.replace(/[\p{C}\p{Zl}\p{Zp}"*:<>?|;%]/gu, '').replace(/^[.\s]+|[.\s]+$/g, '');
  const [, stem = '', ending = ''] = /^(.*?)(?:\.([^.]{1,8}))?$/su.exec(plain) ?? [];
  const short = Array.from(stem).slice(0, mostCharacters).join('').trim();
  const base =
    short === '' || devices.test(short.split('.')[0] ?? '') ? `file-${short}`.replace(/-$/, '') : short;
  if (picture) return `${base}.${endings[picture]}`;
  const known = ending.toLowerCase();
  return harmless.has(known) ? `${base}.${known}` : `${base}${ending === '' ? '' : `.${ending}`}.bin`;
}

/** The `filename` parameters of a Content-Disposition: for every browser, and with its real letters. */
export function downloadName(name: string, picture: PictureType | undefined): string {
  const safe = safeName(name, picture);
  const ascii = safe.replace(/[^A-Za-z0-9._ -]/g, '_');
  const encoded = encodeURIComponent(safe).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
