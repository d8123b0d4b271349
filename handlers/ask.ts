import type { Context } from '../src/app/context.ts';
import { executeTicketCommand } from '../src/app/execute.ts';
import type { Place } from '../src/domain/inbound.ts';
import type { Locale } from '../src/domain/locale.ts';
import type { PersonId, Policy } from '../src/domain/service/service.ts';
import type { Actor, TicketCommand } from '../src/domain/ticket/commands.ts';
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
  place?: Place;
  cause: string;
  now: Date;
}

export type OnVerb = (ask: Ask, ctx: Context) => Promise<Reply>;

export const field = (ask: Ask, id: string): string => (ask.fields?.[id] ?? '').trim();

/** Carries out one command and answers in words only where the card doesn't show it. */
export async function carryOut(ask: Ask, command: TicketCommand, ctx: Context): Promise<Reply> {
  const result = await executeTicketCommand(ask.number, command, ask.cause, ctx);
  const undoUntil = command.type === 'Claim' ? { undoUntil: new Date(ask.now.getTime() + 2 * 60_000) } : {};
  // Who typed a command wants to read that it worked; a tap sees the card change.
  const typed = ask.place !== undefined && ask.fields === undefined && !ask.canForm;
  return answered(
    result,
    ctx,
    ask.number,
    typed ? { name: 'done', facts: { verb: ask.verb, ...undoUntil } } : undefined,
  );
}

/** Opens the verb's form where the channel can, else says what is missing. */
export function formOr<N extends FormName>(
  ask: Ask,
  name: N,
  facts: FormFacts[N],
  missing: Parameters<typeof refused>[0]['reason'],
  ctx: Context,
): Reply {
  if (ask.canForm) return { ok: true, ticket: ask.number, form: ctx.form(name, facts, ask.locale) };
  return refused({ reason: missing }, ctx, ask.number);
}
