import { dateOf } from '../src/domain/clock/zone.ts';
import type { Schedule } from './schedule.ts';

/**
 * Each entry of the journal carries the hash of the one before it; once a day the newest of every ticket
 * are folded into one, so that a chain rewritten from its start is seen too.
 */
export const anchorJournal: Schedule['run'] = async (due, ctx) => {
  let hash = '';
  let tickets = 0;
  for await (const { number, version, head } of ctx.tickets.heads()) {
    hash = ctx.hash(`${hash} ${number}/${version} ${head}`);
    tickets++;
  }
  const day = dateOf(due, ctx.service().organisation.timezone);
  await ctx.meta.keepAnchor(day, { hash, tickets, at: due });
  ctx.log.info({ day, tickets, hash }, 'the journal was anchored');
};
