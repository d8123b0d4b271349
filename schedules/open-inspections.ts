import type { Context } from '../src/app/context.ts';
import { executeInspection } from '../src/app/inspections.ts';
import { inspectionId } from '../src/domain/inspection/inspection.ts';
import { occurrencesBetween } from '../src/domain/inspection/occurrences.ts';
import { groupById, leaderOf } from '../src/domain/service/directory.ts';
import { onDuty } from '../src/domain/service/rota.ts';
import type { InspectionPlan } from '../src/domain/service/service.ts';
import type { Schedule } from './schedule.ts';

const dayMs = 24 * 3_600_000;
/** A visit that fell due this long before is still opened: it was missed, and somebody must hear. */
const lookBackMs = 3 * dayMs;
const openAtOnce = 60;

/** A group means whoever is on duty then, else its leader. */
function whoVisits(plan: InspectionPlan, at: Date, ctx: Context): { assignee: string; leader: string } {
  // Who is ill today may well be there next week.
  const service = ctx.service(at);
  const group = groupById(service, plan.assignee);
  if (!group) return { assignee: plan.assignee, leader: leaderOf(service, plan.assignee) ?? plan.assignee };
  const duty = onDuty(group, service.people, service.organisation.timezone, at);
  return { assignee: duty?.person ?? group.leader, leader: group.leader };
}

/** Opens the visits that come near, under ids made from plan and date: run twice, each opens once. */
export const openInspections: Schedule['run'] = async (due, ctx) => {
  const service = ctx.service();
  for (const plan of service.inspections) {
    const zone = service.sites.find((s) => s.id === plan.site)?.timezone ?? service.organisation.timezone;
    const ahead = Math.max(dayMs, ...plan.remindMs) + dayMs;
    const range = {
      after: new Date(due.getTime() - lookBackMs),
      upTo: new Date(due.getTime() + ahead),
      cap: openAtOnce,
    };
    for (const { slot, dueAt } of occurrencesBetween(
      plan.recurrence,
      { starts: plan.starts, at: plan.at, zone },
      range,
    )) {
      const id = inspectionId(plan.id, slot);
      const command = {
        type: 'OpenInspection',
        plan,
        slot,
        dueAt,
        timezone: zone,
        ...whoVisits(plan, dueAt, ctx),
        at: due,
      } as const;
      const opened = await executeInspection(id, command, `open/${id}`, ctx);
      // Its plan was gone for a while, and is back.
      if (opened.ok && opened.value.state === 'dropped')
        await executeInspection(id, command, `open/${id}/${due.toISOString()}`, ctx);
    }
  }
};
