import type { Connection } from 'mongoose';
import { grouped } from '../support/invariants/grouped.ts';
import { everyNoticeEnds, inOrder, owedOnce } from '../support/invariants/sends.ts';
import { ticketHolds } from '../support/invariants/ticket.ts';
import { everythingTaken, reportsOnce, type Seen, seenIn } from '../support/invariants.ts';
import type { World } from './world.ts';

/** Everything that is wrong after a story, by the invariants' numbers. */
export async function wrongIn({ db }: Connection, world: World): Promise<string[]> {
  if (!db) throw new Error('no database');
  const seen = await seenIn(db);
  const journalOf = grouped(seen.journal, ({ ticket }) => ticket);
  return [
    ...everythingTaken(seen, []),
    ...reportsOnce(seen, world.reports),
    ...seen.tickets.flatMap((ticket) => ticketHolds(ticket, journalOf.get(ticket._id) ?? [], /./)),
    ...everyNoticeEnds(seen, new Date(world.now().getTime() + 60_000), 0),
    ...inOrder({ ...seen, outbox: inOrderOfTaking(seen, world) }),
    ...owedOnce(seen),
    ...takenAsOften(seen, world),
    ...world.threw.map((error) => `a loop threw: ${String(error)}`),
  ];
}

/**
 * Only what a version owes has an order of events; answers to taps and offers have none. Which went first the provider
 * knows: the hubs that sent them may differ by their clocks.
 */
function inOrderOfTaking({ outbox }: Seen, { provider: { taken } }: World): Seen['outbox'] {
  const places = new Map(taken.map(({ id, to }, place) => [`${id} ${to}`, place]));
  return outbox.flatMap((notice) => {
    const { _id, carriedBy, lane } = notice;
    const place = places.get(`${carriedBy ?? _id} ${lane}`);
    return /^\d+\/\d+\//.test(_id) && place !== undefined ? [{ ...notice, sentAt: new Date(place) }] : [];
  });
}

/** I5: what counts as sent is there. I6: once, save a mail whose end nobody saw: its server can't be asked. */
function takenAsOften({ outbox }: Seen, { provider: { taken } }: World): string[] {
  return outbox.flatMap(({ _id, state, attempts, carriedBy }) => {
    const posts = taken.filter(({ id, edit }) => id === (carriedBy ?? _id) && !edit);
    if (carriedBy && taken.some(({ id }) => id === _id))
      return [`I6: ${_id} was taken by itself, and as part of ${carriedBy}`];
    if ((state === 'sent' || state === 'delivered') && posts.length === 0)
      return [`I5: ${_id} is ${state}, and its provider never took it`];
    const unseen = attempts.filter(({ result }) => result === 'unknown' || result === 'started').length;
    const most = posts.every(({ to }) => to.startsWith('email:')) ? unseen + 1 : 1;
    return posts.length > most ? [`I6: ${_id} was taken ${posts.length} times`] : [];
  });
}
