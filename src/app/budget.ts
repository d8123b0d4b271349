import { channelOf } from '../domain/address.ts';
import { dateOf } from '../domain/clock/zone.ts';
import { contactByAddress } from '../domain/service/directory.ts';
import type { IdentityDoc, NoticeDoc } from '../store/documents.ts';
import type { Context } from './context.ts';

/** An answer to what somebody just sent may cost as much again as the news that we begin with. */
const answersTimes = 2;

/** What is tried again was counted, and let through, before. */
const isBudgeted = ({ audience, attempts }: NoticeDoc): boolean =>
  audience === 'reporter' && attempts.length === 0;

const todayOf = ({ clock, service }: Context): string => dateOf(clock.now(), service().organisation.timezone);

/** Its first attempt begins. One that can't begin, its provider resting, is looked at again and again: it costs nothing. */
export async function countText(notice: NoticeDoc, ctx: Context): Promise<void> {
  if (isBudgeted(notice) && ctx.dailyCap(notice.lane) !== undefined)
    await ctx.identities.countText(notice.lane, todayOf(ctx));
}

/**
 * Texts are budgeted per person and day, with a reserved place for "fixed?" and for what saves lives; first answers to
 * strangers are budgeted per hour, so that forged senders can't make us write to the world (B36, B58).
 */
export async function overBudget(
  notice: NoticeDoc,
  identity: Pick<IdentityDoc, 'day' | 'welcomed'>,
  ctx: Context,
): Promise<string | undefined> {
  if (!isBudgeted(notice)) return undefined;
  return overDay(notice, identity, ctx) ?? (await overStrangers(notice, identity, ctx));
}

function overDay(notice: NoticeDoc, { day }: Pick<IdentityDoc, 'day'>, ctx: Context): string | undefined {
  const cap = ctx.dailyCap(notice.lane);
  if (cap === undefined || notice.reserved) return undefined;
  const sent = day?.date === todayOf(ctx) ? day.sent : 0;
  if (sent < (notice.answers ? cap * answersTimes : cap)) return undefined;
  ctx.log.warn({ notice: notice._id, cap }, 'a text was left out: the daily budget of this number is spent');
  return 'daily budget';
}

async function overStrangers(
  notice: NoticeDoc,
  { welcomed }: Pick<IdentityDoc, 'welcomed'>,
  ctx: Context,
): Promise<string | undefined> {
  const { lane } = notice;
  const cap = ctx.strangersCap(lane);
  if (cap === undefined || notice.reserved || contactByAddress(ctx.service(), lane)) return undefined;
  if (welcomed) return undefined;
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
