import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { BodyRefused, readRequestBody } from './request-body.ts';

const freshForSeconds = 300;

/** Slack's own check looks only backwards; a timestamp from the future could be replayed for longer. */
export function isFresh(timestamp: string, now: Date): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  return Math.abs(Math.floor(now.getTime() / 1000) - Number(timestamp)) <= freshForSeconds;
}

const header = (request: Request, name: string): string => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
};

function refusal(request: Request, now: Date, mostBytes: number): number | undefined {
  // `__proto__`-free by construction: only named headers are looked at. Two timestamps arrive as "1, 2".
  if (!/^v0=[0-9a-f]{64}$/.test(header(request, 'x-slack-signature'))) return 401;
  if (!isFresh(header(request, 'x-slack-request-timestamp'), now)) return 401;
  const encoding = header(request, 'content-encoding').toLowerCase();
  if (encoding !== '' && encoding !== 'identity') return 415;
  return Number(header(request, 'content-length') || 0) > mostBytes ? 413 : undefined;
}

/**
 * What must hold before a byte of the body is looked at: a signature of the right form, a timestamp within
 * five minutes either way, no compression, a bounded size that arrives in time. Bolt then verifies the
 * signature over the raw bytes left in `rawBody`.
 *
 * @param now the wall clock, which Slack signs with, never the hub's moved one
 */
export function requestGuard(options: {
  now: () => Date;
  mostBytes: number;
  withinMs: number;
}): RequestHandler {
  return async (request: Request & { rawBody?: Buffer }, response: Response, next: NextFunction) => {
    const status = refusal(request, options.now(), options.mostBytes);
    if (status !== undefined) return refuse(request, response, status);
    try {
      request.rawBody = await readRequestBody(request, options);
    } catch (error) {
      if (error instanceof BodyRefused) return refuse(request, response, error.status);
      throw error;
    }
    next();
  };
}

/** The rest of the body isn't wanted, so the connection ends with the answer. */
function refuse(request: Request, response: Response, status: number): void {
  response.set('connection', 'close').status(status).end();
  request.resume();
}
