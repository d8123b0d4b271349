import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { afterAll, inject } from 'vitest';

/**
 * A database of this test file's own on the run's mongod, dropped when the file is done. Call it at
 * the top of a file or of a `describe`. `uri` names the database; `name` is its name.
 */
export function testDatabase(): { uri: string; name: string } {
  const name = `test-${randomUUID()}`;
  const url = new URL(inject('mongoUri'));
  url.pathname = `/${name}`;
  const uri = url.toString();
  afterAll(async () => {
    const client = new mongoose.mongo.MongoClient(uri);
    try {
      await client.db(name).dropDatabase();
    } finally {
      await client.close();
    }
  });
  return { uri, name };
}
