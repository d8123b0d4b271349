import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A wire in between, which can be made to fail the way networks do. */
export interface TcpProxy {
  port: number;
  /** Cuts every connection now open. */
  cut(): void;
  /** From now on nothing passes in either direction, and nobody is told. */
  freeze(): void;
  /** New connections pass again. */
  thaw(): void;
  /** How many were opened so far. */
  connections(): number;
  /** All that clients said so far. */
  said(): string;
  close(): Promise<void>;
}

export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const open = new Set<Socket>();
  let frozen = false;
  let said = '';
  let connections = 0;
  const server = createServer((client) => {
    connections++;
    const upstream = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from);
      from.on('data', (data) => {
        if (frozen) return;
        if (from === client) said += data.toString('latin1');
        to.write(data);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    freeze: () => {
      frozen = true;
    },
    thaw: () => {
      frozen = false;
    },
    connections: () => connections,
    said: () => said,
    async close() {
      cut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
