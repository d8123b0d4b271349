import { sealedWords } from '../../src/app/journal-entry.ts';
import { saltedHash } from '../../src/lib/salted-hash.ts';
import type { JournalDoc, TicketDoc } from '../../src/store/documents.ts';
import { type Desk, secret } from './desk.ts';

/** Each has a reporter of its own, who is written to. */
function partyOf({ parties, reports }: Pick<TicketDoc, 'reports' | 'parties'>, n: number) {
  const address = `email:seed${n}@example.org` as const;
  return {
    parties: parties.map((party) => ({ ...party, address })),
    reports: reports.map((report) => ({ ...report, id: `seed:${n}`, from: address, text: `seed ${n}` })),
  };
}

/** Words that the model's journal names are not the copy's: theirs were never kept, as if they had been erased. */
function unnamed(value: unknown, n: number): unknown {
  if (typeof value === 'string')
    return /^#[0-9a-f]{32}$/.test(value) ? `#${saltedHash(String(n), value)}` : value;
  if (value instanceof Date || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => unnamed(item, n));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unnamed(item, n)]));
}

/** Its first entry, sealed as its own; so old that nobody asks whether what it owed was sent. */
function entryOf(model: JournalDoc, n: number): JournalDoc {
  const [opened, ...fired] = model.events as { ticket: object }[];
  const entry = {
    ...model,
    _id: `${n}/1`,
    ticket: n,
    cause: `seed:${n}`,
    at: new Date(model.at.getTime() - 25 * 3_600_000),
    events: unnamed([{ ...opened, ticket: { ...opened?.ticket, number: n } }, ...fired], n) as unknown[],
  };
  return { ...entry, hash: saltedHash(secret, sealedWords(entry)) };
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
  const entry = await desk.db.collection<JournalDoc>('journal').findOne({ _id: `${model?._id}/1` });
  if (!model || !entry) throw new Error('the first ticket was not opened');
  const first = 50_000;
  const numbers = Array.from({ length: many }, (_, n) => first + n);
  const entries = numbers.map((n) => entryOf(entry, n));
  await desk.db.collection<JournalDoc>('journal').insertMany(entries);
  const { _id, ...fields } = model;
  await tickets.insertMany(
    numbers.map((n, i) => ({
      ...fields,
      _id: n,
      ...partyOf(model, n),
      causes: [`seed:${n}`],
      head: entries[i]?.hash,
    })) as never,
  );
  return numbers;
}
