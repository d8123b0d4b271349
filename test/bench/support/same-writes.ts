import mongoose from 'mongoose';

type Doc = Record<string, unknown>;

/** What one firing of the hub left in the store, to be written likewise by somebody else's handler. */
export interface FiredSample {
  ticket: Doc;
  journal: Doc;
  notices: Doc[];
}

/** What the hub's firing of one ticket wrote. */
export async function sampleOf(db: mongoose.mongo.Db, number: number): Promise<FiredSample> {
  const ticket = await db.collection<{ _id: number }>('tickets').findOne({ _id: number });
  const journal = await db.collection('journal').findOne({ ticket: number, version: 2 });
  const notices = await db.collection('outbox').find({ ticket: number }).toArray();
  if (!ticket || !journal || notices.length === 0) throw new Error(`ticket ${number} has not fired`);
  return { ticket, journal, notices };
}

/**
 * The same durable effect in three writes, each majority-journaled: the ticket moves on if its version still is
 * what it was, then its journal entry and what is owed (both at once: neither needs the other).
 */
export async function sameWrites(uri: string, sample: FiredSample) {
  const client = await new mongoose.mongo.MongoClient(uri, {
    writeConcern: { w: 'majority', journal: true },
    maxPoolSize: 100,
  }).connect();
  const db = client.db();
  const { _id: _ticket, version: _version, pending: _pending, ...fields } = sample.ticket;
  return {
    async write(number: number): Promise<void> {
      const { matchedCount } = await db
        .collection<{ _id: number }>('tickets')
        .updateOne({ _id: number, version: 1 }, { $set: { ...fields, version: 2 } });
      if (matchedCount === 0) return;
      const journal = { ...sample.journal, _id: `${number}/2`, ticket: number };
      const notices = sample.notices.map((notice, n) => ({
        ...notice,
        _id: `${number}/2/${n}`,
        ticket: number,
      }));
      await Promise.all([
        db.collection<{ _id: string }>('journal').insertOne(journal),
        db.collection<{ _id: string }>('outbox').insertMany(notices),
      ]);
    },
    close: () => client.close(),
  };
}
