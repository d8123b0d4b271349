import { nextAlarmAt, ring } from '../domain/ticket/ring.ts';
import { createBreather } from '../lib/breather.ts';
import type { Fire, Owing } from '../store/ticket-batches.ts';
import type { DueTicket } from '../store/ticket-rows.ts';
import type { Context } from './context.ts';
import { nextOf } from './next-of.ts';
import { createPool } from './pool.ts';
import { createShares } from './shares.ts';

const atOnce = 500;
/** Batches whose journal entries and notices are being written while the next one fires. */
const carriedAtOnce = 3;
const againMs = 2000;
/** So far ahead a look sees: the loop then rests until the first of these instants. */
const aheadMs = 500;

interface Rearmed {
  number: number;
  expected: number;
  nextAlarmAt: Date | undefined;
}
/** What is to be done with the tickets of one look. */
interface Decided {
  fires: { due: DueTicket; fire: Fire }[];
  rearmed: Rearmed[];
  sick: Map<number, unknown>;
}

async function decideAll(due: DueTicket[], ctx: Context): Promise<Decided> {
  const decided: Decided = { fires: [], rearmed: [], sick: new Map() };
  const breathe = createBreather();
  for (const stored of due) {
    const { ticket, version, nextAlarmAt: dueAt } = stored;
    try {
      const policy = await ctx.policy(ticket.policy);
      const now = ctx.clock.now();
      const events = ring(ticket, policy, now);
      if (events.length > 0) {
        // The alarm's own instant names it.
        const cause = `alarm/${version}/${dueAt?.getTime() ?? 0}`;
        const fire = { expected: version, next: nextOf(stored, events, cause, policy, now, ctx) };
        decided.fires.push({ due: stored, fire });
      } else {
        const next = nextAlarmAt(ticket, policy, now);
        const late = next && next <= now;
        const again = late ? new Date(now.getTime() + againMs) : next;
        decided.rearmed.push({ number: ticket.number, expected: version, nextAlarmAt: again });
      }
    } catch (error) {
      decided.sick.set(ticket.number, error);
    }
    await breathe();
  }
  return decided;
}

/** A sick one must not stand in front of the others for ever: it is looked at again a little later. */
function putOff(due: DueTicket[], sick: Map<number, unknown>, ctx: Context): Rearmed[] {
  const nextAlarmAt = new Date(ctx.clock.now().getTime() + againMs);
  return due.flatMap(({ ticket: { number }, version }) => {
    if (!sick.has(number)) return [];
    ctx.log.warn({ ticket: number, err: sick.get(number) }, 'alarm will be tried again');
    return [{ number, expected: version, nextAlarmAt }];
  });
}

/**
 * Fires what is due, many tickets with one command each for state, journal and outbox. Several hubs may do
 * this at once: the ticket's version decides who fired, the others find nothing left. `carry` moves what was
 * fired on to the journal and the outbox while the next batch fires; left alone, the relay would do it later.
 */
export function createAlarms(carry: (owing: Owing[]) => Promise<unknown>, ctx: Context) {
  const carrying = createPool(carriedAtOnce);
  const shares = createShares();
  let next: Date | undefined;

  /** What is due in this hub's part, or in another where that one is empty. */
  async function look(): Promise<DueTicket[]> {
    for (;;) {
      const now = ctx.clock.now();
      const by = new Date(now.getTime() + aheadMs);
      const seen = await ctx.tickets.due(by, atOnce, shares.current());
      const due = seen.filter(({ nextAlarmAt: at }) => at && at <= now);
      next = seen[due.length]?.nextAlarmAt;
      if (due.length > 0 || !shares.nothing()) return due;
    }
  }

  /** What the fired ones owe; undefined: nothing came of it, and looking again at once would bring nothing. */
  async function fireDue(): Promise<Owing[] | undefined> {
    const due = await look();
    if (due.length === 0) return undefined;
    const now = ctx.clock.now();
    const { fires, rearmed, sick } = await decideAll(due, ctx);
    const outcome = await ctx.tickets.fire(
      fires.map(({ fire }) => fire),
      now,
    );
    const delayed = putOff(due, new Map([...sick, ...outcome.sick]), ctx);
    if (rearmed.length + delayed.length > 0) await ctx.tickets.rearm([...rearmed, ...delayed]);
    const then = ctx.clock.now().getTime();
    const fired = fires.filter(({ due: { ticket } }) => outcome.won.has(ticket.number));
    for (const {
      due: { nextAlarmAt: at },
    } of fired)
      if (at) ctx.meters.lateness((then - at.getTime()) / 1000);
    // What it owed before goes first: the order of a ticket's messages is that of its events.
    const owing = fired.map(({ due: { ticket, owes }, fire }) => ({
      number: ticket.number,
      pending: [...owes, fire.next.pending],
    }));
    const others = fires.length - fired.length - outcome.sick.size;
    const on = shares.fired(fired.length, others);
    return rearmed.length + delayed.length > 0 || on ? owing : undefined;
  }

  return {
    /** Answers whether to look again at once, or how long to rest. */
    async pass(stopping: () => boolean): Promise<boolean | number> {
      const any = await carrying.fill(
        fireDue,
        async (owing) => {
          try {
            await carry(owing);
          } catch (error) {
            ctx.log.warn({ err: error }, 'what alarms owe is left to the relay');
          }
        },
        stopping,
      );
      if (any) return true;
      return next ? Math.max(0, next.getTime() - ctx.clock.now().getTime()) : false;
    },
    drain: () => carrying.drain(),
  };
}
