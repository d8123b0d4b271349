import mongoose from 'mongoose';
import { pino } from 'pino';
import { startEmbedded } from '../../../src/store/embedded/start.ts';

/** A process that keeps one report in its embedded mongod, tells its pids, and waits to be killed. */
const dataDir = process.argv[2] ?? '';
const log = pino({ level: 'silent' });
const mongo = await startEmbedded({ dataDir, env: process.env, say: () => {}, log });
const client = await new mongoose.mongo.MongoClient(mongo.uri).connect();
await client
  .db()
  .collection('reports')
  .insertOne({ text: '灯不亮' }, { writeConcern: { w: 'majority', j: true } });
process.stdout.write(`${JSON.stringify({ mongod: mongo.pid, uri: mongo.uri })}\n`);
setInterval(() => {}, 1_000);
