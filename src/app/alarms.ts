import { ok } from '../domain/result.ts';
import { nextAlarmAt, ring } from '../domain/ticket/ring.ts';
import type { StoredTicket } from '../store/tickets.ts';
import type { Context } from './context.ts';
import { decideOn } from './execute.ts';

const atOnce = 8;
const againMs = 2000;

/** False: nothing came of it, and looking again at once would bring nothing either. */
async function ringOne(stored: StoredTicket, ctx: Context): Promise<boolean> {
  const { number } = stored.ticket;
  const due = stored.nextAlarmAt;
  // The alarm's own instant names it: the second hub to see it finds the cause used.
  const cause = `alarm/${stored.version}/${due?.getTime() ?? 0}`;
  const result = await decideOn(
    number,
    cause,
    (ticket, policy) => ok(ring(ticket, policy, ctx.clock.now())),
    ctx,
  );
  if (!result.ok || result.value.events.length > 0) {
    if (due) ctx.meters.lateness((ctx.clock.now().getTime() - due.getTime()) / 1000);
    return result.ok;
  }
  const fresh = await ctx.tickets.find(number);
  if (!fresh) return false;
  const policy = await ctx.policy(fresh.ticket.policy);
  const now = ctx.clock.now();
  const next = nextAlarmAt(fresh.ticket, policy, now);
  await ctx.tickets.rearm(number, fresh.version, next);
  return !next || next > now;
}

/** A sick one must not stand in front of the others for ever: it is looked at again a little later. */
async function putOff(
  { ticket: { number }, version }: StoredTicket,
  error: unknown,
  ctx: Context,
): Promise<void> {
  ctx.log.warn({ ticket: number, err: error }, 'alarm will be tried again');
  const again = new Date(ctx.clock.now().getTime() + againMs);
  try {
    await ctx.tickets.rearm(number, version, again);
  } catch (stillAway) {
    ctx.log.debug({ ticket: number, err: stillAway }, 'the alarm stays where it is');
  }
}

/**
 * Fires what is due. Several hubs may do this at once: the ticket's version decides who fired, the others
 * find nothing left. Answers whether to look again at once.
 */
export async function fireAlarms(ctx: Context, limit = 200): Promise<boolean> {
  const due = await ctx.tickets.due(ctx.clock.now(), limit);
  const queue = [...due];
  let moved = false;
  const workers = Array.from({ length: Math.min(atOnce, queue.length) }, async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      try {
        if (await ringOne(next, ctx)) moved = true;
      } catch (error) {
        await putOff(next, error, ctx);
      }
    }
  });
  await Promise.all(workers);
  return moved;
}
