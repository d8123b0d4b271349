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
  /** Connections now open swallow everything from now on; new ones work. */
  halfOpen(): void;
  /** Everything passes so much later; 0: at once again. */
  delay(ms: number): void;
  /**
   * Cuts the connection on which a client next says this: before it is passed on, or after, when the answer is on
   * its way back. Resolves when it happened.
   */
  cutAt(said: RegExp, when: 'before' | 'after'): Promise<void>;
  /** How many were opened so far. */
  connections(): number;
  /** Says this to every client that is connected, as if the other side had; resolves when it is on its way. */
  say(words: string): Promise<void>;
  /** How many clients are connected. */
  clients(): number;
  /** All that clients said so far. */
  said(): string;
  close(): Promise<void>;
}

interface Cut {
  said: RegExp;
  when: 'before' | 'after';
  done(): void;
}

export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const open = new Set<Socket>();
  const deaf = new Set<Socket>();
  const clients = new Set<Socket>();
  let frozen = false;
  let delayMs = 0;
  let cutNext: Cut | undefined;
  let said = '';
  let connections = 0;

  /** Passes on in order, now or later. */
  const pass = (data: Buffer, to: Socket): void => {
    if (delayMs > 0) setTimeout(() => to.writable && to.write(data), delayMs);
    else to.write(data);
  };

  const server = createServer((client) => {
    connections++;
    clients.add(client);
    client.once('close', () => clients.delete(client));
    const upstream = connect(target, '127.0.0.1');
    let unanswered: Cut | undefined;
    const end = (cut: Cut): void => {
      client.destroy();
      upstream.destroy();
      cut.done();
    };
    client.on('data', (data) => {
      if (frozen || deaf.has(client)) return;
      const words = data.toString('latin1');
      said += words;
      const cut = cutNext?.said.test(words) ? cutNext : undefined;
      if (cut) cutNext = undefined;
      if (cut?.when === 'before') return end(cut);
      unanswered = cut ?? unanswered;
      pass(data, upstream);
    });
    upstream.on('data', (data) => {
      if (frozen || deaf.has(upstream)) return;
      if (unanswered) return end(unanswered);
      pass(data, client);
    });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        deaf.delete(from);
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
    halfOpen: () => {
      for (const socket of open) deaf.add(socket);
    },
    delay: (ms) => {
      delayMs = ms;
    },
    cutAt: (words, when) =>
      new Promise((resolve) => {
        cutNext = { said: words, when, done: resolve };
      }),
    connections: () => connections,
    async say(words) {
      const passed = (client: Socket) => new Promise<void>((resolve) => client.write(words, () => resolve()));
      await Promise.all([...clients].map(passed));
    },
    // What is cut is told of it a moment later.
    clients: () => [...clients].filter(({ destroyed }) => !destroyed).length,
    said: () => said,
    async close() {
      cut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
