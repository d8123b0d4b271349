import type { Context } from '../src/app/context.ts';
import { type Address, channelOf } from '../src/domain/address.ts';
import { calendarOf, dueAt } from '../src/domain/clock/reading.ts';
import type { InboundHome } from '../src/domain/inbound.ts';
import { named } from '../src/domain/notice/cast.ts';
import type { Catalogue } from '../src/domain/notice/catalogue.ts';
import { personByAddress } from '../src/domain/service/directory.ts';
import { onDuty } from '../src/domain/service/rota.ts';
import { presentClocks } from '../src/domain/ticket/to-view.ts';
import type { Reply } from './reply.ts';

/** Who is on duty now, per group. */
function dutyNow(ctx: Context): Catalogue['home']['duty'] {
  const service = ctx.service();
  const at = ctx.clock.now();
  return service.groups.map((group) => {
    const duty = onDuty(group, service.people, service.organisation.timezone, at);
    return {
      group: { name: group.name, ...(group.nameEn && { nameEn: group.nameEn }) },
      who: named(service, duty?.person ?? group.leader),
      ...(duty?.until && { until: duty.until }),
      ...(duty?.deputy && { deputy: named(service, duty.deputy) }),
    };
  });
}

/** My tickets, and who is on duty now. */
export async function homeFacts(from: Address, ctx: Context): Promise<Catalogue['home']> {
  const service = ctx.service();
  const now = ctx.clock.now();
  const person = personByAddress(service, from);
  const status = { $in: ['open', 'fixed'] };
  // The state in each branch: only then does each find an index of its own.
  const filter = person
    ? {
        $or: [
          { status, owner: person.id },
          { status, worker: person.id },
        ],
      }
    : { status, 'parties.address': from };
  const stored = await ctx.tickets.where(filter, 20);
  const mine = await Promise.all(
    stored.map(async ({ ticket }) => {
      const policy = await ctx.policy(ticket.policy);
      const running = presentClocks(ticket.clocks).filter((c) => !c.stoppedAt);
      const dues = running.map((c) => dueAt(c, calendarOf(c, policy.calendars), now).getTime());
      const { number, title, status } = ticket;
      return { number, title, status, ...(dues.length > 0 && { dueAt: new Date(Math.min(...dues)) }) };
    }),
  );
  return { mine, duty: dutyNow(ctx) };
}

/** The home tab. */
export async function onHome({ from }: InboundHome, ctx: Context): Promise<Reply> {
  const service = ctx.service();
  const now = ctx.clock.now();
  const locale = personByAddress(service, from)?.locale ?? service.organisation.locale;
  const channel = channelOf(from);
  const message = ctx.word(
    { name: 'home', facts: await homeFacts(from, ctx) },
    { organisation: service.organisation, now, locale, audience: 'staff', channel },
  );
  await ctx.channels.get(channel)?.showHome?.(from, message);
  return { ok: true };
}
