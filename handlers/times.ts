import type { Context } from '../src/app/context.ts';
import { calendarOf } from '../src/domain/clock/reading.ts';
import { addWorkingDays } from '../src/domain/clock/working-days.ts';
import { groupById } from '../src/domain/notice/cast.ts';
import { onDuty } from '../src/domain/service/rota.ts';
import type { Contract, Policy } from '../src/domain/service/service.ts';
import type { Ticket } from '../src/domain/ticket/ticket.ts';

const hour = 3_600_000;

/** When the reporter is asked once more, and when silence closes the ticket: in working days, in daytime. */
export function askingTimes(
  contract: Contract,
  policy: Policy,
  now: Date,
): { remindAt: Date; closeAt: Date } {
  const calendar = calendarOf({ calendar: contract.workingCalendar }, policy.calendars);
  const remindAt = addWorkingDays(calendar, now, contract.remindAfterDays, { at: '10:00' });
  const closeAt = addWorkingDays(calendar, now, contract.closeAfterDays, { at: '18:00' });
  const far = new Date(now.getTime() + 7 * 24 * hour);
  return { remindAt: remindAt ?? far, closeAt: closeAt ?? new Date(far.getTime() + 24 * hour) };
}

/** The end of the next working day: by then a leader has looked. */
export function nextWorkingDay(policy: Policy, now: Date): Date {
  const calendar = calendarOf({ calendar: policy.contract.workingCalendar }, policy.calendars);
  return addWorkingDays(calendar, now, 1, { at: '18:00' }) ?? new Date(now.getTime() + 24 * hour);
}

/** The end of the present shift, at least an hour away; without a rota the end of an eight-hour one. */
export function shiftEnd(ticket: Ticket, now: Date, ctx: Context): Date {
  const service = ctx.service();
  const duty = onDuty(groupById(service, ticket.group), service.people, service.organisation.timezone, now);
  const soonest = now.getTime() + hour;
  const end =
    duty?.until && duty.until.getTime() - now.getTime() < 24 * hour
      ? duty.until.getTime()
      : now.getTime() + 8 * hour;
  return new Date(Math.max(end, soonest));
}
