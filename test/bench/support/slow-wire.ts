import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A wire with a round trip: each direction takes half of it, nothing is lost or reordered. */
export async function startSlowWire(target: number, roundTripMs: number) {
  const open = new Set<Socket>();
  const pass = (from: Socket, to: Socket): void => {
    let last = Promise.resolve();
    const later = (what: () => void): void => {
      const arrived = sleep(roundTripMs / 2);
      last = last.then(() => arrived).then(what);
    };
    open.add(from);
    from.setNoDelay(true);
    from.on('data', (data) => later(() => void to.write(data)));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      open.delete(from);
      later(() => void to.destroy());
    });
  };
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    pass(client, upstream);
    pass(upstream, client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async close(): Promise<void> {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
