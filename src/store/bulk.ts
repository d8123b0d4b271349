import mongoose from 'mongoose';
import { isAway, StoreRefused, StoreUnavailable } from './errors.ts';

type Rows = mongoose.mongo.Collection<never>;
type Operation = mongoose.mongo.AnyBulkWriteOperation<never>;

export const duplicate = 11000;
const { MongoBulkWriteError } = mongoose.mongo;

/** What went wrong with single operations of a bulk, by their place in it; the others are done. */
export function failuresOf(error: unknown): { index: number; code: number; error: Error }[] | undefined {
  if (!(error instanceof MongoBulkWriteError) || isAway(error)) return undefined;
  const failures = [error.writeErrors].flat();
  // A write concern that wasn't met says nothing of single operations.
  if (failures.length === 0) return undefined;
  return failures.map((one) => ({ index: one.index, code: Number(one.code), error }));
}

/** The store being away is nobody's fault; anything else is that of a document among many. */
const refusedBy = (cause: unknown): unknown =>
  isAway(cause)
    ? new StoreUnavailable('the store did not take a batch', { cause })
    : new StoreRefused('a document of many was refused', { cause });

/**
 * Adds what is not there yet, in one command: an id that is taken means that it was added before. Answers how many
 * were new.
 * @throws StoreRefused when a document is at fault: each should be tried alone.
 */
export async function insertNew(rows: unknown, docs: { _id: unknown }[]): Promise<number> {
  if (docs.length === 0) return 0;
  try {
    return (await (rows as Rows).insertMany(docs as never[], { ordered: false })).insertedCount;
  } catch (error) {
    const failures = failuresOf(error);
    if (failures?.every(({ code }) => code === duplicate)) return docs.length - failures.length;
    throw refusedBy(error);
  }
}

/**
 * Updates, each by its `_id`, in one command; where two hubs make the same row at once, the second finds it.
 * Answers how many rows were found.
 * @throws StoreRefused when an operation is at fault: each should be tried alone.
 */
export async function writeAll(rows: unknown, operations: unknown[]): Promise<number> {
  if (operations.length === 0) return 0;
  const bulk = operations as Operation[];
  try {
    return (await (rows as Rows).bulkWrite(bulk, { ordered: false })).matchedCount;
  } catch (error) {
    const failures = failuresOf(error);
    if (!failures?.every(({ code }) => code === duplicate)) throw refusedBy(error);
    const again = failures.flatMap(({ index }) => bulk[index] ?? []);
    const done = (error as mongoose.mongo.MongoBulkWriteError).matchedCount;
    return done + (await (rows as Rows).bulkWrite(again, { ordered: false })).matchedCount;
  }
}
