import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { freePort } from '../../../src/store/embedded/free-port.ts';

const listening = (port: number) =>
  new Promise<ReturnType<typeof createServer>>((resolve) => {
    const server = createServer();
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

describe('the port of the embedded database', () => {
  // Who sees it as ended by its memory sees its port still taken for a moment.
  it('is the same again while the one before it is still ending', async () => {
    const port = await freePort();
    const ending = await listening(port);
    const asked = freePort(port);
    setTimeout(() => ending.close(), 200);
    expect(await asked).toBe(port);
  });

  it('is another one when somebody stays there', async () => {
    const port = await freePort();
    const other = await listening(port);
    expect(await freePort(port)).not.toBe(port);
    other.close();
  });
});
