import type { Channel, Outgoing } from '../domain/channel.ts';
import type { NoticeDoc } from '../store/documents.ts';

/** Was it handed over before, in an attempt whose end we never saw? Providers are asked where they can be. */
export async function alreadySent(
  notice: NoticeDoc,
  outgoing: Outgoing,
  channel: Channel,
): Promise<{ providerId: string; ref?: string } | undefined> {
  const { attempts, providerId, ref } = notice;
  if (notice.kind === 'notice' && providerId && attempts.at(-1)?.result === 'sent')
    return { providerId, ...(ref && { ref }) };
  const unsure = attempts.find(
    ({ to, result }) => to === notice.lane && (result === 'started' || result === 'unknown'),
  );
  return unsure && (await channel.find?.(outgoing, unsure.at));
}
