import { decodeText } from './charset.ts';
import { type Header, headerOf, parseHead } from './head.ts';
import { parseParams } from './params.ts';
import { decodeTransfer } from './transfer.ts';
import { decodeWords } from './words.ts';

/** A leaf of a mail: a text, a file, an embedded mail (which is not opened here). */
export interface Part {
  headers: Header[];
  /** `text/plain`, in lower case. */
  type: string;
  params: ReadonlyMap<string, string>;
  /** The kinds of multipart around it, outermost first. */
  within: readonly string[];
  attached: boolean;
  inline: boolean;
  name: string;
  /** Decoded from its transfer encoding. */
  content(): Buffer;
  text(): string;
}

export interface Mail {
  headers: Header[];
  type: string;
  params: ReadonlyMap<string, string>;
  parts: Part[];
  /** Something was left out: too deep, too many parts, too long a head. */
  cut: boolean;
}

const maxDepth = 50;
const maxParts = 500;

/** Reads a whole mail into its leaves; bounded in depth and number, linear in size at each depth. */
export function parseMail(bytes: Buffer): Mail {
  const head = parseHead(bytes);
  const mail: Mail = { headers: head.headers, ...typeOf(head.headers, ''), parts: [], cut: head.cut };
  walk(head.headers, bytes.subarray(head.bodyAt), [], mail);
  return mail;
}

function typeOf(headers: Header[], outer: string): { type: string; params: ReadonlyMap<string, string> } {
  const fallback = outer === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  const { value, params } = parseParams(headerOf(headers, 'content-type') ?? fallback);
  if (/^[^/\s]+\/[^/\s]+$/.test(value)) return { type: value, params };
  return {
    type: value.startsWith('multipart') && params.has('boundary') ? 'multipart/mixed' : 'text/plain',
    params,
  };
}

function walk(headers: Header[], body: Buffer, within: readonly string[], mail: Mail): void {
  const { type, params } = typeOf(headers, within.at(-1) ?? '');
  if (!type.startsWith('multipart/')) {
    leaf(headers, type, params, body, within, mail);
    return;
  }
  const boundary = params.get('boundary')?.trim() || guessedBoundary(body);
  if (!boundary || within.length >= maxDepth) {
    mail.cut ||= within.length >= maxDepth;
    leaf(headers, 'text/plain', params, body, within, mail);
    return;
  }
  let found = false;
  for (const section of sections(body, boundary)) {
    found = true;
    if (mail.parts.length >= maxParts) {
      mail.cut = true;
      return;
    }
    const head = parseHead(section);
    mail.cut ||= head.cut;
    walk(head.headers, section.subarray(head.bodyAt), [...within, type], mail);
  }
  if (found) return;
  // Its pieces are not where it says: what is there is shown as it is, and people are told so.
  mail.cut ||= body.toString('latin1', 0, 2000).trim() !== '';
  leaf(headers, 'text/plain', params, body, within, mail);
}

/** A multipart that names no boundary usually still has one: its first line of dashes. */
function guessedBoundary(body: Buffer): string | undefined {
  return /^--([^\s-][^\r\n]{0,69}|-+[^\r\n]{1,69})$/m.exec(body.toString('latin1', 0, 4096))?.[1]?.trimEnd();
}

/** The pieces between the delimiter lines; a missing last delimiter ends at the end. */
function* sections(body: Buffer, boundary: string): Generator<Buffer> {
  const mark = Buffer.from(`--${boundary}`, 'utf8');
  let start = -1;
  let at = body.indexOf(mark);
  while (at >= 0) {
    const line = delimiterLine(body, at, mark.length);
    if (line) {
      if (start >= 0) yield body.subarray(start, lineEndBefore(body, at, start));
      if (line.last) return;
      start = line.next;
    }
    at = body.indexOf(mark, at + mark.length);
  }
  if (start >= 0 && start < body.length) yield body.subarray(start);
}

function delimiterLine(
  body: Buffer,
  at: number,
  length: number,
): { last: boolean; next: number } | undefined {
  if (at > 0 && body[at - 1] !== 10) return undefined;
  const newline = body.indexOf(10, at);
  const next = newline < 0 ? body.length : newline + 1;
  const rest = body.toString('latin1', at + length, Math.min(next, at + length + 200)).trim();
  if (rest === '') return { last: false, next };
  return rest === '--' ? { last: true, next } : undefined;
}

function lineEndBefore(body: Buffer, at: number, from: number): number {
  if (at - 2 >= from && body[at - 2] === 13) return at - 2;
  return Math.max(from, at - 1);
}

function leaf(
  headers: Header[],
  type: string,
  params: ReadonlyMap<string, string>,
  body: Buffer,
  within: readonly string[],
  mail: Mail,
): void {
  const disposition = parseParams(headerOf(headers, 'content-disposition') ?? '');
  const encoding = headerOf(headers, 'content-transfer-encoding') ?? '';
  const content = () => decodeTransfer(body, encoding);
  mail.parts.push({
    headers,
    type,
    params,
    within,
    attached: disposition.value.startsWith('attachment'),
    inline: disposition.value.startsWith('inline') || headerOf(headers, 'content-id') !== undefined,
    name: decodeWords(disposition.params.get('filename') ?? params.get('name') ?? ''),
    content,
    text: () => decodeText(content(), params.get('charset')).replace(/\r\n?/g, '\n'),
  });
}
