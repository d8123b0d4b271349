import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';

const words: Record<number, string> = {
  400: 'bad-request',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  408: 'timeout',
  413: 'too-large',
  415: 'unsupported-type',
  503: 'try-again-later',
};

export const notFound: RequestHandler = (_req, res) => {
  res.status(404).json({ error: words[404] });
};

export const methodNotAllowed =
  (allowed: string[]): RequestHandler =>
  (_req, res) => {
    res.status(405).set('Allow', allowed.join(', ')).json({ error: words[405] });
  };

/** The status that an error asks for itself (a refused body, a bad URL), 503 without the store, else 500. */
function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null) return 500;
  if ('code' in error && error.code === 'store-unavailable') return 503;
  const status = 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 500 ? status : 500;
}

/** Answers in JSON and says nothing about the inside: the details are in the log. */
export const answerErrors =
  (log: Logger): ErrorRequestHandler =>
  (error: unknown, req, res, next) => {
    const status = statusOf(error);
    if (status === 500) log.error({ err: error, method: req.method, path: req.path }, 'a request failed');
    else log.warn({ status, method: req.method, path: req.path }, 'a request was refused');
    if (res.headersSent) return next(error);
    // The rest of a refused body is not worth reading on this connection.
    if (status === 413 || status === 415) res.set('Connection', 'close');
    if (status === 503) res.set('Retry-After', '5');
    res.status(status).json({ error: words[status] ?? (status === 500 ? 'internal' : 'bad-request') });
  };
