import type { Channel, Found, Outgoing } from '../domain/channel.ts';
import type { NoticeDoc } from '../store/documents.ts';
import { alreadySent, unsureOf } from './already-sent.ts';
import type { Context } from './context.ts';
import { apartMs } from './try-again.ts';

/**
 * For so long nobody is told twice because a provider can't be asked just now; then a copy is the lesser harm. Each copy
 * of a notice whose end wasn't seen either makes the next one wait twice as long.
 */
const doubtMs = { page: 30_000, notice: 2 * 60_000, digest: 2 * 60_000 };
const mostDoublings = 4;
const askAgainMs = 5000;

/**
 * Whether the provider has it already; until when the lane rests where it can't say just now. Nothing is begun by
 * then, so no attempt is counted.
 */
export async function askFirst(
  notice: NoticeDoc,
  outgoing: Outgoing,
  channel: Channel,
  ctx: Context,
): Promise<Found | Date | undefined> {
  const said = await alreadySent(notice, outgoing, channel);
  if (said === undefined || !('kind' in said)) return said;
  const now = ctx.clock.now();
  const unsure = unsureOf(notice);
  const last = unsure.at(-1);
  // An older doubt was about another attempt, and was lived with.
  const known = notice.doubtSince && last && notice.doubtSince >= last.at ? notice.doubtSince : undefined;
  const since = known ?? now;
  // A page must ring, or come to whoever is called next, within minutes.
  const doublings = notice.loud === 'page' ? 0 : Math.min(unsure.length - 1, mostDoublings);
  const waitMs = doubtMs[notice.loud] * 2 ** doublings;
  const leftMs = since.getTime() + waitMs - now.getTime();
  const { _id, lane } = notice;
  if (leftMs <= 0) {
    ctx.log.warn(
      { notice: _id, reason: said.reason },
      'nobody can say whether it was sent: it is sent again',
    );
    return undefined;
  }
  if (!known) {
    await ctx.outbox.mark(_id, { doubtSince: since });
    ctx.log.warn(
      { notice: _id, reason: said.reason },
      'its provider will be asked again whether it was sent',
    );
  }
  // What can't be asked can't be sent to either: whether it is well is for all to know.
  const pass = ctx.breakers.of(channel.name).admit();
  try {
    await pass?.send(lane, async () => said);
  } finally {
    pass?.leave();
  }
  const asked = said.kind === 'try-later' ? said.afterMs : undefined;
  const restMs = Math.min(apartMs(lane, asked ?? askAgainMs), leftMs);
  return ctx.breakers.restUntil(lane, now) ?? new Date(now.getTime() + restMs);
}
