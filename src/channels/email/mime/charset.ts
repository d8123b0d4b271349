import iconv from 'iconv-lite';

/** Names that mails use, and the superset that really decodes what is sent under them. */
const supersets: Record<string, string> = {
  gb2312: 'gb18030',
  'gb_2312-80': 'gb18030',
  gbk: 'gb18030',
  'x-gbk': 'gb18030',
  cp936: 'gb18030',
  hz: 'gb18030',
  cp949: 'euc-kr',
  ks_c_5601: 'euc-kr',
  'ks_c_5601-1987': 'euc-kr',
  'x-sjis': 'shift_jis',
  cp932: 'shift_jis',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
};
/** Names that say nothing: the bytes have to tell. */
const unspoken = new Set([
  '',
  'us-ascii',
  'ascii',
  'ansi_x3.4-1968',
  'unknown-8bit',
  'x-unknown',
  'unknown',
  '8bit',
  'binary',
  'default',
  'auto',
]);

/** Text of bytes in a declared charset; a missing, unknown or plainly wrong declaration is guessed. Never throws. */
export function decodeText(bytes: Uint8Array, charset = ''): string {
  const label = charset
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '');
  const text =
    isAscii(bytes) && !/utf-?7|2022|utf-?16|utf-?32|hz/.test(label) ? latin1(bytes) : decode(bytes, label);
  return wellFormed(text);
}

function decode(bytes: Uint8Array, label: string): string {
  if (unspoken.has(label)) return guess(bytes);
  if (/^utf-?8$/.test(label)) return strict(bytes, 'utf-8') ?? guess(bytes);
  const name = supersets[label] ?? label;
  try {
    return new TextDecoder(name).decode(bytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return iconv.encodingExists(name) ? iconv.decode(Buffer.from(bytes), name) : guess(bytes);
  }
}

/**
 * Undeclared bytes: UTF-8 when they are valid UTF-8, else the double-byte set whose pairs they form, else Latin.
 * GB comes first: our senders' old clients leave it undeclared.
 */
function guess(bytes: Uint8Array): string {
  const utf8 = strict(bytes, 'utf-8');
  if (utf8 !== undefined) return utf8;
  if (pairs(bytes, (lead, trail) => lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1))
    return decodeAs(bytes, 'gb18030');
  if (
    pairs(
      bytes,
      (lead, trail) => lead >= 0xa1 && lead <= 0xf9 && (trail >= 0xa1 || (trail >= 0x40 && trail <= 0x7e)),
    )
  ) {
    return decodeAs(bytes, 'big5');
  }
  if (
    pairs(
      bytes,
      (lead, trail) => (lead <= 0x9f || lead >= 0xe0) && trail >= 0x40 && trail <= 0xfc && trail !== 0x7f,
    )
  ) {
    return decodeAs(bytes, 'shift_jis');
  }
  return decodeAs(bytes, 'windows-1252');
}

/** Whether every byte above ASCII begins a pair that fits, and there are enough of them to tell. */
function pairs(bytes: Uint8Array, fits: (lead: number, trail: number) => boolean): boolean {
  let seen = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) continue;
    if (!fits(lead, bytes[i + 1] ?? 0)) return false;
    seen++;
    i++;
  }
  return seen >= 2;
}

const decodeAs = (bytes: Uint8Array, name: string): string => new TextDecoder(name).decode(bytes);
const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

function strict(bytes: Uint8Array, name: string): string | undefined {
  try {
    return new TextDecoder(name, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function isAscii(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte < 0x80);
}

/** No NUL and no half of a surrogate pair: neither can be stored as valid UTF-8. */
function wellFormed(text: string): string {
  const whole = /[\ud800-\udfff]/.test(text) ? Buffer.from(text, 'utf8').toString('utf8') : text;
  return whole.replaceAll('\0', '');
}
