import { IndexMissing } from './errors.ts';
import type { Models } from './models.ts';

/** Names the declared set, so that a hub with other indexes builds them once. */
export const declaredIndexes = (models: Models): string =>
  JSON.stringify(Object.values(models).map(({ model }) => [model.collection.name, model.schema.indexes()]));

/** Builds what is missing: run once per start, under no lock (building an index that exists is a no-op). */
export async function ensureIndexes(models: Models): Promise<void> {
  for (const { model } of Object.values(models)) {
    await model.createCollection();
    await model.createIndexes();
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
        `collection ${model.collection.name} lacks the index ${name}${toDrop.length > 0 ? ` (it has ${toDrop.join(', ')} instead)` : ''}; create it or run apply`,
      );
    }
  }
}
