import type { IncomingMessage, ServerResponse } from 'node:http';

/** A way into the one HTTP server. A channel hands these to main; the handler reads its own body. */
export interface Route {
  method: 'GET' | 'POST';
  /** Exact, no pattern: `/twilio/sms`. */
  path: string;
  handler(req: IncomingMessage, res: ServerResponse): void | Promise<void>;
}
