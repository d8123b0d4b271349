/** A part's bytes without their Content-Transfer-Encoding; what is none we know is left as it is. */
export function decodeTransfer(bytes: Buffer, encoding: string): Buffer {
  const name = encoding.trim().toLowerCase().split(/[\s;]/)[0] ?? '';
  if (name === 'base64' && !isBase64(bytes)) return bytes;
  if (name === 'base64') return Buffer.from(bytes.toString('latin1').replace(/[^a-z0-9+/]/gi, ''), 'base64');
  if (name === 'quoted-printable') return quotedPrintable(bytes);
  if (/^x?-?uu(encode|e)?$/.test(name)) return uudecoded(bytes);
  return bytes;
}

/** Some senders only say so: what is mostly something else is text as it stands. */
function isBase64(bytes: Buffer): boolean {
  const start = bytes.toString('latin1', 0, 4096).replace(/\s/g, '');
  const foreign = start.replace(/[a-z0-9+/=_-]/gi, '').length;
  return foreign * 5 <= start.length;
}

function quotedPrintable(bytes: Buffer): Buffer {
  const out = Buffer.alloc(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte !== 61) {
      out[length++] = byte;
      continue;
    }
    const soft = softBreak(bytes, i + 1);
    const code = Number.parseInt(bytes.toString('latin1', i + 1, i + 3), 16);
    if (soft > 0) i += soft;
    else if (/^[0-9a-f]{2}$/i.test(bytes.toString('latin1', i + 1, i + 3))) {
      out[length++] = code;
      i += 2;
    } else out[length++] = byte;
  }
  return out.subarray(0, length);
}

/** How many bytes a soft line break takes after `=`; 0 when there is none. */
function softBreak(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === 32 || bytes[at] === 9) at++;
  if (bytes[at] === 13) at++;
  if (bytes[at] === 10) return at + 1 - from;
  return at >= bytes.length ? at - from + 1 : 0;
}

function uudecoded(bytes: Buffer): Buffer {
  const out: Buffer[] = [];
  for (const line of bytes.toString('latin1').split(/\r?\n/)) {
    if (/^begin \d{3}/.test(line)) continue;
    if (line === 'end' || line === '`') break;
    const size = ((line.codePointAt(0) ?? 32) - 32) & 63;
    const sextets = [...line.slice(1)].map((char) => (char.charCodeAt(0) - 32) & 63);
    const row = Buffer.alloc(Math.ceil(sextets.length / 4) * 3);
    for (let i = 0, at = 0; i < sextets.length; i += 4, at += 3) {
      const [a = 0, b = 0, c = 0, d = 0] = sextets.slice(i, i + 4);
      row[at] = ((a << 2) | (b >> 4)) & 255;
      row[at + 1] = ((b << 4) | (c >> 2)) & 255;
      row[at + 2] = ((c << 6) | d) & 255;
    }
    out.push(row.subarray(0, size));
  }
  return Buffer.concat(out);
}
