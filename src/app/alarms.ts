import { nextAlarmAt, ringing } from '../domain/ticket/ring.ts';
import { createBreather } from '../lib/breather.ts';
import type { Owing, Place } from '../store/ticket-batches.ts';
import type { DueTicket, Fire } from '../store/ticket-rows.ts';
import type { Context } from './context.ts';
import { nextOf } from './next-of.ts';
import { createPool } from './pool.ts';
import { createShares } from './shares.ts';

const atOnce = 500;
/** Batches that are being written while the next one is decided. */
const writtenAtOnce = 3;
/** From so many on they fire together. */
const together = 8;
const againMs = 2000;
/** What has waited for so long is fired by whoever sees it, in whose part it may be. */
const forgottenMs = 3000;
/** So far ahead a look sees: the loop then rests until the first of these instants. */
const aheadMs = 500;

/** A ticket that fires: as it was read, and what it becomes. */
interface Firing {
  due: DueTicket;
  fire: Fire;
}
interface Rearmed {
  number: number;
  expected: number;
  nextAlarmAt: Date | undefined;
}
/** What is to be done with the tickets of one look. */
interface Decided {
  due: DueTicket[];
  fires: Firing[];
  rearmed: Rearmed[];
  sick: Map<number, unknown>;
}

async function decideAll(due: DueTicket[], ctx: Context): Promise<Decided> {
  const decided: Decided = { due, fires: [], rearmed: [], sick: new Map() };
  const breathe = createBreather();
  for (const stored of due) {
    const { ticket, version, nextAlarmAt: dueAt } = stored;
    try {
      const policy = await ctx.policy(ticket.policy);
      const now = ctx.clock.now();
      const { events, ladders } = ringing(ticket, policy, now);
      if (events.length > 0) {
        // The alarm's own instant names it.
        const cause = `alarm/${version}/${dueAt?.getTime() ?? 0}`;
        const fire = { expected: version, next: nextOf(stored, events, cause, policy, now, ctx, ladders) };
        decided.fires.push({ due: stored, fire });
      } else {
        const next = nextAlarmAt(ticket, policy, now, ladders);
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
 * Fires what is due, many tickets at once. Several hubs may do this side by side, each in a part of its own: the
 * ticket's version decides who fired. `carry` moves what is owed on to the journal and the outbox; left alone,
 * the relay would do it later.
 */
export function createAlarms(carry: (owing: Owing[]) => Promise<unknown>, ctx: Context) {
  const writing = createPool(writtenAtOnce);
  const shares = createShares(ctx);
  let next: Date | undefined;

  /** What is due in this hub's part behind the last one that was looked at. */
  async function look(after: Place | undefined): Promise<DueTicket[]> {
    const share = await shares.current();
    const now = ctx.clock.now();
    const by = new Date(now.getTime() + aheadMs);
    const seen = await ctx.tickets.due(by, atOnce, share, after);
    const due = seen.filter(({ nextAlarmAt: at }) => at && at <= now);
    next = seen[due.length]?.nextAlarmAt;
    if (due.length > 0 || after || !shares.forgotten()) return due;
    return ctx.tickets.due(new Date(now.getTime() - forgottenMs), atOnce);
  }

  /** All or none: most tickets owe nothing else, and nobody else writes to them just now. */
  async function fireTogether(fires: Firing[], now: Date): Promise<Owing[] | undefined> {
    if (fires.length < together) return undefined;
    const pending = await ctx.tickets.fireTogether(
      fires.map(({ fire }) => fire),
      now,
    );
    const number = fires[0]?.due.ticket.number;
    return pending && number !== undefined ? [{ number, pending: [pending] }] : undefined;
  }

  /** Each for itself, with one command. Answers those that fired, and those that could not. */
  async function fireEach(fires: Firing[], now: Date) {
    const { won, sick } = await ctx.tickets.fire(
      fires.map(({ fire }) => fire),
      now,
    );
    const fired = fires.filter(({ due: { ticket } }) => won.has(ticket.number));
    if (fired.length + sick.size < fires.length) shares.beaten();
    // What it owed before goes first: the order of a ticket's messages is that of its events.
    const owing = fired.map(({ due: { ticket, owes }, fire }) => ({
      number: ticket.number,
      pending: [...owes, fire.next.pending],
    }));
    return { fired, sick, owing };
  }

  /** Answers what is still owed to the journal and the outbox. */
  async function fireAll({ due, fires, rearmed, sick }: Decided): Promise<Owing[]> {
    const now = ctx.clock.now();
    const free = fires.filter(({ due: { owes } }) => owes.length === 0);
    const owing = await fireTogether(free, now);
    const left = owing ? fires.filter(({ due: { owes } }) => owes.length > 0) : fires;
    const each = await fireEach(left, now);
    const then = ctx.clock.now().getTime();
    for (const { due: one } of [...(owing ? free : []), ...each.fired])
      if (one.nextAlarmAt) ctx.meters.lateness((then - one.nextAlarmAt.getTime()) / 1000);
    const delayed = putOff(due, new Map([...sick, ...each.sick]), ctx);
    if (rearmed.length + delayed.length > 0) await ctx.tickets.rearm([...rearmed, ...delayed]);
    return [...(owing ?? []), ...each.owing];
  }

  let failed: Error | undefined;
  async function write(decided: Decided): Promise<void> {
    try {
      const owing = await fireAll(decided);
      await carry(owing).catch((error: unknown) =>
        ctx.log.warn({ err: error }, 'what alarms owe is left to the relay'),
      );
    } catch (error) {
      failed = error instanceof Error ? error : new Error(String(error));
    }
  }

  return {
    /** Answers whether to look again at once, or how long to rest. */
    async pass(stopping: () => boolean): Promise<boolean | number> {
      let after: Place | undefined;
      const any = await writing.fill(
        async () => {
          const due = await look(after);
          const last = due.at(-1);
          if (!last?.nextAlarmAt) return undefined;
          after = { nextAlarmAt: last.nextAlarmAt, number: last.ticket.number };
          return decideAll(due, ctx);
        },
        write,
        stopping,
      );
      // What is being written would be seen again from the front.
      await writing.drain();
      if (failed) {
        const error = failed;
        failed = undefined;
        throw error;
      }
      if (any) return true;
      return next ? Math.max(0, next.getTime() - ctx.clock.now().getTime()) : false;
    },
    drain: () => writing.drain(),
  };
}
