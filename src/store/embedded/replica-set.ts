import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';

export const replicaSetName = 'faultline';

const alreadyInitialized = 23;
const connectTimeoutMs = 5_000;
/** Half a second as a rule. When a mute stranger sits on its old port, mongod first waits 30 s for him. */
const primaryTimeoutMs = 60_000;

interface ReplicaSetConfig {
  version: number;
  members: { _id: number; host: string }[];
}

/**
 * Makes the one mongod at `host` ("127.0.0.1:port") a replica set of itself, or tells an existing set
 * that its member now lives at this port (forced: without a majority at the old address nobody else
 * could agree), and answers once it takes writes.
 */
export async function becomePrimary(host: string): Promise<void> {
  const client = new mongoose.mongo.MongoClient(`mongodb://${host}/`, {
    directConnection: true,
    serverSelectionTimeoutMS: connectTimeoutMs,
    connectTimeoutMS: connectTimeoutMs,
  });
  const giveUpAt = performance.now() + primaryTimeoutMs;
  const admin = client.db('admin');
  try {
    // mongod hangs up on everybody when it finds that its address isn't in its own set, and again when
    // it gets a new role: being cut off is a reason to ask again.
    while (!(await becomesPrimary(admin, host, giveUpAt))) await sleep(25);
  } finally {
    await client.close();
  }
}

async function becomesPrimary(admin: Db, host: string, giveUpAt: number): Promise<boolean> {
  try {
    const { isWritablePrimary } = await admin.command({ hello: 1 });
    if (isWritablePrimary === true) return true;
    await initiateOrMove(admin, host);
    if (performance.now() < giveUpAt) return false;
  } catch (error) {
    if (error instanceof mongoose.mongo.MongoError && performance.now() < giveUpAt) return false;
    throw error;
  }
  throw new Error(`no primary within ${primaryTimeoutMs / 1000} s`);
}

type Db = mongoose.mongo.Db;

async function initiateOrMove(admin: Db, host: string): Promise<void> {
  try {
    await admin.command({ replSetInitiate: { _id: replicaSetName, members: [{ _id: 0, host }] } });
  } catch (error) {
    if (!isCode(error, alreadyInitialized)) throw error;
    await moveTo(admin, host);
  }
}

async function moveTo(admin: Db, host: string): Promise<void> {
  const { config } = (await admin.command({ replSetGetConfig: 1 })) as unknown as {
    config: ReplicaSetConfig;
  };
  const [member] = config.members;
  if (member === undefined || member.host === host) return;
  const moved = { ...config, version: config.version + 1, members: [{ ...member, host }] };
  await admin.command({ replSetReconfig: moved, force: true });
}

const isCode = (error: unknown, code: number): boolean =>
  error instanceof mongoose.mongo.MongoServerError && error.code === code;
