import mongoose from 'mongoose';
import { expect, it } from 'vitest';
import { testDatabase } from '../../support/mongo.ts';

const { uri } = testDatabase();

it('runs as a replica set that takes majority writes and transactions', async () => {
  const connection = await mongoose.createConnection(uri).asPromise();
  const people = connection.collection<{ _id: string }>('people');
  await people.insertOne({ _id: 'ana' }, { writeConcern: { w: 'majority', j: true } });
  await connection.transaction(async (session) => {
    await people.insertOne({ _id: 'ben' }, { session });
  });
  expect(await people.countDocuments()).toBe(2);
  await connection.close();
});
