import { type Address, channelOf } from '../domain/address.ts';
import type { NoticeDoc } from '../store/documents.ts';
import type { Context } from './context.ts';
import { detourOf } from './detour.ts';

/** Its provider rests: nothing is begun, and nothing counted. Who waited long enough is reached another way. */
export async function goAround(notices: NoticeDoc[], ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const rests = (address: Address): boolean => ctx.breakers.of(channelOf(address)).open();
  for (const notice of notices) {
    const detour = detourOf(notice, rests, now);
    if (detour) await ctx.outbox.move(notice._id, detour);
  }
}
