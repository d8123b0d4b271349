import { ExpressReceiver, type Receiver } from '@slack/bolt';
import { Router } from 'express';
import type { Logger } from 'pino';
import { boltLogger } from './bolt-logger.ts';
import { behindGate, type Gate, statusOf } from './intake-gate.ts';
import { requestGuard } from './request-guard.ts';

export const eventsPath = '/slack/events';

const mostBytes = 1024 * 1024;
const withinMs = 10_000;

/** Bolt's Express receiver on a router that the hub's own server mounts; no parser may come before it. */
export function createHttpReceiver(
  { signingSecret }: { signingSecret: string },
  deps: { gate: Gate; log: Logger; now: () => Date; withinMs?: number },
): { receiver: Receiver; router: Router } {
  const router = Router();
  router.post(eventsPath, requestGuard({ now: deps.now, mostBytes, withinMs: deps.withinMs ?? withinMs }));
  const inner = new ExpressReceiver({
    signingSecret,
    router,
    endpoints: eventsPath,
    logger: boltLogger(deps.log),
    bodyLimit: mostBytes,
    processEventErrorHandler: async ({ error, response }) => {
      const status = statusOf(error);
      deps.log.warn({ status, err: error }, 'a Slack request was not taken in');
      if (!response.headersSent) response.writeHead(status).end();
      return true;
    },
    unhandledRequestHandler: ({ response }) => {
      if (!response.headersSent) response.writeHead(503).end();
    },
  });
  return { receiver: behindGate(inner, deps.gate), router };
}
