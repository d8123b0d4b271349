import { type Address, channelOf } from '../domain/address.ts';
import type { NoticeDoc } from '../store/documents.ts';

/** A provider is often back within seconds: then the first choice is the better one, and nobody hears twice. */
const patienceMs = { page: 30_000, notice: 5 * 60_000, digest: 5 * 60_000 };

/** Has it waited for its provider long enough? */
export const isPatient = ({ loud, at }: Pick<NoticeDoc, 'loud' | 'at'>, now: Date): boolean =>
  now.getTime() - at.getTime() < patienceMs[loud];

/** While its provider rests: the next way to the same person whose provider does not, once patience is over. */
export function detourOf(
  notice: Pick<NoticeDoc, 'loud' | 'at' | 'fallbacks'>,
  rests: (address: Address) => boolean,
  now: Date,
): Pick<NoticeDoc, 'lane' | 'fallbacks' | 'nextAt'> | undefined {
  if (isPatient(notice, now)) return undefined;
  const { fallbacks } = notice;
  const lane = fallbacks.find((address) => !rests(address));
  if (!lane) return undefined;
  const others = fallbacks.filter((address) => channelOf(address) !== channelOf(lane));
  return { lane, fallbacks: others, nextAt: now };
}
