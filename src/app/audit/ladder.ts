import type { Policy } from '../../domain/service/service.ts';
import { nextAlarmAt, ring } from '../../domain/ticket/ring.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Finding } from '../../store/findings.ts';

/** An alarm that failed is put off by two seconds. */
const putOffMs = 5000;
/** What is planned and stands in line longer than this is not coming. */
const overdueMs = 120_000;

/**
 * What the ladder says of this ticket beside what is planned. `planned` is what the hub rests on, and is never
 * believed here: an alarm that the ladder wants earlier, or that isn't planned at all, would never come.
 */
export function missedAlarm(
  { ticket, version, planned }: { ticket: Ticket; version: number; planned: Date | undefined },
  policy: Policy,
  now: Date,
): Finding | undefined {
  const wanted = nextAlarmAt(ticket, policy, now);
  if (!wanted) return undefined;
  const { number } = ticket;
  if (!planned || planned.getTime() > wanted.getTime() + putOffMs) {
    const stands = planned ? `planned for ${planned.toISOString()}` : 'not planned';
    const what = `an alarm wanted at ${wanted.toISOString()} is ${stands}`;
    return { _id: `alarm/${number}/${version}`, kind: 'alarm', ticket: number, what };
  }
  const long = new Date(now.getTime() - overdueMs);
  if (wanted > now || ring(ticket, policy, long).length === 0) return undefined;
  const what = 'an alarm is due for minutes and has not fired';
  return { _id: `overdue/${number}/${version}`, kind: 'overdue', ticket: number, what };
}
