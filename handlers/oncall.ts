import type { Context } from '../src/app/context.ts';
import { executeTicketCommand } from '../src/app/execute.ts';
import type { Source } from '../src/app/receive.ts';
import type { InboundLine } from '../src/domain/inbound.ts';
import { groupById, named } from '../src/domain/notice/cast.ts';
import { groupOf } from '../src/domain/service/directory.ts';
import { onDuty } from '../src/domain/service/rota.ts';
import { homeFacts } from './home.ts';
import { no, type Reply, told } from './reply.ts';
import { actorOf } from './who.ts';

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
    await ctx.refreshService();
    return told({ name: 'home', facts: await homeFacts(line.from, ctx) });
  }
  if (!word) return told({ name: 'home', facts: await homeFacts(line.from, ctx) });
  // With a reason or without: whoever is ill must not be rung for a word too many.
  if (!/^(?:(?:out|off|sick|ill)(?![a-z])|请假|病假|休假|生病)/.test(word))
    return no({ name: 'usage', facts: { problem: 'unknown-verb', word } });
  const service = ctx.service();
  const now = ctx.clock.now();
  const group = groupOf(service, by.person) ?? groupById(service, '');
  const duty = onDuty(group, service.people, service.organisation.timezone, now);
  const next = [duty?.person, duty?.deputy, group.leader, group.manager];
  const deputy = next.find((id) => id !== undefined && id !== by.person) ?? group.manager;
  const until = new Date(now.getTime() + outForMs);
  await ctx.meta.keepAbsence(by.person, until);
  await ctx.refreshService();
  const mine = await ctx.tickets.where({ status: { $in: ['open', 'fixed'] }, owner: by.person }, 100);
  const answerBy = new Date(now.getTime() + 10 * 60_000);
  let offered = 0;
  for (const { ticket } of mine) {
    const command = { type: 'Offer', by, to: deputy, answerBy, why: '', now } as const;
    const result = await executeTicketCommand(
      ticket.number,
      command,
      `${source.cause}/${ticket.number}`,
      ctx,
    );
    if (result.ok) offered += 1;
  }
  return told({ name: 'absent', facts: { until, deputy: named(service, deputy), offered } });
}
