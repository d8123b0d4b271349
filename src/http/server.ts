import { createServer as createNodeServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { createMemoryWatch } from '../lib/memory.ts';
import type { Route } from '../lib/route.ts';
import { answerErrors, methodNotAllowed, notFound } from './answer.ts';
import { CannotListen, PortInUse } from './errors.ts';
import { shed } from './shed.ts';

/** A router under a path: the sandbox's page, or a whole Express app. */
export interface Mount {
  path: string;
  router: RequestHandler;
}

export interface HttpServerOptions {
  log: Logger;
  host: string;
  /** 0 takes any free port; `listen` says which. */
  port: number;
  routes: readonly Route[];
  mounts?: readonly Mount[];
  /** A request must be complete by then, else 408. */
  requestTimeoutMs?: number;
  /** What is still under way when closing may finish until then; at most 10 s. */
  graceMs?: number;
  /** More connections than this are closed at once, so that descriptors are left for the store. */
  maxConnections?: number;
  /** More requests at once, or no memory left: 503. */
  mostInFlight?: number;
  shortOfMemory?: () => boolean;
  onShed?: (why: 'in-flight' | 'memory') => void;
}

export interface HttpServer {
  /** @throws PortInUse, CannotListen */
  listen(): Promise<{ host: string; port: number }>;
  /** Takes no new requests, lets running ones finish, and ends within `graceMs`. */
  close(): Promise<void>;
}

/**
 * The one HTTP server. There is no body parser here: a global one before Slack's receiver turns each of
 * its requests into a 400, so every route reads its own body. Proxy headers are never believed: links
 * and signatures are built from PUBLIC_URL alone.
 */
export function createServer(options: HttpServerOptions): HttpServer {
  const { log, host, port, requestTimeoutMs = 10_000, graceMs = 5000, maxConnections = 2000 } = options;
  const app = createApp(options);
  const server = createNodeServer(
    {
      requestTimeout: requestTimeoutMs,
      headersTimeout: requestTimeoutMs,
      connectionsCheckingInterval: Math.min(1000, requestTimeoutMs / 4),
      keepAliveTimeout: 5000,
    },
    app,
  );
  server.maxConnections = maxConnections;
  server.on('drop', () => log.warn({ maxConnections }, 'a connection was dropped: too many are open'));

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.once('error', (error: NodeJS.ErrnoException) => {
          if (error.code === 'EADDRINUSE') reject(new PortInUse(port, { cause: error }));
          else reject(new CannotListen(host, port, error.code ?? error.message, { cause: error }));
        });
        server.listen({ port, host }, () => {
          resolve({ host, port: (server.address() as AddressInfo).port });
        });
      }),
    close: () =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), Math.min(graceMs, 10_000));
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

function createApp(options: HttpServerOptions): express.Express {
  const {
    log,
    routes,
    mounts = [],
    mostInFlight = 1000,
    shortOfMemory = createMemoryWatch(),
    onShed,
  } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', false);
  app.set('query parser', 'simple');
  app.use(shed({ log, mostInFlight, shortOfMemory, ...(onShed && { onShed }) }));
  app.use(
    helmet({
      // Nothing may be loaded unless a page says otherwise; helmet's own default would send forms of a
      // hub without TLS to https.
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { defaultSrc: ["'none'"], baseUri: ["'none'"], frameAncestors: ["'none'"] },
      },
    }),
  );
  for (const { method, path, handler } of routes) {
    if (method === 'GET') app.get(path, handler);
    else app.post(path, handler);
  }
  for (const [path, allowed] of methodsByPath(routes)) app.all(path, methodNotAllowed(allowed));
  for (const { path, router } of mounts) app.use(path, router);
  app.use(notFound);
  app.use(answerErrors(log));
  return app;
}

function methodsByPath(routes: readonly Route[]): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { method, path } of routes) methods.set(path, [...(methods.get(path) ?? []), method]);
  return methods;
}
