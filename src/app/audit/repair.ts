import { ok } from '../../domain/result.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import { ring } from '../../domain/ticket/ring.ts';
import type { AuditedTicket } from '../../store/audit.ts';
import type { Context } from '../context.ts';
import { announce, decideOn } from '../execute.ts';
import { moveAll } from '../move.ts';
import { nextOf } from '../next-of.ts';
import type { Found } from './examine.ts';

type What = Extract<TicketEvent, { type: 'AuditRepaired' }>['what'];

/**
 * Writes into the journal that something was made good; whatever is due by then fires in the same version. Its
 * next alarm is planned anew with it, as with every write.
 */
async function repairByEvent({ ticket: { number }, version }: AuditedTicket, what: What, ctx: Context) {
  const done = await decideOn(
    number,
    `audit/${what}/${version}`,
    (ticket, policy) => {
      const at = ctx.clock.now();
      return ok([{ type: 'AuditRepaired', what, at }, ...ring(ticket, policy, at)]);
    },
    ctx,
  );
  return done.ok && done.value.events.length > 0;
}

/** The journal is the truth: what differs is written as it tells. */
async function restoreFold({ ticket, version, head }: AuditedTicket, { told }: Found, ctx: Context) {
  if (!told) return false;
  const now = ctx.clock.now();
  const policy = await ctx.policy(told.policy);
  const event = { type: 'AuditRepaired', what: 'fold', at: now } as const;
  // Words are left as they stand: those that were erased are known to nobody else.
  const { reports, notes, parties, title, record } = ticket;
  const right = { ...told, reports, notes, parties, title, record };
  const cause = `audit/fold/${version}`;
  const next = nextOf({ ticket: right, version, head }, [event], cause, policy, now, ctx);
  const { before: _asItShouldBe, ...whole } = next;
  if (!(await ctx.tickets.save(version, whole, now))) return false;
  announce(next, now, ctx);
  return true;
}

/** Makes good what can be made good; false where only people can. */
export async function repair(found: Found, stored: AuditedTicket, ctx: Context): Promise<boolean> {
  const { finding, notices = [] } = found;
  const { number } = stored.ticket;
  switch (finding.kind) {
    case 'alarm':
    case 'overdue':
      return repairByEvent(stored, 'alarm', ctx);
    case 'fold':
      return restoreFold(stored, found, ctx);
    case 'notice':
      // By their ids: one that came meanwhile is not sent twice.
      await ctx.outbox.add(notices.map((notice) => ({ ...notice, repaired: true })));
      ctx.poke('outbox');
      return repairByEvent(stored, 'notice', ctx);
    case 'pending': {
      const moved = await moveAll([{ number, pending: stored.owes }], ctx);
      ctx.poke('outbox');
      return moved.size > 0 && (await repairByEvent(stored, 'pending', ctx));
    }
    default:
      return false;
  }
}
