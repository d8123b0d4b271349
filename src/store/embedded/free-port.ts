import { createServer } from 'node:net';

/** `wanted` when nobody listens there, else any free port on the loopback. */
export async function freePort(wanted: number | undefined): Promise<number> {
  const port = wanted === undefined ? undefined : await tryPort(wanted);
  const free = port ?? (await tryPort(0));
  if (free === undefined) throw new Error('no free port on 127.0.0.1');
  return free;
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
