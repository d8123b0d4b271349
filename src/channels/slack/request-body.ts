import type { IncomingMessage } from 'node:http';
import { AppError } from '../../lib/errors.ts';

export class BodyRefused extends AppError {
  readonly code = 'body-refused';
  readonly status: number;
  constructor(status: number, why: string) {
    super(why);
    this.status = status;
  }
}

/**
 * The raw bytes of a request.
 * @throws BodyRefused 413 over `mostBytes`, 408 when it drips longer than `withinMs`, 400 when it breaks off
 */
export function readRequestBody(
  request: IncomingMessage,
  { mostBytes, withinMs }: { mostBytes: number; withinMs: number },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const done = (result: Buffer | BodyRefused) => {
      clearTimeout(timer);
      request.off('data', onData).off('end', onEnd).off('close', onBroken).off('error', onBroken);
      if (result instanceof BodyRefused) reject(result);
      else resolve(result);
    };
    const onData = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > mostBytes) return done(new BodyRefused(413, 'the body is too big'));
      chunks.push(chunk);
    };
    const onEnd = () => done(Buffer.concat(chunks));
    const onBroken = () => done(new BodyRefused(400, 'the body broke off'));
    const timer = setTimeout(() => done(new BodyRefused(408, 'the body took too long')), withinMs);
    request.on('data', onData).on('end', onEnd).on('close', onBroken).on('error', onBroken);
  });
}
