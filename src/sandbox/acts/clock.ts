import type { z } from 'zod';
import type { ClockRequest } from '../requests.ts';
import { type ActContext, settle } from './act.ts';

export type ClockAnswer = { ok: true; now: string } | { ok: false; say: string; now: string };

/** Further at once would play years of inspections; a slip of the finger should not. */
const mostMs = 400 * 86_400_000;

/**
 * Moves business time forward.
 * @param progress told where it stands while it walks, a few times a second
 */
export async function moveClock(
  { advance, to }: z.infer<typeof ClockRequest>,
  context: ActContext,
  progress: (now: Date, target: Date) => void,
): Promise<ClockAnswer> {
  const { reads } = context;
  const now = reads.now();
  const target = to ?? new Date(now.getTime() + (advance ?? 0));
  const answered = (say: string): ClockAnswer => ({ ok: false, say, now: now.toISOString() });
  if (target < now) return answered('时钟只能往前拨。The clock only moves forward.');
  if (target.getTime() - now.getTime() > mostMs)
    return answered('一次最多拨 400 天。At most 400 days at once.');
  const telling = setInterval(() => progress(reads.now(), target), 250);
  try {
    await reads.moveTo(target);
    await settle(context);
  } finally {
    clearInterval(telling);
  }
  return { ok: true, now: reads.now().toISOString() };
}
