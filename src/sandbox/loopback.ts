import type { IncomingMessage } from 'node:http';
import { SandboxRefused } from './refused.ts';

const isLoopback = (address: string): boolean =>
  address === '::1' || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(address);

/** The name in `localhost:3000`, `127.0.0.1`, `[::1]:3000`. */
const nameOf = (host: string): string =>
  host
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();

const isOurName = (host: string): boolean => nameOf(host) === 'localhost' || isLoopback(nameOf(host));

/**
 * Lets through only programs and pages of this machine. A web page elsewhere can make a browser here send
 * requests, under a name of its own that leads to 127.0.0.1; the Host and Origin headers give it away.
 * @throws SandboxRefused 403
 */
export function onlyFromHere(req: IncomingMessage): void {
  if (!isLoopback(req.socket.remoteAddress ?? ''))
    throw new SandboxRefused(403, 'the sandbox answers this machine alone');
  if (!isOurName(req.headers.host ?? ''))
    throw new SandboxRefused(403, 'the sandbox answers as localhost or 127.0.0.1 alone');
  const { origin } = req.headers;
  if (origin === undefined) return;
  const host = /^https?:\/\/([^/]+)$/.exec(origin)?.[1];
  if (host === undefined || !isOurName(host))
    throw new SandboxRefused(403, 'pages of other places may not drive the sandbox');
}
