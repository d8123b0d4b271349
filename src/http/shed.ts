import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

export interface ShedOptions {
  log: Logger;
  /** Requests that are answered at once; the next ones are told to come again. */
  mostInFlight: number;
  /** Nothing more should be held. */
  shortOfMemory(): boolean;
  /** One was told to come again. */
  onShed?(why: 'in-flight' | 'memory'): void;
}

/** Whoever watches us must be answered when nobody else is. */
const always = new Set(['/healthz', '/readyz', '/metrics']);
/** Pages that listen stay open for hours. */
const listening = /^\/sandbox\//;
const retryAfterSeconds = 5;

/**
 * Answers 503 before a body is read when too much is under way: providers come again, and what was acknowledged is
 * never in danger.
 */
export function shed({ log, mostInFlight, shortOfMemory, onShed }: ShedOptions): RequestHandler {
  let inFlight = 0;
  let shedding = false;
  return (req, res, next) => {
    if (always.has(req.path) || listening.test(req.path)) return next();
    const why = inFlight >= mostInFlight ? 'in-flight' : shortOfMemory() ? 'memory' : undefined;
    if (why) {
      // Once per time of need: a line for each would be a flood of its own.
      if (!shedding) log.error({ why, inFlight }, 'too much at once: requests are told to come again');
      shedding = true;
      onShed?.(why);
      res.set({ 'Retry-After': String(retryAfterSeconds), Connection: 'close' });
      res.status(503).json({ error: 'try-again-later' });
      return;
    }
    if (shedding && inFlight === 0) shedding = false;
    inFlight += 1;
    res.once('close', () => {
      inFlight -= 1;
    });
    next();
  };
}
