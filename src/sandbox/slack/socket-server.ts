import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Delivered, Payload } from './delivery.ts';
import { bot } from './records.ts';

/** Socket Mode's other side: greets, sends envelopes, waits for their acks. */
export interface SocketServer {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  connected(): boolean;
  deliver(payload: Payload, retry: number): Promise<Delivered>;
  /** Asks every client to reconnect, as Slack does when it recycles a machine. */
  recycle(): void;
  close(): void;
}

export function createSocketServer({ ackWithinMs }: { ackWithinMs: number }): SocketServer {
  const server = new WebSocketServer({ noServer: true });
  const waiting = new Map<string, (answer: unknown) => void>();
  const open = (): WebSocket | undefined => [...server.clients].find((one) => one.readyState === one.OPEN);

  server.on('connection', (client) => {
    client.send(
      JSON.stringify({
        type: 'hello',
        num_connections: server.clients.size,
        connection_info: { app_id: bot.app },
      }),
    );
    client.on('message', (data) => {
      const ack = JSON.parse(String(data)) as { envelope_id?: string; payload?: unknown };
      const settle = waiting.get(ack.envelope_id ?? '');
      waiting.delete(ack.envelope_id ?? '');
      settle?.(ack.payload);
    });
  });

  return {
    upgrade(request, socket, head) {
      server.handleUpgrade(request, socket, head, (client) => server.emit('connection', client, request));
    },
    connected: () => open() !== undefined,
    deliver(payload, retry) {
      const client = open();
      if (!client) return Promise.resolve({ ok: false, status: 0 });
      const envelope = randomUUID();
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiting.delete(envelope);
          resolve({ ok: false, status: 0 });
        }, ackWithinMs);
        waiting.set(envelope, (answer) => {
          clearTimeout(timer);
          const said = typeof answer === 'object' && answer !== null && Object.keys(answer).length > 0;
          resolve({ ok: true, status: 200, ...(said && { answer }) });
        });
        client.send(
          JSON.stringify({
            envelope_id: envelope,
            type: payload.type,
            payload: payload.body,
            accepts_response_payload: payload.type !== 'events_api',
            ...(payload.type === 'events_api' && {
              retry_attempt: retry,
              retry_reason: retry > 0 ? 'timeout' : '',
            }),
          }),
        );
      });
    },
    recycle() {
      for (const client of server.clients)
        client.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
    },
    close() {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}
