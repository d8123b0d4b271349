import { channelOf } from '../domain/address.ts';
import { dateOf } from '../domain/clock/zone.ts';
import { contactByAddress } from '../domain/service/directory.ts';
import type { NoticeDoc } from '../store/documents.ts';
import type { Context } from './context.ts';

/** An answer to what somebody just sent may cost as much again as the news that we begin with. */
const answersTimes = 2;

/**
 * Texts are budgeted per person and day, with a reserved place for "fixed?" and for what saves lives; first answers to
 * strangers are budgeted per hour, so that forged senders can't make us write to the world (B36, B58).
 */
export async function overBudget(notice: NoticeDoc, ctx: Context): Promise<string | undefined> {
  if (notice.audience !== 'reporter' || notice.attempts.length > 0) return undefined;
  return (await overDay(notice, ctx)) ?? (await overStrangers(notice, ctx));
}

async function overDay(notice: NoticeDoc, ctx: Context): Promise<string | undefined> {
  const cap = ctx.dailyCap(notice.lane);
  if (cap === undefined) return undefined;
  const today = dateOf(ctx.clock.now(), ctx.service().organisation.timezone);
  const sent = await ctx.identities.countText(notice.lane, today);
  if (notice.reserved || sent <= (notice.answers ? cap * answersTimes : cap)) return undefined;
  ctx.log.warn({ notice: notice._id, cap }, 'a text was left out: the daily budget of this number is spent');
  return 'daily budget';
}

async function overStrangers(notice: NoticeDoc, ctx: Context): Promise<string | undefined> {
  const { lane } = notice;
  const cap = ctx.strangersCap(lane);
  if (cap === undefined || notice.reserved || contactByAddress(ctx.service(), lane)) return undefined;
  if ((await ctx.identities.find(lane)).welcomed) return undefined;
  const channel = channelOf(lane);
  const answered = await ctx.meta.countInHour(`strangers/${channel}`, ctx.clock.now());
  if (answered <= cap) {
    await ctx.identities.note(lane, { welcomed: true });
    return undefined;
  }
  // Once an hour: somebody should look whether this is an outage or an attack.
  if (answered === cap + 1)
    ctx.log.error(
      { channel, cap },
      'too many strangers in an hour: their tickets are open, answers are left out',
    );
  return 'strangers budget';
}
