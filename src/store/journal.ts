import { insertNew } from './bulk.ts';
import type { ContentDoc, JournalDoc } from './documents.ts';
import type { Models } from './models.ts';

/** Entries are added once and never changed: `_id` is ticket and version. */
export function createJournal(models: Models) {
  return {
    async add(entries: JournalDoc[], contents: ContentDoc[]): Promise<void> {
      await insertNew(models.contents.raw, contents);
      await insertNew(models.journal.raw, entries);
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
