import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { startTestMongo } from '../../support/mongo-server.ts';

/** Commands of clients; what replication and heartbeats say among themselves is none. */
const counted = [
  'aggregate',
  'bulkWrite',
  'count',
  'delete',
  'distinct',
  'find',
  'findAndModify',
  'getMore',
  'insert',
  'update',
] as const;

export interface Mongod {
  version: string;
  /** A database of its own for one round; `drop` when it is done. */
  database(): { uri: string; drop(): Promise<void> };
  client: mongoose.mongo.MongoClient;
  /** How many commands all clients have sent so far. */
  commands(): Promise<number>;
  stop(): Promise<void>;
}

/** The embedded mongod that the hub itself would start: one node, data on disk, majority means journaled. */
export async function startMongod(): Promise<Mongod> {
  const server = await startTestMongo();
  const client = await new mongoose.mongo.MongoClient(server.uri).connect();
  const admin = client.db('admin');
  const { version } = await admin.command({ buildInfo: 1 });
  return {
    version: String(version),
    client,
    database() {
      const name = `bench-${randomUUID()}`;
      const url = new URL(server.uri);
      url.pathname = `/${name}`;
      return {
        uri: url.toString(),
        drop: async () => {
          await client.db(name).dropDatabase();
        },
      };
    },
    async commands() {
      const { metrics } = await admin.command({ serverStatus: 1, repl: 0, locks: 0, wiredTiger: 0 });
      return counted.reduce((sum, name) => sum + Number(metrics.commands[name]?.total ?? 0), 0);
    },
    async stop() {
      await client.close();
      await server.stop();
    },
  };
}
