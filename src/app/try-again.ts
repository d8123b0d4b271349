import { createHash } from 'node:crypto';
import type { Address } from '../domain/address.ts';
import { AppError } from '../lib/errors.ts';

/** How long a notice rests after so many attempts in vain, in milliseconds. */
export const retryMs = (tries: number): number => Math.min(2000 * 2 ** tries, 5 * 60_000);

/** Written by a newer hub: a newer one beside us knows what to do with it. */
export const isForNewer = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'newer-document';

/**
 * For so long what only a newer hub understands is left alone, in milliseconds. Never the same twice: hubs look at an
 * even pace, and whoever left it would come back in step, before the newer one each time.
 */
export const leaveMs = (): number => 1000 + Math.random() * 2000;

/**
 * Lanes that one provider sends away together don't come back together: each comes up to a quarter later, a second at
 * most, and always by the same. Otherwise whoever is well would wait behind all of them.
 */
export function apartMs(lane: Address, ms: number): number {
  const place = createHash('sha1').update(lane).digest().readUInt16BE(0) / 0x1_00_00;
  return ms + Math.min(ms / 4, 1000) * place;
}
