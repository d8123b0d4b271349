import { MongoMemoryReplSet } from 'mongodb-memory-server';
import mongoose from 'mongoose';
import { findMongod } from '../../src/store/embedded/find-mongod.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

/** Three mongods that replicate, and a wire to the first of them which can be cut. */
export interface ThreeNodes {
  uri: string;
  /** Through the wire, to the first node alone, which is primary whenever it can be. */
  wiredUri: string;
  wire: TcpProxy;
  version: string;
  pids: number[];
  /** The primary steps down; resolves when the first node leads again, seconds later. */
  stepDown(seconds: number): Promise<void>;
  stop(): Promise<void>;
}

const withinMs = 90_000;

export async function startThreeNodes(): Promise<ThreeNodes> {
  const { binary, version } = await findMongod({ env: process.env, say: () => undefined });
  const quiet = ['--setParameter', 'diagnosticDataCollectionEnabled=false'];
  const args = ['--nounixsocket', '--oplogSize', '256', '--wiredTigerCacheSizeGB', '0.5', ...quiet];
  const nodes = await MongoMemoryReplSet.create({
    binary: { systemBinary: binary, version },
    replSet: { count: 3, storageEngine: 'wiredTiger', args, name: 'soak' },
    instanceOpts: [{ replicaMemberConfig: { priority: 2 } }, {}, {}],
  });
  const first = nodes.servers[0]?.instanceInfo?.port;
  if (first === undefined) throw new Error('the first node has no port');
  const uri = nodes.getUri('faultline');
  const wire = await startTcpProxy(first);
  const client = await new mongoose.mongo.MongoClient(uri).connect();
  const leads = async (): Promise<boolean> => {
    const hello = await client
      .db('admin')
      .command({ hello: 1 })
      .catch(() => undefined);
    return hello?.['me'] === `127.0.0.1:${first}` && hello['isWritablePrimary'] === true;
  };
  const lead = async (): Promise<void> => {
    const end = performance.now() + withinMs;
    while (!(await leads())) {
      if (performance.now() > end) throw new Error('the first node never led again');
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  };
  await lead();
  return {
    uri,
    wiredUri: `mongodb://127.0.0.1:${wire.port}/faultline?directConnection=true`,
    wire,
    version,
    pids: nodes.servers.flatMap(({ instanceInfo }) => instanceInfo?.instance.mongodProcess?.pid ?? []),
    async stepDown(seconds) {
      const order = { replSetStepDown: seconds, secondaryCatchUpPeriodSecs: Math.min(10, seconds) };
      await client.db('admin').command(order);
      await lead();
    },
    async stop() {
      await client.close();
      await wire.close();
      await nodes.stop();
    },
  };
}
