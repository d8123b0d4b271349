import type { Context } from '../src/app/context.ts';
import { executeTicketCommand } from '../src/app/execute.ts';
import type { Source } from '../src/app/receive.ts';
import type { InboundLine } from '../src/domain/inbound.ts';
import { groupById, named } from '../src/domain/notice/cast.ts';
import type { Catalogue } from '../src/domain/notice/catalogue.ts';
import { groupOf } from '../src/domain/service/directory.ts';
import { onDuty } from '../src/domain/service/rota.ts';
import { no, type Reply, told } from './reply.ts';
import { actorOf } from './who.ts';

/** Who is on duty now, per group. */
export function dutyNow(ctx: Context): Catalogue['home']['duty'] {
  const service = ctx.service();
  const at = ctx.clock.now();
  return service.groups.map((group) => {
    const duty = onDuty(group, service.people, service.organisation.timezone, at);
    return {
      group: group.name,
      who: named(service, duty?.person ?? group.leader),
      ...(duty?.until && { until: duty.until }),
      ...(duty?.deputy && { deputy: named(service, duty.deputy) }),
    };
  });
}

const outForMs = 24 * 3_600_000;

/**
 * `/oncall`: who is on duty. `/oncall out`: ill, so the deputy stands the slots of a day, or until
 * `/oncall in`, and the open tickets are offered to whoever is on duty then.
 */
export async function onOncall(line: InboundLine, source: Source, ctx: Context): Promise<Reply> {
  const by = actorOf(line.from, ctx);
  if (!by) return no({ name: 'refused', facts: { reason: 'not-staff' } });
  const word = line.text
    .replace(/^oncall\s*/i, '')
    .trim()
    .toLowerCase();
  if (['in', '回来', '销假'].includes(word)) {
    await ctx.meta.keepAbsence(by.person, ctx.clock.now());
    return told({ name: 'home', facts: { mine: [], duty: dutyNow(ctx) } });
  }
  if (!['out', '请假', '病假'].includes(word))
    return told({ name: 'home', facts: { mine: [], duty: dutyNow(ctx) } });
  const service = ctx.service();
  const now = ctx.clock.now();
  const group = groupOf(service, by.person) ?? groupById(service, '');
  const duty = onDuty(group, service.people, service.organisation.timezone, now);
  const next = [duty?.person, duty?.deputy, group.leader, group.manager];
  const deputy = next.find((id) => id !== undefined && id !== by.person) ?? group.manager;
  await ctx.meta.keepAbsence(by.person, new Date(now.getTime() + outForMs));
  const mine = await ctx.tickets.where({ status: { $in: ['open', 'fixed'] }, owner: by.person }, 100);
  const answerBy = new Date(now.getTime() + 10 * 60_000);
  for (const { ticket } of mine) {
    const command = { type: 'Offer', by, to: deputy, answerBy, why: word, now } as const;
    await executeTicketCommand(ticket.number, command, `${source.cause}/${ticket.number}`, ctx);
  }
  return told({ name: 'done', facts: { verb: 'offer' } });
}
