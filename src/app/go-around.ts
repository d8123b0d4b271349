import { type Address, channelOf } from '../domain/address.ts';
import type { NoticeDoc } from '../store/documents.ts';
import type { Context } from './context.ts';
import { detourOf, isPatient } from './detour.ts';
import { nextResponder, notDelivered } from './not-delivered.ts';
import { isObsolete } from './obsolete.ts';

type Rests = (address: Address) => boolean;

/** Its provider rests: nothing is begun, and nothing counted. Who waited long enough is reached another way. */
export async function goAround(notices: NoticeDoc[], ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const rests: Rests = (address) => ctx.breakers.of(channelOf(address)).open();
  const held = new Set<string>();
  for (const notice of notices) {
    if (held.has(notice._id)) continue;
    const covers = new Set(notice.covers);
    const covered = notices.filter(({ _id }) => covers.has(_id));
    const loud = covered.some((one) => one.loud === 'page') ? 'page' : notice.loud;
    const detour = detourOf({ ...notice, loud }, rests, now);
    if (detour) await ctx.outbox.move(notice, detour);
    // Whoever hears it by another way must not hear of it once more when the provider is back.
    else for (const { _id } of covered) held.add(_id);
    if (!detour && notice.loud === 'page' && !isPatient(notice, now)) await callNext(notice, rests, ctx);
  }
}

/**
 * A page whose reader can't be reached at all now calls whoever can be, once; it stays owed, and comes when its
 * provider is back.
 */
async function callNext(notice: NoticeDoc, rests: Rests, ctx: Context): Promise<void> {
  // Only when they were told: a stop in between must not leave the page with nobody.
  if (notice.passedOn || notice.to.kind !== 'person' || notice.ticket === undefined) return;
  const ticket = (await ctx.tickets.find(notice.ticket))?.ticket;
  if (notice.unless && isObsolete(notice.unless, ticket)) return;
  const next = ctx.service().people.find(({ id }) => id === nextResponder(notice, ticket, ctx));
  if (!next?.reach.some((address) => !rests(address))) return;
  await notDelivered(notice, 'provider-rests', ticket, ctx);
  await ctx.outbox.mark(notice._id, { passedOn: true });
}
