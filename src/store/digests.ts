import type { NoticeDoc } from './documents.ts';
import type { Models } from './models.ts';

/** Many notices that go out as one message, or not at all. */
export function createDigests({ outbox }: Models) {
  const rows = outbox.raw;
  return {
    /** What a digest tells beside its carrier: still owed there, or told by it before. */
    async coveredBy({ _id, lane, covers = [] }: NoticeDoc): Promise<NoticeDoc[]> {
      const theirs = { $or: [{ open: true, lane }, { carriedBy: _id }] };
      const docs = await rows.find({ _id: { $in: covers }, ...theirs } as never).toArray();
      const found = new Map((docs as unknown as NoticeDoc[]).map((doc) => [doc._id, doc]));
      return covers.flatMap((id) => found.get(id) ?? []);
    },

    /** Its provider took the digest: what it tells is sent. Before the carrier is, or a crash would tell it twice. */
    async carried({ _id, lane, covers = [] }: NoticeDoc, sentAt: Date): Promise<void> {
      await rows.updateMany(
        { _id: { $in: covers }, open: true, lane } as never,
        {
          $set: { state: 'sent', sentAt, carriedBy: _id },
          $unset: { open: '', covers: '' },
        } as never,
      );
    },

    /** No longer worth sending. */
    async supersede(ids: string[], reason: string): Promise<void> {
      await rows.updateMany(
        { _id: { $in: ids }, open: true } as never,
        {
          $set: { state: 'superseded', reason },
          $unset: { open: '' },
        } as never,
      );
    },
  };
}
