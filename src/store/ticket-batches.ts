import { randomUUID } from 'node:crypto';
import { failuresOf, writeAll } from './bulk.ts';
import { type PendingDoc, schemaVersion, type TicketDoc } from './documents.ts';
import { isAway } from './errors.ts';
import { createFireTogether } from './fire-together.ts';
import type { Models } from './models.ts';
import { type DueTicket, type Fire, firing, toDue } from './ticket-rows.ts';

/** What one ticket owes, oldest first. */
export interface Owing {
  number: number;
  pending: PendingDoc[];
}

/** One hub's part of what is due, by number; `of` 1: everything. */
export interface Share {
  part: number;
  of: number;
}

/** The last ticket that was looked at: the next look goes on behind it. */
export interface Place {
  nextAlarmAt: Date;
  number: number;
}

const everything: Share = { part: 0, of: 1 };

/** Many tickets in one command each: alarms, and what tickets owe. */
export function createTicketBatches(models: Models) {
  const rows = models.tickets.raw;
  const known = { schema: { $lte: schemaVersion } };

  /** One alone, where a bulk could not say who was at fault. */
  const single = async (operation: ReturnType<typeof firing>): Promise<boolean> =>
    (await rows.updateOne(operation.filter as never, operation.update as never)).matchedCount === 1;

  return {
    fireTogether: createFireTogether(models),

    /**
     * What is due by then, the longest waiting first and behind `after`: without its causes, which alarms don't
     * need.
     */
    async due(
      by: Date,
      limit: number,
      { part, of }: Share = everything,
      after?: Place,
    ): Promise<DueTicket[]> {
      // With `min` the index is walked to its end, unless it is told where that is.
      const behind = after && {
        min: { nextAlarmAt: after.nextAlarmAt, _id: after.number + 1 },
        max: { nextAlarmAt: new Date(by.getTime() + 1), _id: Number.NEGATIVE_INFINITY },
        hint: 'due',
      };
      const docs = await rows
        .find(
          { nextAlarmAt: { $lte: by }, ...known, ...(of > 1 && { _id: { $mod: [of, part] } }) } as never,
          { projection: { causes: 0 }, ...behind },
        )
        .sort({ nextAlarmAt: 1, _id: 1 })
        .limit(limit)
        .batchSize(limit)
        .toArray();
      return (docs as unknown as TicketDoc[]).map(toDue);
    },

    /**
     * Fires many alarms with one command. A bulk doesn't say who lost, so it is stamped: unless all won, the
     * winners are read back by the stamp. Whoever is at fault by itself is told apart from who came too late.
     */
    async fire(fires: Fire[], now: Date): Promise<{ won: Set<number>; sick: Map<number, unknown> }> {
      const stamp = randomUUID();
      const numbers = fires.map(({ next }) => next.ticket.number);
      const sick = new Map<number, unknown>();
      if (fires.length === 0) return { won: new Set(), sick };
      const operations = fires.map((fire) => ({ updateOne: firing(fire, stamp, now) }));
      try {
        const { matchedCount } = await rows.bulkWrite(operations as never, { ordered: false });
        if (matchedCount === fires.length) return { won: new Set(numbers), sick };
      } catch (error) {
        const failures = failuresOf(error);
        if (failures) {
          for (const { index, error: why } of failures) sick.set(numbers[index] ?? 0, why);
        } else if (isAway(error)) {
          throw error;
        } else {
          // Nothing was sent: one of them is too big, or can't be written down.
          const won = new Set<number>();
          for (const [i, { updateOne }] of operations.entries()) {
            const number = numbers[i] ?? 0;
            const fired = await single(updateOne).catch((why: unknown) => void sick.set(number, why));
            if (fired) won.add(number);
          }
          return { won, sick };
        }
      }
      const fired = await rows
        .find({ _id: { $in: numbers }, firedBy: stamp }, { projection: { _id: 1 } })
        .toArray();
      return { won: new Set(fired.map(({ _id }) => _id)), sick };
    },

    /** Nothing happened, but the next alarm moved: no version, no journal. */
    async rearm(moved: { number: number; expected: number; nextAlarmAt: Date | undefined }[]): Promise<void> {
      await writeAll(
        rows,
        moved.map(({ number, expected, nextAlarmAt }) => ({
          updateOne: {
            filter: { _id: number, version: expected, ...known },
            update: nextAlarmAt ? { $set: { nextAlarmAt } } : { $unset: { nextAlarmAt: '' } },
          },
        })),
      );
    },

    /** Tickets with something to move, the longest waiting first: all, these alone, or those that waited. */
    async owing(
      limit: number,
      which: { numbers?: number[]; since?: Date; without?: number[] } = {},
    ): Promise<Owing[]> {
      const { numbers, since, without = [] } = which;
      const docs = await rows
        .find(
          {
            pendingSince: { $exists: true, ...(since && { $lte: since }) },
            ...(numbers ? { _id: { $in: numbers } } : without.length > 0 && { _id: { $nin: without } }),
            ...known,
          } as never,
          { projection: { pending: 1 } },
        )
        .sort({ pendingSince: 1 })
        .limit(limit)
        .batchSize(limit)
        .toArray();
      return docs.map((d) => ({ number: d._id as number, pending: (d.pending ?? []) as PendingDoc[] }));
    },

    /** Takes away what was moved, by id: what was added meanwhile stays. */
    async settle(moved: Owing[]): Promise<void> {
      const ids = ({ pending }: Owing) => pending.map(({ id }) => id);
      // Mostly a ticket owes exactly what was moved, which is cheaper to ask than to filter.
      const found = await writeAll(
        rows,
        moved.map((one) => ({
          updateOne: {
            filter: {
              _id: one.number,
              pending: { $size: one.pending.length },
              ...Object.fromEntries(ids(one).map((id, i) => [`pending.${i}.id`, id])),
            },
            update: { $set: { pending: [] }, $unset: { pendingSince: '' } },
          },
        })),
      );
      if (found < moved.length) await writeAll(rows, moved.map(taking));

      function taking(one: Owing) {
        const kept = {
          $filter: { input: '$pending', cond: { $not: [{ $in: ['$$this.id', ids(one)] }] } },
        };
        const since = { $cond: [{ $eq: ['$pending', []] }, '$$REMOVE', '$pendingSince'] };
        return {
          updateOne: {
            filter: { _id: one.number },
            update: [{ $set: { pending: kept } }, { $set: { pendingSince: since } }],
          },
        };
      }
    },
  };
}
