import { err, ok, type Result } from '../domain/result.ts';
import type { Policy } from '../domain/service/service.ts';
import type { TicketCommand } from '../domain/ticket/commands.ts';
import type { Decision } from '../domain/ticket/decide/rights.ts';
import { decide } from '../domain/ticket/decide.ts';
import type { TicketEvent } from '../domain/ticket/events.ts';
import type { Refusal } from '../domain/ticket/refusal.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { AppError } from '../lib/errors.ts';
import type { NextTicket } from '../store/tickets.ts';
import type { Context } from './context.ts';
import { nextOf } from './next-of.ts';
import type { Turn } from './ticket-turns.ts';

/** Too many others wrote to the same ticket at once; the command may be tried again. */
export class StaleVersion extends AppError {
  readonly code = 'stale-version';
}

/** The alarms' loop looks twice a second, and as far ahead. */
const lookMs = 500;

export interface Executed {
  ticket: Ticket;
  events: TicketEvent[];
}

/** Tells the loops of what was written: what it owes, and an alarm that comes before their next look. */
export function announce({ ticket, nextAlarmAt: at }: NextTicket, now: Date, ctx: Context): void {
  ctx.poke('relay', ticket.number);
  if (at && at.getTime() - now.getTime() < lookMs) ctx.poke('alarms');
}

/**
 * Decides on the stored ticket and writes what follows, once per `cause`: a repeated cause, a crash after
 * the write, a second hub change nothing. An empty list of events: it was already so.
 * @throws StaleVersion after 20 lost races.
 */
export async function decideOn(
  number: number,
  cause: string,
  rule: (ticket: Ticket, policy: Policy) => Decision,
  ctx: Context,
): Promise<Result<Executed, Refusal>> {
  return ctx.turns.take(number, (turn) => decideIn(turn, number, cause, rule, ctx));
}

async function decideIn(
  turn: Turn,
  number: number,
  cause: string,
  rule: (ticket: Ticket, policy: Policy) => Decision,
  ctx: Context,
): Promise<Result<Executed, Refusal>> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const stored = await turn.read();
    if (!stored) return err({ reason: 'no-such-ticket', number });
    if (stored.causes.includes(cause)) return ok({ ticket: stored.ticket, events: [] });
    const policy = await ctx.policy(stored.ticket.policy);
    const decision = rule(stored.ticket, policy);
    if (!decision.ok) return decision;
    const events = decision.value;
    if (events.length === 0) return ok({ ticket: stored.ticket, events });
    const now = ctx.clock.now();
    const next = nextOf(stored, events, cause, policy, now, ctx);
    const { ticket, version, head, nextAlarmAt, pending } = next;
    const writtenAt = pending.journal.at;
    const written = { ticket, version, head, writtenAt, nextAlarmAt, causes: [...stored.causes, cause] };
    if (await turn.write(() => ctx.tickets.save(stored.version, next, now), written)) {
      announce(next, now, ctx);
      return ok({ ticket: next.ticket, events });
    }
    // Somebody wrote in between: look again, a little apart from the others.
    await new Promise((resolve) => setTimeout(resolve, 1 + ((attempt * 7) % 23)));
  }
  throw new StaleVersion(`ticket ${number} is being written by too many at once`);
}

/** Carries out one command. */
export const executeTicketCommand = (number: number, command: TicketCommand, cause: string, ctx: Context) =>
  decideOn(number, cause, (ticket) => decide(ticket, command), ctx);
