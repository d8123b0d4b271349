import type { TicketDoc } from '../../src/store/documents.ts';
import type { Desk } from './desk.ts';

/** Each has a reporter of its own, who is written to. */
function partyOf({ parties, reports }: Pick<TicketDoc, 'reports' | 'parties'>, n: number) {
  const address = `email:seed${n}@example.org` as const;
  return {
    parties: parties.map((party) => ({ ...party, address })),
    reports: reports.map((report) => ({ ...report, id: `seed:${n}`, from: address, text: `seed ${n}` })),
  };
}

/**
 * Many open tickets at once: copies of one that was really reported, with their first journal entries,
 * opened now and to be looked at next when the first was. Gives their numbers.
 */
export async function openTickets(desk: Desk, many: number): Promise<number[]> {
  await desk.text('+8613900009999', '机房断网 RMODEL');
  const tickets = desk.db.collection<Pick<TicketDoc, '_id' | 'reports' | 'parties'>>('tickets');
  await desk.settled();
  const model = await tickets.findOne({ 'reports.text': { $regex: 'RMODEL' } });
  const entry = await desk.db.collection('journal').findOne({ ticket: model?._id, version: 1 });
  if (!model || !entry) throw new Error('the first ticket was not opened');
  const first = 50_000;
  const numbers = Array.from({ length: many }, (_, n) => first + n);
  await desk.db
    .collection<{ _id: string }>('journal')
    .insertMany(numbers.map((n) => ({ ...entry, _id: `${n}/1`, ticket: n, cause: `seed:${n}` })) as never);
  const { _id, ...fields } = model;
  await tickets.insertMany(
    numbers.map((n) => ({ ...fields, _id: n, ...partyOf(model, n), causes: [`seed:${n}`] })) as never,
  );
  return numbers;
}
