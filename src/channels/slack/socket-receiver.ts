import { setTimeout as sleep } from 'node:timers/promises';
import { type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Dispatcher } from 'undici';
import { boltLogger } from './bolt-logger.ts';
import { behindGate, type Gate, statusOf } from './intake-gate.ts';

const longestPauseMs = 30_000;
const settledMs = 10_000;
const closingMs = 3_000;

export interface Socket {
  receiver: Receiver;
  /** Connects and stays connected until stopped; returns after the first attempt, whatever came of it. */
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  /** Why it isn't connected; undefined when it is. */
  trouble(): string | undefined;
}

/**
 * Socket Mode. Bolt's client gives up for good when its start fails, and a failed reconnect of its own is a
 * rejection that nobody can catch; so it never reconnects, we do.
 */
export function createSocketReceiver(
  { appToken, apiUrl }: { appToken: string; apiUrl: string },
  deps: { gate: Gate; log: Logger; dispatcher?: Dispatcher | undefined; firstPauseMs?: number },
): Socket {
  const stopping = new AbortController();
  let trouble: string | undefined = 'not connected yet';
  let running: Promise<void> | undefined;

  const inner = new SocketModeReceiver({
    appToken,
    logger: boltLogger(deps.log),
    autoReconnectEnabled: false,
    installerOptions: {
      clientOptions: {
        slackApiUrl: apiUrl,
        retryConfig: { retries: 0 },
        timeout: 10_000,
        rejectRateLimitedCalls: true,
      },
    },
    ...(deps.dispatcher && { dispatcher: deps.dispatcher }),
    processEventErrorHandler: async ({ error }) => {
      deps.log.warn({ status: statusOf(error), err: error }, 'a Slack request was not taken in');
      // Not acknowledged: Slack delivers it again.
      return false;
    },
  });

  let onGone: () => void = () => undefined;
  inner.client.on('disconnected', () => onGone());

  async function stayConnected(firstDone: () => void): Promise<void> {
    const firstPauseMs = deps.firstPauseMs ?? 1000;
    let pauseMs = firstPauseMs;
    while (!stopping.signal.aborted) {
      const gone = new Promise<void>((resolve) => {
        onGone = resolve;
      });
      try {
        await inner.start();
        const connectedAt = performance.now();
        trouble = undefined;
        pauseMs = firstPauseMs;
        firstDone();
        await gone;
        trouble = 'the socket was closed';
        // Slack recycles sockets every few hours; one that lived is replaced at once, so that little is missed.
        if (performance.now() - connectedAt > settledMs) continue;
      } catch (error) {
        trouble = error instanceof Error ? error.message.slice(0, 200) : 'it does not connect';
        deps.log.warn({ err: error, pauseMs }, 'Slack socket does not connect, it will be tried again');
        firstDone();
      }
      // A socket that doesn't hold is tried ever more slowly; stopping cuts the pause short.
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
  }

  return {
    receiver: behindGate(inner, deps.gate),
    connect: () =>
      new Promise((resolve) => {
        running = stayConnected(resolve);
      }),
    async disconnect() {
      stopping.abort();
      // A peer that is gone never answers the closing handshake, and Bolt would wait half a minute for it.
      const closed = Promise.allSettled([inner.client.disconnect(), running]);
      await Promise.race([closed, sleep(closingMs, undefined, { ref: false })]);
      trouble = 'stopped';
    },
    trouble: () => trouble,
  };
}
