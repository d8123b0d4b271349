import type { CannotSay, Channel, Found, Outgoing } from '../domain/channel.ts';
import type { Attempt, NoticeDoc } from '../store/documents.ts';

/** Attempts at its present address whose end we never saw, since it was last known to be there. */
export const unsureOf = ({ attempts, lane, sentAt }: NoticeDoc): Attempt[] =>
  attempts.filter(
    ({ to, at, result }) =>
      to === lane &&
      (result === 'started' || result === 'unknown') &&
      // What was found since is known: when the provider gave it up later, finding it again would be no delivery.
      (!sentAt || at > sentAt),
  );

/** Was it handed over before, in an attempt whose end we never saw? Providers are asked where they can be. */
export async function alreadySent(
  notice: NoticeDoc,
  outgoing: Outgoing,
  channel: Channel,
): Promise<Found | CannotSay | undefined> {
  const { attempts, providerId, ref, text } = notice;
  if (notice.kind === 'notice' && providerId && attempts.at(-1)?.result === 'sent')
    return { providerId, ...(ref && { ref }), ...(text !== undefined && { text }) };
  const unsure = unsureOf(notice);
  const [first] = unsure;
  if (!first) return undefined;
  const fingerprints = unsure.flatMap(
    ({ fingerprint = channel.fingerprint?.(outgoing) }) => fingerprint ?? [],
  );
  return channel.find?.(outgoing, { since: first.at, fingerprints });
}
