import { pino } from 'pino';
import { onVerbOf, type Spoken } from '../../handlers/verb.ts';
import type { Context } from '../../src/app/context.ts';
import { createTicketTurns } from '../../src/app/ticket-turns.ts';
import type { TicketEvent } from '../../src/domain/ticket/events.ts';
import type { Ticket } from '../../src/domain/ticket/ticket.ts';
import type { NextTicket, StoredTicket } from '../../src/store/tickets.ts';
import { later, minute, policy, service } from '../domain/ticket/given.ts';

/** The part of the hub that a verb touches, on a few tickets in memory. */
export function desk(tickets: Ticket[], now = later(20 * minute)) {
  const rows = new Map<number, StoredTicket>(
    tickets.map((ticket) => [
      ticket.number,
      { ticket, version: 1, head: '', causes: [], nextAlarmAt: undefined },
    ]),
  );
  const happened: TicketEvent[] = [];
  const find = async (number: number) => rows.get(number);
  const ctx = {
    turns: createTicketTurns({ find }),
    tickets: {
      find,
      save: async (_version: number, { ticket, version, head, cause, nextAlarmAt, pending }: NextTicket) => {
        happened.push(...(pending.journal.events as TicketEvent[]));
        rows.set(ticket.number, { ticket, version, head, causes: [cause], nextAlarmAt });
        return true;
      },
    },
    service: () => service,
    policy: async () => policy,
    clock: { now: () => now },
    hash: (text: string) => `hash of ${text}`,
    oneWay: () => false,
    form: (name: string) => ({ id: name }),
    log: pino({ level: 'silent' }),
    poke: () => undefined,
  } as unknown as Context;
  let said = 0;
  return {
    ctx,
    happened,
    ticket: (number: number) => rows.get(number)?.ticket,
    /** Types or taps a verb as Wang Lei does, unless it says who. */
    verb: (spoken: Partial<Spoken> & Pick<Spoken, 'verb'>) =>
      onVerbOf(
        { from: 'slack:U0WANGLEI', number: 4821, args: '', ...spoken },
        { cause: `tap ${said++}`, receivedAt: now, number: async () => 9999 },
        ctx,
      ),
  };
}
