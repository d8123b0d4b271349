import { dateOf } from '../domain/clock/zone.ts';
import type { NoticeDoc } from '../store/documents.ts';
import type { Context } from './context.ts';

/** Texts are budgeted per person and day; "fixed?" has a place of its own beside the budget. */
export async function overBudget(notice: NoticeDoc, ctx: Context): Promise<string | undefined> {
  if (notice.audience !== 'reporter' || notice.attempts.length > 0) return undefined;
  const cap = ctx.dailyCap(notice.lane);
  if (cap === undefined) return undefined;
  const today = dateOf(ctx.clock.now(), ctx.service().organisation.timezone);
  const sent = await ctx.identities.countText(notice.lane, today);
  if (sent <= cap || notice.reserved) return undefined;
  ctx.log.warn({ notice: notice._id, cap }, 'a text was left out: the daily budget of this number is spent');
  return 'daily budget';
}
