import { freePort } from '../../src/store/embedded/free-port.ts';

/** Below those that hubs and their mongods choose from. */
const lowest = 10_000;
const each = 300;
const places = 16;
const given = new Set<number>();

/**
 * A port to listen on later, also anew after a kill. Each worker of a run has ports of its own, and gives none twice:
 * a free one that two had seen would be taken when the second comes to listen.
 */
export async function testPort(): Promise<number> {
  const from = lowest + (Number(process.env['VITEST_POOL_ID'] ?? 0) % places) * each;
  while (given.size < each) {
    const port = await freePort(undefined, { from, below: from + each });
    if (given.has(port)) continue;
    given.add(port);
    return port;
  }
  throw new Error(`one worker asked for more than ${each} ports`);
}
