import type { Channel, Found, Outgoing } from '../domain/channel.ts';
import type { NoticeDoc } from '../store/documents.ts';

/** Was it handed over before, in an attempt whose end we never saw? Providers are asked where they can be. */
export async function alreadySent(
  notice: NoticeDoc,
  outgoing: Outgoing,
  channel: Channel,
): Promise<Found | undefined> {
  const { attempts, providerId, ref, sentAt, text } = notice;
  if (notice.kind === 'notice' && providerId && attempts.at(-1)?.result === 'sent')
    return { providerId, ...(ref && { ref }), ...(text !== undefined && { text }) };
  const unsure = attempts.filter(
    ({ to, at, result }) =>
      to === notice.lane &&
      (result === 'started' || result === 'unknown') &&
      // What was found since is known: when the provider gave it up later, finding it again would be no delivery.
      (!sentAt || at > sentAt),
  );
  const [first] = unsure;
  if (!first) return undefined;
  const fingerprints = unsure.flatMap(
    ({ fingerprint = channel.fingerprint?.(outgoing) }) => fingerprint ?? [],
  );
  return channel.find?.(outgoing, { since: first.at, fingerprints });
}
