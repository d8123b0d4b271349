import type { ContentDoc, JournalDoc } from './documents.ts';
import type { Models } from './models.ts';

/** Entries are added once and never changed: `_id` is ticket and version. */
export function createJournal(models: Models) {
  return {
    async add(entries: JournalDoc[], contents: ContentDoc[]): Promise<void> {
      if (contents.length > 0) {
        await models.contents.raw.bulkWrite(
          contents.map(({ _id, ...fields }) => ({
            updateOne: { filter: { _id }, update: { $setOnInsert: fields }, upsert: true },
          })) as never,
          { ordered: false },
        );
      }
      if (entries.length === 0) return;
      await models.journal.raw.bulkWrite(
        entries.map(({ _id, ...fields }) => ({
          updateOne: { filter: { _id }, update: { $setOnInsert: fields }, upsert: true },
        })) as never,
        { ordered: false },
      );
    },
    async of(ticket: number): Promise<JournalDoc[]> {
      return (await models.journal.raw
        .find({ ticket })
        .sort({ version: 1 })
        .toArray()) as unknown as JournalDoc[];
    },
    async texts(ticket: number): Promise<Map<string, string>> {
      const docs = await models.contents.raw.find({ ticket }).toArray();
      return new Map(docs.map((d) => [String(d._id), String(d.text)]));
    },
  };
}
export type Journal = ReturnType<typeof createJournal>;
