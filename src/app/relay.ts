import type { NoticeDoc, PendingDoc } from '../store/documents.ts';
import type { Context } from './context.ts';
import { executeTicketCommand } from './execute.ts';

/** The card's row: one per ticket, level-triggered. */
const cardRow = (ticket: number, lane: NoticeDoc['lane'], at: Date, ctx: Context): NoticeDoc => ({
  _id: `card/${ticket}`,
  kind: 'card',
  ticket,
  to: { kind: 'conversation', address: lane },
  audience: 'staff',
  locale: ctx.service().organisation.locale,
  loud: 'notice',
  name: 'card',
  facts: {},
  lane,
  fallbacks: [],
  state: 'queued',
  at,
  seq: 0,
  nextAt: at,
  attempts: [],
});

async function follow(pending: PendingDoc, ctx: Context): Promise<void> {
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

interface Owing {
  number: number;
  pending: PendingDoc[];
}

/** Moves what one version owes to the journal, the contents and the outbox. Running it twice makes nothing twice. */
async function move(number: number, pending: PendingDoc, ctx: Context): Promise<void> {
  await ctx.journal.add([pending.journal], pending.contents);
  await ctx.outbox.add(pending.notices);
  for (const { id, files } of pending.fetch ?? []) {
    await ctx.fetches.want({ id, ticket: number, files }, ctx.clock.now());
    ctx.poke('files');
  }
  if (pending.card) {
    const row = cardRow(number, pending.card, pending.journal.at, ctx);
    await ctx.outbox.wantCard(row, pending.journal.version);
  }
  for (const { address, is } of pending.spam ?? []) {
    if (is) await ctx.identities.note(address, { spam: true });
    else await ctx.identities.note(address, {}, ['spam']);
  }
  await follow(pending, ctx);
}

async function moveAll({ number, pending }: Owing, ctx: Context): Promise<void> {
  for (const one of pending) await move(number, one, ctx);
  await ctx.tickets.settle(
    number,
    pending.map((p) => p.id),
  );
}

/** What this ticket owes goes first: whoever adds a message about it by hand must not overtake. */
export async function relayTicket(number: number, ctx: Context): Promise<void> {
  const [owed] = await ctx.tickets.owing(1, number);
  if (owed) await moveAll(owed, ctx);
}

/** One pass over the tickets that owe something. Answers whether there was any. */
export async function relay(ctx: Context, limit = 50): Promise<boolean> {
  const owing = await ctx.tickets.owing(limit);
  const moved = await Promise.all(
    owing.map(async (owed) => {
      try {
        await moveAll(owed, ctx);
        return true;
      } catch (error) {
        // The others must not wait for it.
        ctx.log.warn({ ticket: owed.number, err: error }, 'what a ticket owes will be moved again');
        return false;
      }
    }),
  );
  if (moved.includes(true)) ctx.poke('outbox');
  return moved.includes(true);
}
