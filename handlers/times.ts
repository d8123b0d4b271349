import type { Context } from '../src/app/context.ts';
import { calendarOf } from '../src/domain/clock/reading.ts';
import { addWorkingDays } from '../src/domain/clock/working-days.ts';
import { addDays, instantOf, wallOf } from '../src/domain/clock/zone.ts';
import { groupById } from '../src/domain/notice/cast.ts';
import { parseDuration } from '../src/domain/service/duration.ts';
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

/**
 * A time as people say it: `30m`, `2h`, `02:10`, `明天 09:00`, `tomorrow 9:00`, `2026-03-05 14:00`.
 * `past`: a bare time of day means the last one (an arrival), else the next (an appointment).
 */
export function timeSaid(text: string, zone: string, now: Date, past = false): Date | undefined {
  const said = text.trim().toLowerCase().replace('：', ':');
  if (!said) return undefined;
  const length = parseDuration(said);
  if (length.ok) return new Date(now.getTime() + length.value * (past ? -1 : 1));
  const match = /^(?:(\d{4}-\d{2}-\d{2})\s+|(明天|后天|今天|tomorrow|today)\s*)?(\d{1,2}):(\d{2})$/.exec(
    said,
  );
  if (!match) return undefined;
  const [, date, day, hours = '', minutes = ''] = match;
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const today = wallOf(now, zone).date;
  const shift = { 明天: 1, tomorrow: 1, 后天: 2, 今天: 0, today: 0 }[day ?? '今天'] ?? 0;
  const at = instantOf(date ?? addDays(today, shift), `${hours.padStart(2, '0')}:${minutes}`, zone);
  if (date || day) return at;
  const dayMs = 24 * hour;
  if (past && at > now) return new Date(at.getTime() - dayMs);
  if (!past && at < now) return new Date(at.getTime() + dayMs);
  return at;
}
