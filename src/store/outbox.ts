import type { Address } from '../domain/address.ts';
import { insertNew } from './bulk.ts';
import { createCards, type Wanted } from './cards.ts';
import { createDigests } from './digests.ts';
import type { Attempt, NoticeDoc } from './documents.ts';
import { createDueIn } from './due-in.ts';
import { createLanes } from './lanes.ts';
import type { Models } from './models.ts';
import { createProofs } from './proofs.ts';

/** Longer than the write between the two wake-ups of a move takes. */
const moveMs = 5000;
/** A card is edited as long as its ticket lives. */
const attemptsKept = 30;
/** Asked for no more, once the end of an attempt is known. */
const forgotten = { 'attempts.$[last].fingerprint': '' };
const openStates = ['queued', 'sending'];

/** The durable queue of what goes out: notices, and the lanes (addresses) that are leased to send them. */
export function createOutbox(models: Models) {
  const rows = models.outbox.raw;

  const lanes = createLanes(models);
  const wantCards = createCards(models);
  const { wake } = lanes;

  return {
    ...lanes,
    ...createDigests(models),
    ...createProofs(models),

    /**
     * Adds what is not there yet: the ids make a second run harmless. `lanes` are woken as well, for notices
     * that were added in another way.
     */
    async add(notices: NoticeDoc[], lanes: Pick<NoticeDoc, 'lane' | 'nextAt'>[] = []): Promise<void> {
      await insertNew(rows, notices.map(asOpen));
      await wake(soonestOf([...notices, ...lanes]));
    },

    async wantCards(wanted: Wanted[]): Promise<void> {
      await wake(soonestOf(await wantCards(wanted)));
    },

    dueIn: createDueIn(models),

    /**
     * Writes that an attempt begins. False when the notice is finished, moved, or sent by a newer grant of its
     * lane: then it must not be sent. An attempt that was never finished becomes `unknown`. `covers`: what its message
     * tells as well, known in the same write, so that after a crash the same message is asked for.
     */
    async started(id: string, attempt: Attempt, fence: number, covers?: string[]): Promise<boolean> {
      const interrupted = {
        $cond: [
          { $eq: ['$$this.result', 'started'] },
          { $mergeObjects: ['$$this', { result: 'unknown', reason: 'interrupted' }] },
          '$$this',
        ],
      };
      const before = { $map: { input: '$attempts', in: interrupted } };
      const { matchedCount } = await rows.updateOne(
        {
          _id: id,
          open: true,
          lane: attempt.to,
          $or: [{ grant: { $exists: false } }, { grant: { $lte: fence } }],
        } as never,
        [
          {
            $set: {
              state: 'sending',
              grant: fence,
              covers: covers ? { $literal: covers } : '$$REMOVE',
              attempts: { $slice: [{ $concatArrays: [before, [{ $literal: attempt }]] }, -attemptsKept] },
            },
          },
        ],
      );
      return matchedCount === 1;
    },

    /** Its provider has it, only we could not write so: looked at again later, while others of its lane go on. */
    later: async (id: string, nextAt: Date) =>
      void (await rows.updateOne({ _id: id, open: true }, { $set: { nextAt } })),

    /** Could not even be tried: counted, and looked at again later, while others of its lane go on. */
    async setAside(id: string, attempt: Attempt, nextAt: Date): Promise<void> {
      await rows.updateOne({ _id: id, open: true }, {
        $set: { state: 'queued', nextAt },
        $push: { attempts: attempt },
        $unset: { covers: '' },
      } as never);
    },

    /**
     * Writes what became of an unfinished notice; a finished one stays as it is. `open` drops it from the work
     * indexes. `last` finishes the attempt of this grant.
     */
    async mark(
      id: string,
      fields: Partial<NoticeDoc>,
      last?: Partial<Attempt> & { grant: number | undefined },
    ): Promise<void> {
      const { grant, ...result }: Partial<Attempt> & { grant?: number | undefined } = last ?? {};
      const { state } = fields;
      const open = state === undefined || openStates.includes(state);
      const attempt = Object.fromEntries(
        Object.entries(result).map(([k, v]) => [`attempts.$[last].${k}`, v]),
      );
      const known = result.result !== undefined && result.result !== 'unknown';
      await rows.updateOne(
        { _id: id, open: true, ...(grant !== undefined && { grant }) },
        {
          $set: { ...fields, ...attempt },
          $unset: {
            ...(!open && { open: '' }),
            ...(known && forgotten),
            // Given up once, and sent after all.
            ...((state === 'sent' || state === 'delivered') && !fields.reason && { reason: '' }),
          },
        } as never,
        last ? { arrayFilters: [{ 'last.result': 'started' }] } : {},
      );
    },

    /**
     * Owed again, here or on the person's next channel. The lane is woken before as well: a crash in between
     * must not leave it asleep. What its message told as well goes on with it only where a provider took it before.
     * One that arrived, was taken or was moved since it was read stays as it is.
     */
    async move(
      { _id, lane, providerId, grant }: Pick<NoticeDoc, '_id' | 'lane' | 'providerId' | 'grant'>,
      to: Pick<NoticeDoc, 'lane' | 'fallbacks' | 'nextAt'>,
      covered: 'free' | 'carried' = 'free',
    ): Promise<void> {
      await wake(new Map([[to.lane, new Date(to.nextAt.getTime() + moveMs)]]));
      const asRead = {
        _id,
        lane,
        // None where there was none: sent meanwhile, it is somebody else's.
        providerId: providerId ?? null,
        ...(grant !== undefined && { grant }),
      };
      await rows.updateOne(
        { ...asRead, state: { $nin: ['delivered', 'superseded'] } } as never,
        {
          $set: { ...to, state: 'queued', open: true },
          $unset: {
            passedOn: '',
            providerId: '',
            grant: '',
            reason: '',
            unproven: '',
            receiptDue: '',
            ...(covered === 'free' && { covers: '' }),
          },
        } as never,
      );
      await wake(soonestOf([to]));
    },

    /**
     * A card that was shown, in one write: a card without its `ref` would be posted again. Queued again when a
     * newer version is wanted meanwhile.
     */
    async cardShown(
      id: string,
      shown: number,
      fields: Pick<NoticeDoc, 'sentAt' | 'ref'> & { providerId: string },
    ): Promise<void> {
      const { providerId } = fields;
      const sent = { result: 'sent', providerId };
      const finished = {
        $cond: [{ $eq: ['$$this.result', 'started'] }, { $mergeObjects: ['$$this', sent] }, '$$this'],
      };
      await rows.updateOne({ _id: id }, [
        { $set: { ...fields, shown, attempts: { $map: { input: '$attempts', in: finished } } } },
        { $set: { state: { $cond: [{ $gt: ['$want', shown] }, 'queued', 'sent'] } } },
        { $set: { open: { $cond: [{ $eq: ['$state', 'queued'] }, true, '$$REMOVE'] } } },
      ] as never);
    },

    /** Why it is given up, before anybody is told: of several that fail together each must see the others. */
    givenUp: async (id: string, reason: string) =>
      void (await rows.updateOne({ _id: id }, { $set: { reason } })),

    byRef: async (ref: string) => ((await rows.findOne({ ref })) as NoticeDoc | null) ?? undefined,
    find: async (id: string) => ((await rows.findOne({ _id: id })) as NoticeDoc | null) ?? undefined,
    async ofTicket(ticket: number): Promise<NoticeDoc[]> {
      return (await rows
        .find({ ticket })
        .sort({ at: 1, seq: 1 })
        .limit(500)
        .toArray()) as unknown as NoticeDoc[];
    },
    async where(filter: Record<string, unknown>, limit: number): Promise<NoticeDoc[]> {
      return (await rows.find(filter).sort({ at: 1 }).limit(limit).toArray()) as unknown as NoticeDoc[];
    },
    count: (filter: Record<string, unknown>) => rows.countDocuments(filter),
  };
}
export type Outbox = ReturnType<typeof createOutbox>;

/** A notice as it is stored while it is unfinished. */
export const asOpen = (notice: NoticeDoc): NoticeDoc & { open: true } => ({ ...notice, open: true });

/** When each lane has something to send. */
export function soonestOf(notices: Pick<NoticeDoc, 'lane' | 'nextAt'>[]): Map<Address, Date> {
  const soonest = new Map<Address, Date>();
  for (const { lane, nextAt } of notices) {
    const known = soonest.get(lane);
    if (!known || nextAt < known) soonest.set(lane, nextAt);
  }
  return soonest;
}
