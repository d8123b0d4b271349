import type { Context } from '../src/app/context.ts';
import { type Executed, executeTicketCommand } from '../src/app/execute.ts';
import type { Locale } from '../src/domain/locale.ts';
import type { Catalogue } from '../src/domain/notice/catalogue.ts';
import type { PersonId, Policy } from '../src/domain/service/service.ts';
import type { Actor, TicketCommand } from '../src/domain/ticket/commands.ts';
import { undoWithinMs } from '../src/domain/ticket/decide/claiming.ts';
import { decide } from '../src/domain/ticket/decide.ts';
import type { Ticket } from '../src/domain/ticket/ticket.ts';
import type { FormFacts, FormName } from '../templates/index.ts';
import { answered, type Reply, refused } from './reply.ts';

/** One verb on one ticket by one of the staff: from a button, a form, a command or a mention. */
export interface Ask {
  verb: string;
  number: number;
  /** The ticket as it was when the verb arrived; the decision is made on the stored one. */
  ticket: Ticket;
  policy: Policy;
  by: Actor;
  locale: Locale;
  /** What was typed after the verb. */
  args: string;
  /** `@who`, resolved. */
  who?: PersonId;
  /** Set when a form was submitted. */
  fields?: Record<string, string>;
  value?: string;
  /** Where a form can be opened now. */
  canForm: boolean;
  /** Written, not tapped: who types a command wants to read that it worked; a tap sees the card change. */
  typed: boolean;
  cause: string;
  now: Date;
}

export type OnVerb = (ask: Ask, ctx: Context) => Promise<Reply>;

export const field = (ask: Ask, id: string): string => (ask.fields?.[id] ?? '').trim();

/**
 * Carries out one command and answers in words only where the card doesn't show it.
 * @param then what follows from what it did, beside the ticket
 * @param said words behind the command's own that it has no place for: kept as a note
 */
export async function carryOut(
  ask: Ask,
  command: TicketCommand,
  ctx: Context,
  said = '',
  then?: (done: Executed) => Promise<void>,
): Promise<Reply> {
  const { number, cause, by, now } = ask;
  const result = await executeTicketCommand(number, command, cause, ctx);
  if (result.ok && said)
    await executeTicketCommand(number, { type: 'AddNote', by, text: said, now }, `${cause}/note`, ctx);
  if (result.ok) await then?.(result.value);
  if (!result.ok || !ask.typed) return answered(result, ctx, ask.number);
  return answered(result, ctx, ask.number, { name: 'done', facts: doneFacts(ask, command, result.value) });
}

function doneFacts(ask: Ask, command: TicketCommand, { ticket }: Executed): Catalogue['done'] {
  const { claimedAt, pause, voiding } = ticket;
  const undoUntil =
    command.type === 'Claim' && claimedAt ? new Date(claimedAt.getTime() + undoWithinMs) : undefined;
  const waits =
    (command.type === 'Pause' && pause?.approved === false) ||
    (command.type === 'Void' && voiding !== undefined);
  return {
    verb: ask.verb,
    ...(undoUntil && undoUntil > ask.now && { undoUntil }),
    ...(waits && { waits }),
  };
}

/**
 * Opens the verb's form where the channel can, else says what is missing.
 * @param filled what the form would ask for; nobody fills in a form to hear that they may not
 */
export function formOr<N extends FormName>(
  ask: Ask,
  name: N,
  facts: FormFacts[N],
  missing: Parameters<typeof refused>[0]['reason'],
  ctx: Context,
  filled?: TicketCommand,
): Reply {
  const decision = filled && decide(ask.ticket, filled);
  if (decision && !decision.ok) return refused(decision.error, ctx, ask.number);
  if (ask.canForm) return { ok: true, ticket: ask.number, form: ctx.form(name, facts, ask.locale) };
  return refused({ reason: missing }, ctx, ask.number);
}
