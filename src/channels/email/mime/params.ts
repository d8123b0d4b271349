import { decodeText } from './charset.ts';
import { decodeWords } from './words.ts';

/** `text/plain; charset="utf-8"` taken apart: the value in lower case, parameter names too. */
export interface Parameterised {
  value: string;
  params: ReadonlyMap<string, string>;
}

/** Content-Type and Content-Disposition, with RFC 2231 continuations and charsets; broken ones give what they have. */
export function parseParams(header: string): Parameterised {
  const [first = '', ...rest] = splitOutsideQuotes(header.slice(0, 64 * 1024));
  const params = new Map<string, string>();
  const pieces = new Map<string, { at: number; text: string; encoded: boolean }[]>();
  for (const piece of rest) {
    const equals = piece.indexOf('=');
    if (equals < 0) continue;
    const name = piece.slice(0, equals).trim().toLowerCase();
    const text = unquote(piece.slice(equals + 1).trim());
    const split = /^([^*]+)\*(\d{1,3})?(\*)?$/.exec(name);
    if (!split) {
      if (!params.has(name)) params.set(name, decodeWords(text));
      continue;
    }
    const base = split[1] ?? '';
    const list = pieces.get(base) ?? [];
    list.push({ at: Number(split[2] ?? 0), text, encoded: split[2] === undefined || split[3] !== undefined });
    pieces.set(base, list);
  }
  for (const [name, list] of pieces) params.set(name, joined(list));
  return { value: first.trim().toLowerCase(), params };
}

function joined(list: { at: number; text: string; encoded: boolean }[]): string {
  const ordered = list.sort((a, b) => a.at - b.at);
  const [head] = ordered;
  const spoken = head?.encoded ? /^([^']*)'[^']*'(.*)$/s.exec(head.text) : null;
  const charset = spoken?.[1] ?? '';
  const bytes = ordered.map(({ text, encoded }, index) => {
    const value = index === 0 && spoken ? (spoken[2] ?? '') : text;
    return encoded ? percentDecoded(value) : Buffer.from(value, 'utf8');
  });
  return decodeText(Buffer.concat(bytes), charset);
}

function percentDecoded(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  const plain = bytes.replace(/%([0-9a-f]{2})/gi, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(plain, 'latin1');
}

function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  const closed = text.endsWith('"') && text.length > 1 ? text.slice(1, -1) : text.slice(1);
  return closed.replace(/\\(.)/g, '$1');
}

function splitOutsideQuotes(text: string): string[] {
  const parts: string[] = [];
  let quoted = false;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '\\' && quoted) i++;
    else if (char === '"') quoted = !quoted;
    else if (char === ';' && !quoted) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}
