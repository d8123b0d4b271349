import type { lookup } from 'node:dns';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FetchRules, fetchFile, type Leave } from '../../src/lib/fetch-file.ts';

interface Host {
  server: Server;
  origin: string;
  asked: IncomingMessage[];
}

const hosts: Server[] = [];
async function host(answer: RequestListener): Promise<Host> {
  const asked: IncomingMessage[] = [];
  const server = createServer((req, res) => {
    asked.push(req);
    answer(req, res);
  });
  hosts.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

let api: Host;
let cdn: Host;
let other: Host;
/** What the provider answers to each path. */
const answers: Record<string, RequestListener> = {};

beforeAll(async () => {
  api = await host((req, res) => (answers[req.url ?? ''] ?? ((_req, r) => r.writeHead(404).end()))(req, res));
  cdn = await host((_req, res) => res.writeHead(200, { 'content-type': 'image/png' }).end('picture'));
  other = await host((_req, res) => res.writeHead(200).end('a secret of the inside'));
});
afterAll(() => {
  for (const server of hosts) server.closeAllConnections();
  for (const server of hosts) server.close();
});
beforeEach(() => {
  for (const { asked } of [api, cdn, other]) asked.length = 0;
});

/** The API and its media host are ours to ask, with a password for the API alone. */
const allow = (url: URL): Leave | undefined => {
  if (url.origin === api.origin) return { headers: { authorization: 'Basic secret' }, inside: true };
  return url.origin === cdn.origin ? { inside: true } : undefined;
};
const get = (address: string, more: Partial<FetchRules> = {}) =>
  fetchFile(address, { allow, mostBytes: 100, signal: AbortSignal.timeout(20_000), ...more });
const redirect = (to: string, status = 307): void => {
  answers['/go'] = (_req, res) => res.writeHead(status, { location: to }).end();
};

describe('fetching a file', () => {
  it('brings it, shown to be let in', async () => {
    answers['/ok'] = (_req, res) => res.writeHead(200, { 'content-type': 'image/jpeg' }).end('bytes');
    const got = await get(`${api.origin}/ok`);
    expect(got).toEqual({ kind: 'here', bytes: Buffer.from('bytes'), type: 'image/jpeg' });
    expect(api.asked[0]?.headers).toMatchObject({
      authorization: 'Basic secret',
      'accept-encoding': 'identity',
    });
  });

  it.each([301, 302, 303, 307, 308])(
    'follows a %s to another host that is allowed, without the password',
    async (status) => {
      redirect(`${cdn.origin}/signed?x=1`, status);
      expect(await get(`${api.origin}/go`)).toMatchObject({ kind: 'here', bytes: Buffer.from('picture') });
      expect(cdn.asked[0]?.url).toBe('/signed?x=1');
      expect(cdn.asked[0]?.headers.authorization).toBeUndefined();
    },
  );

  it.each<[string, () => string]>([
    ['a cloud’s secrets', () => 'http://169.254.169.254/latest/meta-data/'],
    ['this machine', () => `${other.origin}/metrics`],
    ['this machine by its other name', () => other.origin.replace('127.0.0.1', 'localhost')],
    ['this machine in figures', () => other.origin.replace('127.0.0.1', '2130706433')],
    ['this machine in IPv6', () => 'http://[::1]:1/'],
    ['this machine wrapped in IPv6', () => 'http://[::ffff:127.0.0.1]:1/'],
    ['a file', () => 'file:///etc/passwd'],
    ['another protocol', () => 'gopher://127.0.0.1/'],
    ['data', () => 'data:image/png;base64,AAAA'],
    ['an address with a password in it', () => api.origin.replace('http://', 'http://u:p@')],
    ['nonsense', () => 'http://'],
  ])('B38: asks nothing of %s, named at first or by a redirect', async (_what, address) => {
    expect(await get(address())).toEqual({ kind: 'lost', why: 'not-allowed' });
    redirect(address());
    expect(await get(`${api.origin}/go`)).toEqual({ kind: 'lost', why: 'not-allowed' });
    expect(other.asked).toEqual([]);
  });

  it('gives up a redirect that turns in a circle', async () => {
    redirect(`${api.origin}/go`);
    expect(await get(`${api.origin}/go`)).toEqual({ kind: 'lost', why: 'not-allowed' });
    expect(api.asked.length).toBeLessThan(10);
  });

  describe('B38, B84: from a name that its owner points inside', () => {
    const port = () => new URL(other.origin).port;
    const named = (): ((url: URL) => Leave | undefined) => (url) =>
      url.hostname === 'media.example' ? {} : undefined;
    const leading = (...addresses: string[]) =>
      ((_name: string, _options: object, done: (e: null, found: object[]) => void) =>
        done(
          null,
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        )) as unknown as typeof lookup;

    it.each([['127.0.0.1'], ['10.1.2.3'], ['169.254.169.254'], ['::1'], ['::ffff:127.0.0.1']])(
      'to %s: nothing is connected to',
      async (address) => {
        const rules = { allow: named(), resolve: leading(address) };
        expect(await get(`http://media.example:${port()}/`, rules)).toEqual({
          kind: 'lost',
          why: 'not-allowed',
        });
        expect(other.asked).toEqual([]);
      },
    );

    it.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '169.254.169.254', '2130706433', '0x7f.1'])(
      'or that is a figure itself (%s), although the rule lets any host in',
      async (hostname) => {
        const everybody = { allow: () => ({}), signal: AbortSignal.timeout(2000) };
        expect(await get(`http://${hostname}:${port()}/`, everybody)).toEqual({
          kind: 'lost',
          why: 'not-allowed',
        });
        expect(other.asked).toEqual([]);
      },
    );

    it('now here and now there: what was checked is what is connected to', async () => {
      let times = 0;
      // A second look would find the inside.
      const resolve = ((name: string, options: object, done: never) => {
        times += 1;
        return (leading(times === 1 ? '192.0.2.1' : '127.0.0.1') as unknown as (...given: unknown[]) => void)(
          name,
          options,
          done,
        );
      }) as unknown as typeof lookup;
      await get(`http://media.example:${port()}/`, { allow: named(), resolve });
      expect(times).toBe(1);
      expect(other.asked).toEqual([]);
    });
  });

  it.each<[string, RequestListener, object]>([
    [
      'says to be too large',
      (_req, res) => res.writeHead(200, { 'content-length': '101' }).end('x'.repeat(101)),
      { kind: 'lost', why: 'too-large' },
    ],
    [
      'is too large without saying so',
      (_req, res) => {
        for (let i = 0; i < 50; i += 1) res.write('x'.repeat(10));
        res.end();
      },
      { kind: 'lost', why: 'too-large' },
    ],
    [
      'is packed',
      (_req, res) => res.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
      { kind: 'lost', why: 'unreadable' },
    ],
    ['is empty', (_req, res) => res.writeHead(200).end(), { kind: 'lost', why: 'unreadable' }],
    [
      'breaks off',
      (req, res) => {
        res.writeHead(200, { 'content-length': '50' }).write('half', () => req.socket.destroy());
      },
      { kind: 'try-later' },
    ],
    [
      'is not there yet',
      (_req, res) => res.writeHead(404).end(),
      { kind: 'try-later', reason: 'http 404', otherwise: 'gone' },
    ],
    ['is gone', (_req, res) => res.writeHead(410).end(), { kind: 'lost', why: 'gone' }],
    [
      'asks for another password',
      (_req, res) => res.writeHead(401).end(),
      { kind: 'try-later', otherwise: 'refused' },
    ],
    ['is refused', (_req, res) => res.writeHead(403).end(), { kind: 'try-later', otherwise: 'refused' }],
    [
      'has to wait',
      (_req, res) => res.writeHead(429, { 'retry-after': '7' }).end(),
      { kind: 'try-later', afterMs: 7000 },
    ],
    [
      'has to wait, nobody says how long',
      (_req, res) => res.writeHead(429, { 'retry-after': 'soon' }).end(),
      { kind: 'try-later', reason: 'http 429' },
    ],
    ['meets trouble', (_req, res) => res.writeHead(503).end(), { kind: 'try-later', reason: 'http 503' }],
  ])('tells what became of a file that %s', async (_what, answer, expected) => {
    answers['/it'] = answer;
    expect(await get(`${api.origin}/it`)).toMatchObject(expected);
  });

  it('ends when its time does, also in the middle of a file', async () => {
    answers['/slow'] = (_req, res) => {
      res.writeHead(200).write('x');
    };
    const signal = AbortSignal.timeout(50);
    expect(await get(`${api.origin}/slow`, { signal })).toEqual({
      kind: 'try-later',
      reason: 'took too long',
    });
  });

  it('is tried later where nobody answers', async () => {
    const silent = createTcpServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    await new Promise((resolve) => silent.close(resolve));
    const gone = (url: URL): Leave | undefined => (url.port === `${port}` ? { inside: true } : undefined);
    expect(await get(`http://127.0.0.1:${port}/`, { allow: gone })).toEqual({
      kind: 'try-later',
      reason: 'ECONNREFUSED',
    });
  });
});
