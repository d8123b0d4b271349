import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Follow, PendingDoc } from '../store/documents.ts';
import type { Context } from './context.ts';
import { executeTicketCommand } from './execute.ts';

/** What a fix says of its parts; undefined when it doesn't hold any more. Its reporter may have confirmed meanwhile. */
function fixOf(major: Ticket | undefined, { note, by, times }: Follow) {
  if (major?.status === 'fixed') {
    const { remindAt, closeAt } = major.asked;
    const recordDueAt = major.recordDueAt ?? closeAt;
    return { note: note ?? major.fixNote, by: major.fixedBy, remindAt, closeAt, recordDueAt };
  }
  const confirmed = major?.status === 'closed' && major.outcome !== 'void';
  return confirmed && times && by !== undefined ? { note: note ?? '', by, ...times } : undefined;
}

/** Moves the other tickets that a version moves: those of the same outage. */
export async function follow(pending: PendingDoc, ctx: Context): Promise<void> {
  const { ticket: from } = pending.journal;
  for (const one of pending.follow) {
    const { ticket } = one;
    const now = ctx.clock.now();
    const cause = `follow/${pending.id}/${ticket}`;
    if (one.kind === 'link') {
      const by = { person: one.by ?? 'faultline', role: 'leader' } as const;
      await executeTicketCommand(ticket, { type: 'LinkToMajor', by, major: from, now }, cause, ctx);
      continue;
    }
    const part = (await ctx.tickets.find(ticket))?.ticket;
    const fix = fixOf((await ctx.tickets.find(from))?.ticket, one);
    if (part?.status !== 'open' || !fix) continue;
    const by = { person: fix.by, role: 'leader' } as const;
    await executeTicketCommand(ticket, { type: 'Fix', ...fix, by, now }, cause, ctx);
  }
}
