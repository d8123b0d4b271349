import { channelOf } from '../domain/address.ts';
import { startClock } from '../domain/clock/moves.ts';
import type { Locale } from '../domain/locale.ts';
import { castOf, groupById } from '../domain/notice/cast.ts';
import { policyFor } from '../domain/service/directory.ts';
import type { Contract, PersonId, Policy, Severity } from '../domain/service/service.ts';
import type { TicketEvent } from '../domain/ticket/events.ts';
import { evolve } from '../domain/ticket/evolve.ts';
import { ring } from '../domain/ticket/ring.ts';
import type { Party, ReportEntry, Ticket } from '../domain/ticket/ticket.ts';
import type { Context } from './context.ts';
import { announce } from './execute.ts';
import { nextOf } from './next-of.ts';

/** Everything a report brings to a new ticket. */
export interface Opening {
  number: number;
  cause: string;
  report: ReportEntry;
  parties: Party[];
  title: string;
  severity: Severity;
  danger: string[];
  locale: Locale;
  contract: Contract;
  /** False: nobody's contract covers the reporter, the receipt promises nothing. */
  promised: boolean;
  customer?: string;
  site?: string;
  /** Staff who log or forward a report own it from the first touch. */
  loggedBy?: PersonId;
  /** Whoever works on the outage that it is part of has it from the start: nobody need be called. */
  worksOnIt?: PersonId;
  proposed?: { address: Party['address']; name?: string };
  partOf?: number;
  quotes?: number;
  partial: boolean;
  askPlace: boolean;
  /** From a number known for spam: nobody is paged, somebody looks in the morning. */
  held?: boolean;
}

function freshTicket(opening: Opening, policy: Policy, now: Date): Ticket {
  const { contract, severity, held } = opening;
  const firstHand = opening.loggedBy ?? opening.worksOnIt;
  const promised = opening.promised && !held;
  const promises = promised ? contract.promises.filter((p) => p.applies === 'always') : [];
  return {
    status: 'open',
    number: opening.number,
    openedAt: now,
    title: opening.title,
    titleEdited: false,
    severity,
    danger: opening.danger,
    locale: opening.locale,
    owner: firstHand ?? '',
    claimed: firstHand !== undefined,
    ...(firstHand !== undefined && { claimedBy: firstHand, claimedAt: now }),
    ...(firstHand === undefined && !held && { unclaimedSince: now }),
    ...(held && { held }),
    group: contract.group,
    ...(opening.customer && { customer: opening.customer }),
    ...(opening.site && { site: opening.site }),
    contract: contract.id,
    policy: policy.hash,
    promised,
    parties: opening.parties,
    reports: [opening.report],
    notes: [],
    clocks: promises.map((p) => startClock(p, now, severity)),
    steps: {},
    unanswered: 0,
    onsite: 'no',
    tries: [],
    record: {},
    recordReminded: false,
    ...(opening.proposed && { proposed: opening.proposed }),
    ...(opening.partOf !== undefined && { partOf: opening.partOf }),
    ...(opening.quotes !== undefined && { quotes: opening.quotes }),
    parts: [],
    denials: 0,
  };
}

/**
 * Opens a ticket with an owner from its first moment: the duty person of the rota, else the group's
 * leader. One insert under the number fixed on the inbox row; opening it again is a no-op.
 */
export async function openTicket(opening: Opening, ctx: Context): Promise<Ticket> {
  const now = ctx.clock.now();
  const service = ctx.service();
  const policy = policyFor(service, opening.contract.id, ctx.hash);
  await ctx.meta.keepPolicy(policy);
  const blank = freshTicket(opening, policy, now);
  const owner =
    blank.owner ||
    (castOf(service, { ...blank, owner: groupById(service, blank.group).leader }, now).inRole('duty')[0] ??
      '');
  const ticket: Ticket = { ...blank, owner };
  const opened: TicketEvent = {
    type: 'TicketOpened',
    ticket,
    how: opening.loggedBy ? 'logged' : 'reported',
    ...(opening.partOf !== undefined && { knownOutage: opening.partOf }),
    partial: opening.partial,
    askPlace: opening.askPlace,
    at: now,
  };
  const logged: TicketEvent[] = opening.proposed
    ? [{ type: 'ReporterProposed', ...opening.proposed, at: now }]
    : [];
  const events = [opened, ...logged, ...ring(ticket, policy, now)];
  const next = nextOf(undefined, events, opening.cause, policy, now, ctx);
  const fresh = await ctx.tickets.insert(next, now);
  announce(next, now, ctx);
  if (fresh) {
    ctx.log.info({ ticket: opening.number, channel: channelOf(opening.report.from) }, 'ticket opened');
    return next.ticket;
  }
  return (await ctx.tickets.find(opening.number))?.ticket ?? events.reduce(evolve, ticket);
}
