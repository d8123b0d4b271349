import type { Result } from '../../result.ts';
import type { Promised } from '../../service/service.ts';
import type { Actor } from '../commands.ts';
import type { TicketEvent } from '../events.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Ticket } from '../ticket.ts';

export type Decision = Result<TicketEvent[], Refusal>;

export const leads = (actor: Actor): boolean => actor.role === 'leader' || actor.role === 'manager';

/** The owner, the worker, and those who answer for both. */
export const mayWork = (ticket: Ticket, actor: Actor): boolean =>
  ticket.owner === actor.person || ticket.worker === actor.person || actor.standsIn === true || leads(actor);

/** Not theirs to move: somebody else has it, or nobody has claimed it yet. */
export const notYours = (ticket: Ticket) =>
  ticket.claimed ? refuse('not-claimed-by-you', { who: ticket.owner }) : refuse('claim-first');

/** Working on a ticket nobody claimed claims it: who does the work answers for it. */
export const claimFirst = (ticket: Ticket, actor: Actor, now: Date): TicketEvent[] =>
  ticket.claimed ? [] : [{ type: 'TicketClaimed', by: actor.person, from: ticket.owner, at: now }];

/** What is promised on this ticket: nothing where no contract covers the reporter. */
export const promised = (ticket: Ticket, promises: Promised[], applies: Promised['applies']): Promised[] =>
  ticket.promised ? promises.filter((p) => p.applies === applies) : [];
