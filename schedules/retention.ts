import { removeOld } from '../src/app/remove-old.ts';
import type { Schedule } from './schedule.ts';

/** A little every ten minutes: nobody waits for it, and it is in nobody's way. */
export const retention: Schedule['run'] = (_due, ctx) => removeOld(ctx);
