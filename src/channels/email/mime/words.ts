import { decodeText } from './charset.ts';

const word = /=\?([^?\s]{1,60})\?([bq])\?([^?]*)\?=/gi;

/** RFC 2047: `=?gb2312?B?…?=` to text. Words of one charset side by side are joined first: clients cut inside characters. */
export function decodeWords(value: string): string {
  const out: string[] = [];
  let run: { charset: string; bytes: Buffer[] } | undefined;
  let end = 0;
  const flush = () => {
    if (run) out.push(decodeText(Buffer.concat(run.bytes), run.charset));
    run = undefined;
  };
  for (const match of value.matchAll(word)) {
    const [whole, label = '', kind = '', payload = ''] = match;
    const between = value.slice(end, match.index);
    const charset = (label.split('*')[0] ?? '').toLowerCase();
    const beside = run !== undefined && between.trim() === '';
    if (!beside || run?.charset !== charset) {
      flush();
      if (!beside) out.push(between);
      run = { charset, bytes: [] };
    }
    run?.bytes.push(kind.toLowerCase() === 'b' ? Buffer.from(payload, 'base64') : decodeQ(payload));
    end = match.index + whole.length;
  }
  flush();
  out.push(value.slice(end));
  // A newline smuggled through an encoded word must not begin a header of its own anywhere later.
  return out.join('').replace(/[\r\n\t]+/g, ' ');
}

function decodeQ(payload: string): Buffer {
  const bytes = payload
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}
