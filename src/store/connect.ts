import mongoose from 'mongoose';
import { StoreUnavailable } from './errors.ts';

/**
 * One connection with the limits that webhooks need: providers wait 3 to 15 s, the driver's own
 * defaults take 30 s to fail. Read and write concern are ours, whatever the address says.
 * @param silentMs for how long a command may take
 * @throws StoreUnavailable when nothing answers.
 */
export async function connectStore(
  uri: string,
  name?: string,
  silentMs = 10_000,
): Promise<mongoose.Connection> {
  const connection = mongoose.createConnection(uri, {
    ...(name && { dbName: name }),
    serverSelectionTimeoutMS: 1500,
    connectTimeoutMS: 3000,
    socketTimeoutMS: silentMs,
    // A slow store is no reason to give up: webhooks have a watch of their own.
    waitQueueTimeoutMS: 10_000,
    heartbeatFrequencyMS: 2000,
    bufferCommands: false,
    autoIndex: false,
    autoCreate: false,
    maxPoolSize: 40,
    readPreference: 'primary',
    readConcern: { level: 'majority' },
    // Spelled so as well: in an address this name would win over the other.
    readConcernLevel: 'majority',
    writeConcern: { w: 'majority', journal: true },
    ignoreUndefined: true,
  });
  try {
    return await connection.asPromise();
  } catch (error) {
    await connection.close(true).catch(() => undefined);
    throw new StoreUnavailable('MongoDB does not answer; check MONGODB_URI and that the server runs', {
      cause: error,
    });
  }
}
