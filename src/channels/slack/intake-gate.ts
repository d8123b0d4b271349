import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Intake } from '../../domain/channel.ts';
import { AppError } from '../../lib/errors.ts';
import type { IdentityHolder } from './identity.ts';
import { isRecord, isTooDeep, toRaw } from './stored-body.ts';
import { triage } from './triage.ts';

/** A verified request that isn't taken in; `status` is what an HTTP caller hears. */
export class NotTakenIn extends AppError {
  readonly code = 'slack-not-taken-in';
  readonly status: number;
  constructor(why: string, status: number) {
    super(why);
    this.status = status;
  }
}

/** 503 tells Slack to come again: the store is away, or we are going. */
export function statusOf(error: unknown): number {
  if (error instanceof NotTakenIn) return error.status;
  return error instanceof Error && 'code' in error && error.code === 'store-unavailable' ? 503 : 500;
}

export interface Gate {
  /** Stores, then acknowledges. Rejects, unacknowledged, when it can't be stored. */
  processEvent(event: ReceiverEvent): Promise<void>;
  open(intake: Intake): void;
  close(): void;
}

/**
 * Stands between Bolt's receivers and Bolt: they acknowledge what is stored and nothing else. Listeners run
 * later, on what was stored, since Bolt acknowledges events before it has handled them.
 */
export function createGate({
  identity,
  log,
}: {
  identity: Pick<IdentityHolder, 'known'>;
  log: Logger;
}): Gate {
  let intake: Intake | undefined;
  return {
    open(to) {
      intake = to;
    },
    close() {
      intake = undefined;
    },
    async processEvent({ body, ack }) {
      if (!intake) throw new NotTakenIn('not taking in', 503);
      if (!isRecord(body) || isTooDeep(body)) throw new NotTakenIn('nested too deep', 400);
      const verdict = triage(body, identity.known()?.team);
      switch (verdict.kind) {
        case 'foreign-team':
          log.warn({ team: verdict.team }, 'a request from another workspace was refused');
          throw new NotTakenIn('another workspace', 403);
        case 'ignore':
          return ack();
        case 'form-errors':
          return ack({ response_action: 'errors', errors: verdict.errors });
        case 'store':
          await intake.accept(toRaw(body));
          return ack();
      }
    },
  };
}

/** Bolt hands its receiver the app; the receiver inside gets the gate in its place. */
export function behindGate(inner: Receiver, gate: Gate): Receiver {
  return {
    // Receivers use nothing of the app but `processEvent`.
    init: () => inner.init({ processEvent: gate.processEvent } as unknown as App),
    start: async () => undefined,
    stop: async () => undefined,
  };
}
