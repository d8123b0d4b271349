import { once } from 'node:events';
import { createServer } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createProxyAgent } from '../../src/lib/proxy-agent.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A proxy that notes what it is asked, and answers every CONNECT with this line. */
async function startProxy(answer: string) {
  const asked: { target: string; authorization: string | undefined }[] = [];
  const received: Buffer[] = [];
  const proxy = createServer();
  proxy.on('connect', (req, socket) => {
    asked.push({ target: req.url ?? '', authorization: req.headers['proxy-authorization'] });
    socket.write(`HTTP/1.1 ${answer}\r\n\r\n`);
    socket.once('data', (chunk: Buffer) => {
      received.push(chunk);
      socket.destroy();
    });
    socket.on('error', () => socket.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  closing.push(() => proxy.close());
  return { asked, received, port: (proxy.address() as AddressInfo).port };
}

const ask = (agent: ReturnType<typeof createProxyAgent>): Promise<Error> =>
  new Promise((resolve) => {
    request('https://api.twilio.com/x', { agent }).once('error', resolve).end();
  });

describe('a request through HTTPS_PROXY', () => {
  it('asks the proxy for a tunnel and speaks TLS to the provider inside it', async () => {
    const proxy = await startProxy('200 OK');
    await ask(createProxyAgent(`http://me:p%40ss@127.0.0.1:${proxy.port}`));
    expect(proxy.asked).toEqual([
      { target: 'api.twilio.com:443', authorization: `Basic ${btoa('me:p@ss')}` },
    ]);
    const hello = Buffer.concat(proxy.received);
    expect([hello[0], hello[1]]).toEqual([0x16, 0x03]);
    expect(hello.toString('latin1')).toContain('api.twilio.com');
  });

  it('fails when the proxy refuses, without a word to the provider', async () => {
    const proxy = await startProxy('407 Proxy Authentication Required');
    const error = await ask(createProxyAgent(`http://127.0.0.1:${proxy.port}`));
    expect(error.message).toBe('the proxy refuses the connection (407)');
    expect(proxy.received).toEqual([]);
  });
});
