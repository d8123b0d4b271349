import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Below the ports that systems give to outgoing connections (Linux: 32768 and up, others: 49152 and up):
 * a port from there may be somebody's way out a moment after it was seen free.
 */
const quiet = { from: 15_000, below: 32_000 };
const tries = 50;
/** A process that ends gives up its memory first, by which we see that it has ended, and its ports a moment later. */
const endingMs = 1_500;
const againMs = 50;

/** `wanted` when nobody listens there, or soon nobody does; else any free port on the loopback, if possible of `range`. */
export async function freePort(wanted?: number, range = quiet): Promise<number> {
  if (wanted !== undefined && (await isFreeSoon(wanted))) return wanted;
  for (let i = 0; i < tries; i++) {
    const found = await tryPort(randomInt(range.from, range.below));
    if (found !== undefined) return found;
  }
  const any = await tryPort(0);
  if (any === undefined) throw new Error('no free port on 127.0.0.1');
  return any;
}

async function isFreeSoon(port: number): Promise<boolean> {
  const until = performance.now() + endingMs;
  while ((await tryPort(port)) === undefined) {
    if (performance.now() >= until) return false;
    await sleep(againMs);
  }
  return true;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      const found = typeof address === 'object' && address !== null ? address.port : undefined;
      server.close(() => resolve(found));
    });
  });
}
