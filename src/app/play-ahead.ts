import { bareOf, channelOf } from '../domain/address.ts';
import type { DueStep } from '../domain/ladder/step.ts';
import { named } from '../domain/notice/cast.ts';
import type { TicketEvent } from '../domain/ticket/events.ts';
import { evolve } from '../domain/ticket/evolve.ts';
import { nextAlarmAt, ring } from '../domain/ticket/ring.ts';
import type { NoticeDoc } from '../store/documents.ts';
import type { StoredTicket } from '../store/tickets.ts';
import type { Context } from './context.ts';
import { noticesOf } from './owe.ts';

/** Whom something reaches, and by which channels. */
export interface Reached {
  kind: 'staff' | 'reporter' | 'conversation';
  name: string;
  nameEn?: string;
  /** A reporter's address, so that a page can name its owner. */
  address?: string;
  by: string[];
}

/** Something that will happen by itself, if nobody does anything before. */
export interface Upcoming {
  at: Date;
  what: Exclude<TicketEvent['type'], 'StepsFired'> | DueStep['kind'] | 'remind' | 'overdue' | 'waiting';
  /** The ticket, or the visit's name. */
  ticket?: number;
  visit?: { name: string; nameEn?: string };
  clock?: string;
  percent?: number;
  /** Of an unclaimed ticket: since when. */
  sinceMs?: number;
  reaches: Reached[];
}

/** How far one ticket is played ahead. */
const mostPerTicket = 4;

/** Who gets these notices. */
export function reachedBy(rows: NoticeDoc[], { service }: Pick<Context, 'service'>): Reached[] {
  const reached = new Map<string, Reached>();
  for (const { to, lane } of rows) {
    const id = to.kind === 'person' ? to.id : to.address;
    const name = to.kind === 'person' ? named(service(), to.id) : { name: bareOf(to.address) };
    const known = reached.get(id) ?? {
      kind: to.kind === 'person' ? 'staff' : to.kind === 'party' ? 'reporter' : 'conversation',
      name: to.kind === 'party' ? (to.name ?? name.name) : name.name,
      ...('nameEn' in name && { nameEn: name.nameEn }),
      ...(to.kind !== 'person' && { address: bareOf(to.address) }),
      by: [],
    };
    const by = channelOf(lane);
    reached.set(id, { ...known, by: known.by.includes(by) ? known.by : [...known.by, by] });
  }
  return [...reached.values()];
}

/** Of what fires together the gravest names it. */
const gravity = ({ kind, percent = 0 }: DueStep): number =>
  kind === 'unclaimed' ? 2000 : kind === 'repeat' ? 500 : percent;

function whatOf(events: TicketEvent[]): Omit<Upcoming, 'at' | 'reaches'> | undefined {
  const [first] = events;
  if (!first) return undefined;
  if (first.type !== 'StepsFired') return { what: first.type };
  const step = [...first.steps].sort((a, b) => gravity(b) - gravity(a))[0];
  if (!step) return undefined;
  const { kind, clock, percent, key } = step;
  const since = /^unclaimed\/(\d+)@/.exec(key)?.[1];
  return {
    what: kind,
    ...(clock && { clock }),
    ...(percent !== undefined && { percent }),
    ...(since !== undefined && { sinceMs: Number(since) }),
  };
}

/** Plays one ticket ahead: the rules are pure, so what they will say then can be asked now. */
export async function playAhead(
  { ticket: start, version }: Pick<StoredTicket, 'ticket' | 'version'>,
  now: Date,
  ctx: Context,
): Promise<Upcoming[]> {
  const policy = await ctx.policy(start.policy);
  const found: Upcoming[] = [];
  let ticket = start;
  let at = nextAlarmAt(ticket, policy, now);
  for (let n = 0; at && n < mostPerTicket; n++) {
    const events = ring(ticket, policy, at);
    const what = whatOf(events);
    const rows = noticesOf(ticket, events, { version: version + 1, now: at }, policy, ctx);
    if (what) found.push({ at, ticket: ticket.number, ...what, reaches: reachedBy(rows, ctx) });
    ticket = events.reduce(evolve, ticket);
    const next = nextAlarmAt(ticket, policy, at);
    if (!next || (next <= at && events.length === 0)) break;
    at = next;
  }
  return found;
}
