import type { Context } from '../src/app/context.ts';
import { channelOf } from '../src/domain/address.ts';
import { calendarOf, dueAt } from '../src/domain/clock/reading.ts';
import type { InboundHome } from '../src/domain/inbound.ts';
import { personByAddress } from '../src/domain/service/directory.ts';
import { presentClocks } from '../src/domain/ticket/to-view.ts';
import { dutyNow } from './oncall.ts';
import type { Reply } from './reply.ts';

/** The home tab: my tickets, and who is on duty now. */
export async function onHome({ from }: InboundHome, ctx: Context): Promise<Reply> {
  const service = ctx.service();
  const now = ctx.clock.now();
  const person = personByAddress(service, from);
  const filter = person
    ? { $or: [{ owner: person.id }, { worker: person.id }] }
    : { 'parties.address': from };
  const stored = await ctx.tickets.where({ status: { $in: ['open', 'fixed'] }, ...filter }, 20);
  const mine = await Promise.all(
    stored.map(async ({ ticket }) => {
      const policy = await ctx.policy(ticket.policy);
      const running = presentClocks(ticket.clocks).filter((c) => !c.stoppedAt);
      const dues = running.map((c) => dueAt(c, calendarOf(c, policy.calendars), now).getTime());
      const { number, title, status } = ticket;
      return { number, title, status, ...(dues.length > 0 && { dueAt: new Date(Math.min(...dues)) }) };
    }),
  );
  const locale = person?.locale ?? service.organisation.locale;
  const channel = channelOf(from);
  const message = ctx.word(
    { name: 'home', facts: { mine, duty: dutyNow(ctx) } },
    { organisation: service.organisation, now, locale, audience: 'staff', channel },
  );
  await ctx.channels.get(channel)?.showHome?.(from, message);
  return { ok: true };
}
