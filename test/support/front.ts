import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What stands before several hubs: gives each connection to the next one that answers. */
export interface Front {
  port: number;
  close(): Promise<void>;
}

export async function startFront(targets: () => number[]): Promise<Front> {
  let turn = 0;
  const open = new Set<Socket>();

  function give(client: Socket, left: number[]): void {
    const [port, ...others] = left;
    if (port === undefined) {
      client.destroy();
      return;
    }
    const upstream = connect(port, '127.0.0.1');
    open.add(upstream);
    upstream.once('close', () => open.delete(upstream));
    upstream.on('error', () => {
      upstream.destroy();
      if (upstream.bytesRead + upstream.bytesWritten === 0) give(client, others);
      else client.destroy();
    });
    upstream.once('connect', () => {
      upstream.on('close', () => client.destroy());
      client.pipe(upstream);
      upstream.pipe(client);
    });
  }

  const server = createServer((client) => {
    open.add(client);
    client.once('close', () => open.delete(client));
    client.on('error', () => client.destroy());
    const ports = targets();
    const first = turn++ % Math.max(1, ports.length);
    give(client, [...ports.slice(first), ...ports.slice(0, first)]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
