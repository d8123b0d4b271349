import { decodeText } from './charset.ts';

/** A header as it stood: name in lower case, value unfolded, encoded words still encoded. */
export interface Header {
  name: string;
  value: string;
}

export interface Head {
  headers: Header[];
  /** Where the body begins, in bytes. */
  bodyAt: number;
  /** More was there than we read. */
  cut: boolean;
}

const maxHeadBytes = 512 * 1024;
const maxHeaders = 1000;
const maxValue = 64 * 1024;
const LF = 10;

/** The header block at the start of these bytes. Bytes that begin with no header at all are all body. */
export function parseHead(bytes: Buffer): Head {
  const headers: Header[] = [];
  let at = 0;
  let cut = false;
  while (at < bytes.length) {
    const newline = bytes.indexOf(LF, at);
    const end = newline < 0 ? bytes.length : newline + 1;
    const line = bytes.subarray(at, Math.min(end, at + maxValue));
    const text = decodeText(line).replace(/[\r\n]+$/, '');
    if (text.trim() === '') {
      // A blank first line is a stray one before the headers only when headers follow it.
      if (headers.length > 0 || at > 0 || !startsLikeHeader(bytes, end)) return { headers, bodyAt: end, cut };
      at = end;
      continue;
    }
    if (headers.length >= maxHeaders || at > maxHeadBytes) {
      return { headers, bodyAt: blankLineAfter(bytes, at), cut: true };
    }
    const field = fieldIn(text);
    if (!field && headers.length > 0 && !/^[ \t]/.test(text) && !headerFollows(bytes, end))
      return { headers, bodyAt: at, cut };
    if (/^[ \t]/.test(text) || (!field && headers.length > 0)) append(headers.at(-1), text);
    else if (field) headers.push({ name: (field[1] ?? '').toLowerCase(), value: (field[2] ?? '').trim() });
    else if (!/^>?From /.test(text)) return { headers, bodyAt: 0, cut };
    cut ||= end - at > maxValue;
    at = end;
  }
  return { headers, bodyAt: bytes.length, cut };
}

const fieldIn = (line: string): RegExpExecArray | null => /^([!-9;-~]{1,200})[ \t]*:(.*)$/s.exec(line);

/**
 * A line that is no header, where headers are: a badly folded one when a header comes within a few lines, else the
 * body of a mail that forgot the blank line before it.
 */
function headerFollows(bytes: Buffer, from: number): boolean {
  const lines = bytes.toString('latin1', from, from + 4096).split(/\r?\n/, 6);
  const blank = lines.findIndex((line) => line.trim() === '');
  return lines.slice(0, blank < 0 ? undefined : blank).some((line) => fieldIn(line) !== null);
}

function append(header: Header | undefined, text: string): void {
  if (header && header.value.length < maxValue) header.value = `${header.value} ${text.trim()}`.trim();
}

function startsLikeHeader(bytes: Buffer, at: number): boolean {
  return /^[!-9;-~]{1,200}:/.test(bytes.toString('latin1', at, at + 220));
}

function blankLineAfter(bytes: Buffer, at: number): number {
  const found = [
    ['\n\n', 2],
    ['\n\r\n', 3],
  ].flatMap(([mark, length]) => {
    const index = bytes.indexOf(mark as string, at, 'latin1');
    return index < 0 ? [] : [index + (length as number)];
  });
  return found.length > 0 ? Math.min(...found) : bytes.length;
}

/** The first header of this name, raw. */
export const headerOf = (headers: readonly Header[], name: string): string | undefined =>
  headers.find((header) => header.name === name)?.value;
