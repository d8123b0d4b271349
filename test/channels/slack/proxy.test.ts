import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectionsTo, createWebClient } from '../../../src/channels/slack/web-client.ts';
import { log, startHub } from './hub.ts';

describe('an HTTP proxy', () => {
  const asked: string[] = [];
  let proxy: Server;
  let address: string;
  beforeAll(async () => {
    proxy = createServer((request, response) => {
      asked.push(String(request.url));
      response.writeHead(502).end();
    });
    proxy.on('connect', (request, socket) => {
      asked.push(String(request.url));
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => proxy.close(resolve)));

  const clientFor = (apiUrl: string) =>
    createWebClient(
      { botToken: 'xoxb-sandbox', apiUrl },
      { log, timeoutMs: 2_000, dispatcher: connectionsTo({ proxy: address }) },
    );

  it('is asked for the way to Slack', async () => {
    await expect(clientFor('https://slack.invalid/api/').auth.test()).rejects.toThrow();
    expect(asked).toEqual(['slack.invalid:443']);
  });

  it('is left out of the way to a look-alike on this machine', async () => {
    const hub = await startHub();
    asked.length = 0;
    await expect(clientFor(hub.apiUrl).auth.test()).resolves.toMatchObject({ ok: true });
    expect(asked).toEqual([]);
    await hub.stop();
  });
});
