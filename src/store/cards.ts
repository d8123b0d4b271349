import { insertNew, writeAll } from './bulk.ts';
import type { NoticeDoc } from './documents.ts';
import type { Models } from './models.ts';

/** A card, and the version that it is to show. */
export interface Wanted {
  row: NoticeDoc;
  want: number;
}

const asQueued = (want: number, cards: Wanted[]) => ({
  $max: { want },
  $set: {
    state: 'queued',
    open: true,
    nextAt: new Date(Math.max(...cards.map(({ row }) => row.nextAt.getTime()))),
  },
});

/** One alone: in one write, there or not. */
function one(card: Wanted) {
  const { _id, want: _want, shown: _shown, state: _state, nextAt: _nextAt, ...rest } = card.row;
  const update = { ...asQueued(card.want, [card]), $setOnInsert: rest };
  return { updateOne: { filter: { _id }, update, upsert: true } };
}

const many = (want: number, cards: Wanted[]) => ({
  updateMany: { filter: { _id: { $in: cards.map(({ row }) => row._id) } }, update: asQueued(want, cards) },
});

/**
 * Cards are level-triggered: only the newest version wanted counts. Alarms that fire together want the same version of
 * most, which one update says for all of them at a third of what one for each costs the store.
 */
export function createCards(models: Models) {
  const rows = models.outbox.raw;

  /** Those of each version that several want. */
  async function wantTogether(groups: Map<number, Wanted[]>): Promise<void> {
    const cards = [...groups.values()].flat();
    const wanted = [...groups].map(([want, group]) => many(want, group));
    const missing = cards.length - (await writeAll(rows, wanted));
    if (missing === 0) return;
    const made = await insertNew(
      rows,
      cards.map(({ row, want }) => ({ ...row, want, open: true })),
    );
    // Somebody else made one of them meanwhile, and may have wanted less.
    if (made !== missing) await writeAll(rows, wanted);
  }

  return async function wantCards(cards: Wanted[]): Promise<NoticeDoc[]> {
    const newest = new Map<string, Wanted>();
    for (const card of cards)
      if (card.want >= (newest.get(card.row._id)?.want ?? 0)) newest.set(card.row._id, card);
    const groups = new Map<number, Wanted[]>();
    for (const card of newest.values()) {
      const group = groups.get(card.want);
      if (group) group.push(card);
      else groups.set(card.want, [card]);
    }
    const alone = [...groups.values()].filter((group) => group.length === 1).flat();
    for (const { want } of alone) groups.delete(want);
    await writeAll(rows, alone.map(one));
    await wantTogether(groups);
    return [...newest.values()].map(({ row }) => row);
  };
}
