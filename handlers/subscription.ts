import type { Context } from '../src/app/context.ts';
import { noticeRows } from '../src/app/owe.ts';
import { masked } from '../src/domain/address.ts';
import type { InboundSubscription } from '../src/domain/inbound.ts';
import type { Reply } from './reply.ts';

/** Opt-out is honoured at once, and the owners of the sender's open tickets are told to call instead. */
export async function onSubscription({ from, wanted }: InboundSubscription, ctx: Context): Promise<Reply> {
  await ctx.identities.note(
    from,
    { seenInbound: true, ...(wanted ? {} : { optedOut: true }) },
    wanted ? ['optedOut'] : [],
  );
  if (wanted) return { ok: true };
  const theirs = await ctx.tickets.ofParty(from);
  const at = ctx.clock.now();
  for (const { ticket } of theirs.filter((t) => t.ticket.status !== 'closed')) {
    const rows = noticeRows(
      {
        purpose: 'opted-out',
        to: { kind: 'person', id: ticket.owner },
        loud: 'notice',
        wording: { name: 'opted-out', facts: { from: masked(from) } },
        unless: 'closed',
      },
      { id: `${ticket.number}/opted-out/${from}`, ticket: ticket.number, at, seq: 0 },
      ctx,
    );
    await ctx.outbox.add(rows);
  }
  return { ok: true };
}
