import { type Address, channelOf } from '../domain/address.ts';
import type { NoticeDoc } from '../store/documents.ts';
import type { Context } from './context.ts';
import { detourOf } from './detour.ts';

/** Its provider rests: nothing is begun, and nothing counted. Who waited long enough is reached another way. */
export async function goAround(notices: NoticeDoc[], ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const rests = (address: Address): boolean => ctx.breakers.of(channelOf(address)).open();
  const held = new Set<string>();
  for (const notice of notices) {
    if (held.has(notice._id)) continue;
    const covers = new Set(notice.covers);
    const covered = notices.filter(({ _id }) => covers.has(_id));
    const loud = covered.some((one) => one.loud === 'page') ? 'page' : notice.loud;
    const detour = detourOf({ ...notice, loud }, rests, now);
    if (detour) await ctx.outbox.move(notice._id, detour);
    // Whoever hears it by another way must not hear of it once more when the provider is back.
    else for (const { _id } of covered) held.add(_id);
  }
}
