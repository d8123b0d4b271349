import { type AddressInfo, connect, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { Certificate } from './certificates.ts';

/** TLS in front of something that speaks none. */
export interface TlsFront {
  port: number;
  /** Shows this certificate from now on; connections that stand are cut. */
  show(certificate: Certificate): void;
  /** How many went away when they saw what it showed, and how many spoke. */
  turnedAway(): number;
  spoke(): number;
  close(): Promise<void>;
}

export async function startTlsFront(certificate: Certificate, target: () => number): Promise<TlsFront> {
  const open = new Set<Socket>();
  let away = 0;
  let spoke = 0;
  const server = createServer(certificate, (client) => {
    const upstream = connect(target(), '127.0.0.1');
    // What a client says after the handshake, and not the handshake alone.
    client.once('data', () => spoke++);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
      from.pipe(to);
    }
  });
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
  });
  server.on('tlsClientError', () => away++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    show(next) {
      server.setSecureContext(next);
      cut();
    },
    turnedAway: () => away,
    spoke: () => spoke,
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
