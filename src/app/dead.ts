import type { IdentityDoc } from '../store/documents.ts';

/** A mailbox is mended and a number given out anew: after so long one message tries whether it is still so. */
const restMs = 7 * 86_400_000;

/** Its provider said that nobody can be reached there: what is owed goes another way. */
export const isDead = ({ dead, deadAt }: Pick<IdentityDoc, 'dead' | 'deadAt'>, now: Date): boolean =>
  dead === true && now.getTime() - (deadAt?.getTime() ?? 0) < restMs;

export const foundDead = (now: Date) => ({ dead: true, deadAt: now });
