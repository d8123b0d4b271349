import { connect } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createHealthRoutes } from '../../src/http/health.ts';
import { createServer, type HttpServer, type HttpServerOptions } from '../../src/http/server.ts';
import { readForm } from '../../src/lib/read-body.ts';
import type { Route } from '../../src/lib/route.ts';

const log = pino({ level: 'silent' });
const running: HttpServer[] = [];

async function serve(options: Partial<HttpServerOptions> = {}) {
  const server = createServer({ log, host: '127.0.0.1', port: 0, routes: [], ...options });
  running.push(server);
  const { port } = await server.listen();
  return { server, port, url: `http://127.0.0.1:${port}` };
}

const echo: Route = {
  method: 'POST',
  path: '/echo',
  async handler(req, res) {
    const form = await readForm(req, 1000);
    res.end(form.get('words') ?? '');
  },
};

const form = (body: string, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body,
  headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
});

/** Sends bytes as they are and gives back all that came, until the server closes. */
function raw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

describe('the HTTP server', () => {
  it('answers a route and says nothing about what it is made of', async () => {
    const { url } = await serve({ routes: [echo] });
    const response = await fetch(`${url}/echo`, form('words=%E4%BD%A0%E5%A5%BD'));
    expect(await response.text()).toBe('你好');
    expect(response.headers.get('x-powered-by')).toBeNull();
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it.each([
    ['an unknown path', '/nowhere', {}, 404, 'not-found'],
    ['a method that the path does not know', '/echo', {}, 405, 'method-not-allowed'],
    ['a body above the limit', '/echo', form('x'.repeat(1001)), 413, 'too-large'],
    [
      'a body that is no form',
      '/echo',
      form('{}', { 'content-type': 'application/json' }),
      415,
      'unsupported-type',
    ],
    ['a compressed body', '/echo', form('x', { 'content-encoding': 'gzip' }), 415, 'unsupported-type'],
    ['a path that cannot be decoded', '/%E0%A4%A', {}, 400, 'bad-request'],
  ])('answers %s in JSON', async (_what, path, init, status, error) => {
    const { url } = await serve({
      routes: [echo],
      mounts: [{ path: '/:any', router: (_q, _s, next) => next() }],
    });
    const response = await fetch(url + path, init);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error });
  });

  it('names the methods that a path knows', async () => {
    const { url } = await serve({ routes: [echo, { ...echo, method: 'GET' }] });
    expect((await fetch(`${url}/echo`, { method: 'DELETE' })).headers.get('allow')).toBe('POST, GET');
  });

  it('cuts a body without a length at the limit', async () => {
    const { port } = await serve({ routes: [echo] });
    const chunk = `400\r\n${'x'.repeat(1024)}\r\n`;
    const head =
      'POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n';
    expect(await raw(port, `${head}${chunk}${chunk}0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('ends a request that drips in too slowly with a 408', async () => {
    const { port } = await serve({ routes: [echo], requestTimeoutMs: 200 });
    const head =
      'POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\n';
    expect(await raw(port, `${head}words=`)).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('keeps what went wrong inside to itself, and stays up', async () => {
    const failing: Route = {
      method: 'GET',
      path: '/fail',
      handler: () => Promise.reject(new Error('mongodb://user:pw@host')),
    };
    const { url } = await serve({ routes: [failing, echo] });
    const response = await fetch(`${url}/fail`);
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('{"error":"internal"}');
    expect((await fetch(`${url}/echo`, form('words=x'))).status).toBe(200);
  });

  it('answers 503 when the store is away, so that providers send again', async () => {
    const away: Route = {
      method: 'GET',
      path: '/away',
      handler: () => Promise.reject(Object.assign(new Error('away'), { code: 'store-unavailable' })),
    };
    const { url } = await serve({ routes: [away] });
    const response = await fetch(`${url}/away`);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
  });

  it('hands a path to a router with its own body parser', async () => {
    const router = express.Router().post('/json', express.json(), (req, res) => void res.json(req.body));
    const { url } = await serve({ mounts: [{ path: '/sandbox', router }] });
    const response = await fetch(`${url}/sandbox/json`, {
      method: 'POST',
      body: '{"a":1}',
      headers: { 'content-type': 'application/json' },
    });
    expect(await response.json()).toEqual({ a: 1 });
  });

  it('says what to do when the port is taken', async () => {
    const { port } = await serve();
    const second = createServer({ log, host: '127.0.0.1', port, routes: [] });
    await expect(second.listen()).rejects.toMatchObject({
      code: 'port-in-use',
      message: `port ${port} is in use: stop the other program or set PORT`,
    });
    const elsewhere = createServer({ log, host: '203.0.113.7', port: 0, routes: [] });
    await expect(elsewhere.listen()).rejects.toMatchObject({
      code: 'cannot-listen',
      message: expect.stringContaining('HOST'),
    });
  });

  it('lets a running request finish when it closes, and cuts what never ends', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let entered = () => {};
    const inside = new Promise<void>((resolve) => {
      entered = resolve;
    });
    const slow: Route = {
      method: 'GET',
      path: '/slow',
      handler: async (_req, res) => {
        entered();
        await held;
        res.end('done');
      },
    };
    const endless: Route = { method: 'GET', path: '/endless', handler: (_req, res) => void res.write('…') };
    const { url, server } = await serve({ routes: [slow, endless], graceMs: 300 });
    const stream = (await fetch(`${url}/endless`)).text();
    const cut = expect(stream).rejects.toThrow();
    const finishing = fetch(`${url}/slow`);
    await inside;
    const closed = server.close();
    release();
    expect(await (await finishing).text()).toBe('done');
    await closed;
    await cut;
  });
});

describe('health', () => {
  const never = () => new Promise<never>(() => {});

  it('is alive whatever its parts say', async () => {
    const { url } = await serve({ routes: createHealthRoutes({ log, checks: { store: never } }) });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it.each([
    ['every part answers', async () => ({ ok: true, say: 'up' }), 200, 'ok'],
    ['a part says no', async () => ({ ok: false, say: 'mongodb://user:pw@host' }), 503, 'failing'],
    ['a part throws', () => Promise.reject(new Error('mongodb://user:pw@host')), 503, 'failing'],
    ['a part does not answer in time', never, 503, 'slow'],
  ])('tells whether it is ready when %s, without secrets', async (_when, store, status, answer) => {
    const { url } = await serve({ routes: createHealthRoutes({ log, checks: { store }, limitMs: 50 }) });
    const response = await fetch(`${url}/readyz`);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ ready: status === 200, checks: { store: answer } });
  });

  // A balancer that asks would else take out every hub for a provider that none of them can reach.
  it.each([
    ['says no', async () => ({ ok: false, say: 'away' })],
    ['rests', async () => ({ ok: true, degraded: true, say: 'rests' })],
    ['does not answer in time', never],
  ])('is ready, and says degraded, while a provider %s', async (_when, sms) => {
    const checks = { store: async () => ({ ok: true, say: 'up' }) };
    const { url } = await serve({
      routes: createHealthRoutes({ log, checks, channels: { sms }, limitMs: 50 }),
    });
    const response = await fetch(`${url}/readyz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ready: true, checks: { store: 'ok', sms: 'degraded' } });
  });
});
