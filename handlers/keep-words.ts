import type { Context } from '../src/app/context.ts';
import { decideOn } from '../src/app/execute.ts';
import type { TicketCommand } from '../src/domain/ticket/commands.ts';
import { decide } from '../src/domain/ticket/decide.ts';

type Words = Omit<Extract<TicketCommand, { type: 'AddReport' }>, 'type' | 'promises'>;

/** Adds what somebody said to a ticket; danger in it makes the ticket urgent, with that severity's limits. */
export const keepWords = (number: number, words: Words, cause: string, ctx: Context) =>
  decideOn(
    number,
    cause,
    (ticket, { contract: { promises } }) => decide(ticket, { ...words, type: 'AddReport', promises }),
    ctx,
  );
