import type { IncomingMessage } from 'node:http';
import { AppError } from './errors.ts';

/** A request body that is too big, of the wrong kind or cut off; the HTTP server answers with `status`. */
export class BodyRefused extends AppError {
  readonly code = 'body-refused';
  readonly status: 400 | 413 | 415;

  constructor(status: 400 | 413 | 415, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Reads a body of at most `limitBytes`. A slow one is cut by the server's request timeout (408).
 * @throws BodyRefused 413 above the limit, 415 when compressed (a bomb would pass the limit), 400 when cut off
 */
export function readBody(req: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const encoding = req.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    return Promise.reject(new BodyRefused(415, 'compressed bodies are not accepted'));
  if (Number(req.headers['content-length'] ?? 0) > limitBytes)
    return Promise.reject(new BodyRefused(413, 'the body is too large'));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      // What follows is read and dropped: closing early would take the answer away with it.
      if (size > limitBytes) reject(new BodyRefused(413, 'the body is too large'));
      else chunks.push(chunk);
    });
    req.once('end', () => resolve(Buffer.concat(chunks)));
    req.once('error', () => reject(new BodyRefused(400, 'the body was cut off')));
    req.once('close', () => reject(new BodyRefused(400, 'the body was cut off')));
  });
}

/**
 * Reads an HTML form's or webhook's `application/x-www-form-urlencoded` body.
 * @throws BodyRefused as `readBody`, and 415 for any other content type
 */
export async function readForm(req: IncomingMessage, limitBytes: number): Promise<URLSearchParams> {
  const type = (req.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded')
    throw new BodyRefused(415, 'expected application/x-www-form-urlencoded');
  return new URLSearchParams((await readBody(req, limitBytes)).toString('utf8'));
}
