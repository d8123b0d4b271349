import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { type Backend, createBackend } from './backend.ts';
import { createEvents } from './events.ts';
import type { Cast, HubReads } from './hub-reads.ts';
import { createListing } from './listing.ts';
import { createMachines, deskNumber, type Machines } from './machines.ts';
import { createPushes } from './pushes.ts';
import { SandboxRefused } from './refused.ts';
import { createRoutes } from './routes.ts';
import { createTurns } from './turns.ts';
import { createView, type View } from './view.ts';

export type { Cast, HubReads, Told, Upcoming } from './hub-reads.ts';

export interface SandboxOptions {
  log: Logger;
  /** State is kept in its folder `sandbox`. */
  dataDir: string;
  /** `http://127.0.0.1:port`, asked at each delivery. */
  hubUrl: () => string;
  /** The hub's built-in SMTP receiver. */
  mailListen: { host: string; port: number };
  /** The desk's own mail address. */
  mailAddress: string;
  cast: () => Cast;
  reads: HubReads;
}

export interface SandboxSettings {
  slack: { botToken: string; signingSecret: string; apiUrl: string };
  twilio: { accountSid: string; authToken: string; from: string; apiUrl: string };
  mail: { smtpUrl: string; from: string };
}

export interface Sandbox {
  /** Starts the look-alikes, with what they kept. @returns what a hub needs to use them as its providers */
  start(): Promise<SandboxSettings>;
  /** To be mounted at `/sandbox`. */
  router: RequestHandler;
  /** Ends the streams of open pages: an HTTP server that closes would wait for them. */
  hangUp(): void;
  /** Stops the look-alikes and writes what isn't kept yet. */
  stop(): Promise<void>;
}

/** Local look-alikes of Slack, Twilio and a mailbox, the page that shows them, and addresses for scripts. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const { log, cast, reads, mailAddress } = options;
  const events = createEvents();
  let running: { machines: Machines; backend: Backend; view: View } | undefined;
  const up = () => {
    if (!running) throw new SandboxRefused(503, 'the sandbox is still starting');
    return running;
  };
  const pushes = createPushes({ events, view: () => up().view, log });

  return {
    async start() {
      const machines = await createMachines({ ...options, onChange: pushes.changed });
      const listing = createListing({ journal: machines.journal, reads });
      machines.onRow(listing.added);
      const view = createView({ machines, reads, cast, mailAddress });
      const context = { machines, listing, reads, cast };
      const backend = createBackend({ context, view, events, pushes, inTurn: createTurns() });
      const { slackUrl, twilioUrl, smtpUrl } = await machines.start();
      running = { machines, backend, view };
      const { botToken, signingSecret, accountSid, authToken } = machines.keys;
      return {
        slack: { botToken, signingSecret, apiUrl: slackUrl },
        twilio: { accountSid, authToken, from: deskNumber, apiUrl: twilioUrl },
        mail: { smtpUrl, from: mailAddress },
      };
    },
    router: createRoutes(() => up().backend, log),
    hangUp: () => events.hangUp(),
    async stop() {
      pushes.stop();
      events.stop();
      await running?.machines.stop();
      running = undefined;
    },
  };
}
