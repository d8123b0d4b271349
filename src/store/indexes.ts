import mongoose from 'mongoose';
import { IndexMissing } from './errors.ts';
import type { Models } from './models.ts';

/** Names the declared set, so that a hub with other indexes builds them once. */
export const declaredIndexes = (models: Models): string =>
  JSON.stringify(Object.values(models).map(({ model }) => [model.collection.name, model.schema.indexes()]));

const indexNotFound = 27;

/** An index of ours whose options changed makes way for the new one; those that an operator added stay. */
async function dropChanged({ model }: Models[keyof Models]): Promise<void> {
  const { toDrop } = await model.diffIndexes();
  const ours = new Set(model.schema.indexes().map(([, options]) => options['name']));
  for (const name of toDrop) {
    if (!ours.has(name)) continue;
    await model.collection.dropIndex(name).catch((error: unknown) => {
      // Another hub that starts was faster.
      if (!(error instanceof mongoose.mongo.MongoServerError && error.code === indexNotFound)) throw error;
    });
  }
}

/** Builds what is missing: run once per declared set, under no lock (building an index that exists is a no-op). */
export async function ensureIndexes(models: Models): Promise<void> {
  for (const one of Object.values(models)) {
    await one.model.createCollection();
    await dropChanged(one);
    await one.model.createIndexes();
  }
}

/**
 * Refuses to start on a store whose indexes differ from the declared ones: a missing one would turn
 * queries into scans, a missing unique one would let something happen twice.
 * @throws IndexMissing naming the collection and the index.
 */
export async function checkIndexes(models: Models): Promise<void> {
  for (const { model } of Object.values(models)) {
    const { toCreate, toDrop } = await model.diffIndexes();
    const missing = toCreate[0];
    if (missing) {
      const name = JSON.stringify(missing);
      throw new IndexMissing(
        `collection ${model.collection.name} lacks the index ${name}${toDrop.length > 0 ? ` (it has ${toDrop.join(', ')} instead)` : ''}; create it, or remove { _id: 'schema' } from the collection meta and start again`,
      );
    }
  }
}
