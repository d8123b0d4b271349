import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { Env } from '../lib/optional-group.ts';
import { createAuditStore } from '../store/audit.ts';
import { connectStore } from '../store/connect.ts';
import { startEmbedded } from '../store/embedded/start.ts';
import { createFetches } from '../store/fetches.ts';
import { createFiles } from '../store/files.ts';
import { createFindings } from '../store/findings.ts';
import { createIdentities } from '../store/identities.ts';
import { createInbox } from '../store/inbox.ts';
import { checkIndexes, declaredIndexes, ensureIndexes } from '../store/indexes.ts';
import { createInspections } from '../store/inspections.ts';
import { createJournal } from '../store/journal.ts';
import { createLeases } from '../store/leases.ts';
import { createMeta } from '../store/meta.ts';
import { migrate } from '../store/migrations.ts';
import { createModels } from '../store/models.ts';
import { createOutbox } from '../store/outbox.ts';
import { createRetention, type Retention } from '../store/retention.ts';
import { createTickets } from '../store/tickets.ts';

export interface OpenStore {
  tickets: ReturnType<typeof createTickets>;
  inspections: ReturnType<typeof createInspections>;
  inbox: ReturnType<typeof createInbox>;
  outbox: ReturnType<typeof createOutbox>;
  journal: ReturnType<typeof createJournal>;
  audit: ReturnType<typeof createAuditStore>;
  retention: Retention;
  findings: ReturnType<typeof createFindings>;
  files: ReturnType<typeof createFiles>;
  fetches: ReturnType<typeof createFetches>;
  identities: ReturnType<typeof createIdentities>;
  leases: ReturnType<typeof createLeases>;
  meta: ReturnType<typeof createMeta>;
  connection: Connection;
  close(): Promise<void>;
}

/** The repositories over one connection; indexes are built once per declared set, and checked always. */
export async function openStoreAt(
  uri: string,
  { create }: { create: boolean },
  name?: string,
): Promise<OpenStore> {
  const connection = await connectStore(uri, name);
  try {
    return await openOver(connection, create && (() => connectStore(uri, name, buildMs)));
  } catch (error) {
    await connection.close(true).catch(() => undefined);
    throw error;
  }
}

/** Of an index over years of rows, in which the store says nothing. */
const buildMs = 6 * 3_600_000;

async function openOver(
  connection: Connection,
  create: false | (() => Promise<Connection>),
): Promise<OpenStore> {
  const models = createModels(connection);
  // Declared indexes differ from those this store was last built for: a new store, or a newer hub.
  const declared = declaredIndexes(models);
  const built = await models.meta.raw.findOne({ _id: 'schema' });
  if (create && built?.hash !== declared) {
    const patient = await create();
    try {
      await ensureIndexes(createModels(patient));
    } finally {
      await patient.close();
    }
    await models.meta.raw.updateOne(
      { _id: 'schema' },
      { $set: { hash: declared }, $setOnInsert: { at: new Date() } },
      { upsert: true },
    );
  }
  await checkIndexes(models);
  const leases = createLeases(models, `${hostname()}/${process.pid}/${randomUUID()}`);
  if (create) await migrate(models, leases);
  return {
    tickets: createTickets(models),
    inspections: createInspections(models),
    inbox: createInbox(models),
    outbox: createOutbox(models),
    journal: createJournal(models),
    audit: createAuditStore(models),
    retention: createRetention(models),
    findings: createFindings(models),
    files: createFiles(models),
    fetches: createFetches(models),
    identities: createIdentities(models),
    leases,
    meta: createMeta(models),
    connection,
    close: () => connection.close(),
  };
}

/** The configured MongoDB, or the embedded one with its data under DATA_DIR. */
export async function openStore(
  config: { mongodbUri: string | undefined; dataDir: string },
  { env, say, log }: { env: Env; say: (line: string) => void; log: Logger },
): Promise<OpenStore> {
  if (config.mongodbUri) return openStoreAt(config.mongodbUri, { create: true });
  const embedded = await startEmbedded({ dataDir: config.dataDir, env, say, log });
  try {
    const store = await openStoreAt(embedded.uri, { create: true });
    return {
      ...store,
      async close() {
        await store.close();
        await embedded.stop();
      },
    };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}
