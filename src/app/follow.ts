import type { PendingDoc } from '../store/documents.ts';
import type { Context } from './context.ts';
import { executeTicketCommand } from './execute.ts';

/** Moves the other tickets that a version moves: those of the same outage. */
export async function follow(pending: PendingDoc, ctx: Context): Promise<void> {
  const { ticket: from } = pending.journal;
  for (const { ticket, kind, note, by: linker = 'faultline' } of pending.follow) {
    const now = ctx.clock.now();
    const cause = `follow/${pending.id}/${ticket}`;
    const by = { person: linker, role: 'leader' } as const;
    if (kind === 'link') {
      await executeTicketCommand(ticket, { type: 'LinkToMajor', by, major: from, now }, cause, ctx);
      continue;
    }
    const part = (await ctx.tickets.find(ticket))?.ticket;
    const major = (await ctx.tickets.find(from))?.ticket;
    if (part?.status !== 'open' || major?.status !== 'fixed') continue;
    const { remindAt, closeAt } = major.asked;
    const recordDueAt = major.recordDueAt ?? closeAt;
    const fixer = { person: major.fixedBy, role: 'leader' } as const;
    const command = {
      type: 'Fix',
      by: fixer,
      note: note ?? major.fixNote,
      remindAt,
      closeAt,
      recordDueAt,
      now,
    } as const;
    await executeTicketCommand(ticket, command, cause, ctx);
  }
}
