import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { requestGuard } from '../../../src/channels/slack/request-guard.ts';

describe('a request that drips', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function drip(send: (write: (text: string) => void, end: () => void) => void): Promise<number> {
    const app = express();
    app.post(
      '/',
      requestGuard({ now: () => new Date(), mostBytes: 1000, withinMs: 60 }),
      (_request, response) => {
        response.sendStatus(200);
      },
    );
    const listening = createServer(app);
    server = listening;
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    return new Promise((resolve, reject) => {
      const headers = {
        'x-slack-signature': `v0=${'0'.repeat(64)}`,
        'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)),
        'transfer-encoding': 'chunked',
      };
      const sent = request({ port: (listening.address() as AddressInfo).port, method: 'POST', headers });
      sent.on('response', (response) => resolve(response.statusCode ?? 0)).on('error', reject);
      send(
        (text) => sent.write(text),
        () => sent.end(),
      );
    });
  }

  it('is cut with 408 when it does not end in time (B8)', async () => {
    expect(await drip((write) => write('x'))).toBe(408);
  });

  it('is cut with 413 as soon as it is too big', async () => {
    expect(await drip((write) => write('x'.repeat(1001)))).toBe(413);
  });

  it('passes when it ends in time', async () => {
    expect(
      await drip((write, end) => {
        write('{}');
        end();
      }),
    ).toBe(200);
  });
});
