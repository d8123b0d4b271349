import type { ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Route } from '../lib/route.ts';

/** Something the hub needs; `say` goes to the log, never to the outside. */
export type Check = () => Promise<{ ok: boolean; degraded?: boolean; say: string }>;

export interface HealthOptions {
  log: Logger;
  /** By name; without these it can do nothing: `store`. */
  checks: Readonly<Record<string, Check>>;
  /** Each goes on without the others, and rests by itself: `sms`, `email` … At worst the hub is degraded. */
  channels?: Readonly<Record<string, Check>>;
  /** A check that takes longer counts as failed. */
  limitMs?: number;
}

/** `degraded`: it goes on without a provider; a balancer must not take the hub out, the others have it no better. */
type Answer = 'ok' | 'degraded' | 'failing' | 'slow';

/**
 * `/healthz`: the process lives. `/readyz`: what it can't do without answers, as `{ready, checks: {store: 'ok'}}`
 * with 200 or 503. Names and states only: what exactly is wrong stays in the log.
 */
export function createHealthRoutes({ log, checks, channels = {}, limitMs = 2000 }: HealthOptions): Route[] {
  const last = new Map<string, Answer>();

  async function ask(name: string, check: Check): Promise<[string, Answer]> {
    const { answer: told, say } = await withinLimit(check, limitMs);
    const answer = told !== 'ok' && name in channels ? 'degraded' : told;
    // Logged when it changes, not at every probe.
    if (answer !== (last.get(name) ?? 'ok'))
      log.warn({ check: name, answer, say }, 'the readiness of a part has changed');
    last.set(name, answer);
    return [name, answer];
  }

  return [
    { method: 'GET', path: '/healthz', handler: (_req, res) => json(res, 200, { alive: true }) },
    {
      method: 'GET',
      path: '/readyz',
      async handler(_req, res) {
        const all = Object.entries({ ...checks, ...channels });
        const answers = await Promise.all(all.map(([name, check]) => ask(name, check)));
        const ready = answers.every(([, answer]) => answer === 'ok' || answer === 'degraded');
        json(res, ready ? 200 : 503, { ready, checks: Object.fromEntries(answers) });
      },
    },
  ];
}

async function withinLimit(check: Check, limitMs: number): Promise<{ answer: Answer; say: string }> {
  let timer: NodeJS.Timeout | undefined;
  const slow = new Promise<{ answer: Answer; say: string }>((resolve) => {
    timer = setTimeout(() => resolve({ answer: 'slow', say: `no answer within ${limitMs} ms` }), limitMs);
  });
  const asked = (async () => {
    try {
      const { ok, degraded, say } = await check();
      return { answer: !ok ? 'failing' : degraded ? 'degraded' : 'ok', say } as const;
    } catch (error) {
      return { answer: 'failing', say: error instanceof Error ? error.message : 'unknown' } as const;
    }
  })();
  try {
    return await Promise.race([asked, slow]);
  } finally {
    clearTimeout(timer);
  }
}

function json(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
  res.end(JSON.stringify(body));
}
