import { createHash } from 'node:crypto';
import type { Address } from '../domain/address.ts';

/** How long a notice rests after so many attempts in vain, in milliseconds. */
export const retryMs = (tries: number): number => Math.min(2000 * 2 ** tries, 5 * 60_000);

/**
 * Lanes that one provider sends away together don't come back together: each comes up to a quarter later, a second at
 * most, and always by the same. Otherwise whoever is well would wait behind all of them.
 */
export function apartMs(lane: Address, ms: number): number {
  const place = createHash('sha1').update(lane).digest().readUInt16BE(0) / 0x1_00_00;
  return ms + Math.min(ms / 4, 1000) * place;
}
