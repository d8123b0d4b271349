import type { Context } from '../app/context.ts';
import type { Hub } from '../app/hub.ts';
import { upcoming } from '../app/upcoming.ts';
import { channelOf } from '../domain/address.ts';
import { onlyTicket } from '../domain/notice/digest.ts';
import { ticketView } from '../domain/ticket/to-view.ts';
import type { TicketView } from '../domain/ticket/view.ts';

function workerJson({ worker, owner, claimed }: TicketView): { id: string; name: string } | null {
  const at = worker ?? (claimed ? owner : undefined);
  return at ? { id: at.id, name: at.name } : null;
}

/** What a script reads of one ticket: `GET /sandbox/tickets/<n>`. */
export async function ticketJson(number: number, ctx: Context): Promise<unknown | undefined> {
  const stored = await ctx.tickets.find(number);
  if (!stored) return undefined;
  const { ticket } = stored;
  const policy = await ctx.policy(ticket.policy);
  const view = ticketView(ticket, ctx.service(), policy, ctx.clock.now());
  return {
    number,
    title: ticket.title,
    status: ticket.status,
    ...(view.outcome && { outcome: view.outcome }),
    severity: ticket.severity,
    owner: { id: view.owner.id, name: view.owner.name },
    // Whoever claimed does the work until somebody else goes on site.
    worker: workerJson(view),
    claimed: ticket.claimed,
    /** What its worker may do now, the likeliest first. */
    may: [...view.actions.main, ...view.actions.more],
    reports: ticket.reports.map(({ from, text }) => ({
      channel: channelOf(from),
      from: from.slice(from.indexOf(':') + 1),
      text,
    })),
    clocks: view.clocks.map(({ clock, clause, dueAt, state }) => ({
      clock,
      clause,
      due: dueAt.toISOString(),
      state,
    })),
  };
}

/** Notes the ids that channels hand in, so that a script's POST can tell what its sender was told. */
export function createWatch() {
  const watchers = new Set<string[]>();
  return {
    accepted(id: string): void {
      for (const seen of watchers) seen.push(id);
    },
    open(ctx: Context) {
      const seen: string[] = [];
      watchers.add(seen);
      return {
        async results() {
          const rows = await Promise.all([...new Set(seen)].map((id) => ctx.inbox.find(id)));
          return rows.flatMap((row) => {
            if (!row) return [];
            const { _id: id, result } = row;
            return [
              {
                id,
                ok: result?.ok ?? true,
                ...(result?.say && { say: result.say }),
                ...(result?.ticket !== undefined && { ticket: result.ticket }),
              },
            ];
          });
        },
        done: () => void watchers.delete(seen),
      };
    },
  };
}
export type Watch = ReturnType<typeof createWatch>;

/** As many as a page has room for. */
const mostUpcoming = 8;

/** The read functions that main hands the sandbox: it sees the hub through these alone. */
export function createReads(parts: {
  ctx: Context;
  hub: Hub;
  watch: Watch;
  moveTo: (at: Date) => Promise<void>;
}) {
  const { ctx, hub, watch, moveTo } = parts;
  return {
    settled: async (): Promise<void> => {
      await hub.settled();
    },
    watch: () => watch.open(ctx),
    ticket: (number: number) => ticketJson(number, ctx),
    async tickets() {
      const stored = await ctx.tickets.where({}, 50);
      return stored.map(({ ticket: { number, title, status } }) => ({ number, title, status }));
    },
    async upcoming() {
      const found = await upcoming(ctx, mostUpcoming);
      return found.map((one) => ({ ...one, at: one.at.toISOString() }));
    },
    async ticketOf(_channel: string, providerId: string): Promise<number | null> {
      const notice = (await ctx.outbox.byProvider(providerId)) ?? (await ctx.outbox.byRef(providerId));
      if (!notice?.covers) return notice?.ticket ?? null;
      return onlyTicket([notice, ...(await ctx.outbox.coveredBy(notice))]) ?? null;
    },
    now: () => ctx.clock.now(),
    moveTo,
  };
}
