import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createHealthRoutes } from '../../src/http/health.ts';
import { createServer, type HttpServer, type HttpServerOptions } from '../../src/http/server.ts';
import { createMemoryWatch } from '../../src/lib/memory.ts';
import type { Route } from '../../src/lib/route.ts';

const log = pino({ level: 'silent' });
const running: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

/** A route that answers when it is told to. */
async function desk(options: Partial<HttpServerOptions>) {
  const waiting: (() => void)[] = [];
  const arrived = () => waiting.length;
  const slow: Route = {
    method: 'POST',
    path: '/slow',
    handler: (_req, res) => void waiting.push(() => res.end('done')),
  };
  const routes = [slow, ...createHealthRoutes({ log, checks: {} })];
  const server = createServer({ log, host: '127.0.0.1', port: 0, routes, ...options });
  running.push(server);
  const url = `http://127.0.0.1:${(await server.listen()).port}`;
  const post = () => fetch(`${url}/slow`, { method: 'POST', body: 'words' });
  const until = async (n: number) => {
    while (arrived() < n) await new Promise((resolve) => setImmediate(resolve));
  };
  return { url, post, until, answerAll: () => waiting.splice(0).forEach((answer) => void answer()) };
}

describe('too much at once', () => {
  it('is told to come again, and what is under way goes on; whoever watches is answered', async () => {
    const why: string[] = [];
    const { url, post, until, answerAll } = await desk({ mostInFlight: 2, onShed: (one) => why.push(one) });
    const first = [post(), post()];
    await until(2);
    const refused = await post();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect(why).toEqual(['in-flight']);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    answerAll();
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200]);
    const next = post();
    await until(1);
    answerAll();
    expect((await next).status).toBe(200);
  });

  it('is told so as well when memory is short, and taken in again when it is not', async () => {
    let short = true;
    const { post, until, answerAll } = await desk({ shortOfMemory: () => short });
    expect((await post()).status).toBe(503);
    short = false;
    const next = post();
    await until(1);
    answerAll();
    expect((await next).status).toBe(200);
  });
});

describe('the memory of the process', () => {
  const gib = 2 ** 30;
  it.each([
    ['half full', gib, false],
    ['nearly full', 1.8 * gib, true],
  ])('is short when the heap is %s: %d', (_when, used, short) => {
    const statistics = () => ({ used_heap_size: used, heap_size_limit: 2 * gib });
    expect(createMemoryWatch(statistics)()).toBe(short);
  });
});
