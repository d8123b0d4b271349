import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { form, word } from '../../templates/index.ts';
import { createBreakers } from '../app/breakers.ts';
import { createBusinessClock } from '../app/business-clock.ts';
import type { Context } from '../app/context.ts';
import { createTicketTurns } from '../app/ticket-turns.ts';
import { AppError } from '../lib/errors.ts';
import { createLogger } from '../lib/logger.ts';
import type { Env } from '../lib/optional-group.ts';
import { IndexMissing } from '../store/errors.ts';
import { createDirectory } from '../wiring/context.ts';
import { type OpenStore, openStore, openStoreAt } from '../wiring/open-store.ts';
import { readSettings } from '../wiring/settings.ts';

export interface CommandStore {
  store: OpenStore;
  clock: ReturnType<typeof createBusinessClock>;
  close(): Promise<void>;
}

/** What is there was made by an older hub, which has to go first. */
class OtherVersionRuns extends AppError {
  readonly code = 'other-version-runs';
}

/** The embedded mongod of a hub that runs beside us, if it answers. */
async function runningEmbedded(dataDir: string): Promise<OpenStore | undefined> {
  try {
    const { port } = JSON.parse(await readFile(join(dataDir, 'mongod.json'), 'utf8')) as { port: number };
    return await openStoreAt(`mongodb://127.0.0.1:${port}/faultline?replicaSet=faultline`, { create: false });
  } catch (error) {
    if (error instanceof IndexMissing)
      throw new OtherVersionRuns(
        `The hub on ${dataDir} is of another version than this command: restart the hub, then try again.`,
        { cause: error },
      );
    // No hub runs here: the caller starts the mongod itself.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** The store for a command: the configured one, the running hub's, or an embedded one started for it. */
export async function openForCommand(env: Env, say: (line: string) => void): Promise<CommandStore> {
  const { config } = readSettings(env);
  const log = createLogger({ level: 'error' });
  const beside = config.mongodbUri ? undefined : await runningEmbedded(config.dataDir);
  const store = beside ?? (await openStore(config, { env, say, log }));
  const clock = createBusinessClock(store.meta);
  await clock.refresh();
  return { store, clock, close: () => store.close() };
}

/** Enough of a context to show things: it sends nothing. */
export async function readOnlyContext({ store, clock }: CommandStore): Promise<Context> {
  const directory = await createDirectory(store.meta, clock);
  const policy: Context['policy'] = async (hash) => {
    const found = await store.meta.policy(hash);
    if (!found) throw new Error(`policy ${hash} is missing from the store`);
    return found;
  };
  const log = createLogger({ level: 'error' });
  const nothing = () => undefined;
  const meters = { received: nothing, sent: nothing, lateness: nothing, breaker: nothing };
  return {
    ...store,
    turns: createTicketTurns(store.tickets),
    service: directory.service,
    refreshService: directory.refresh,
    policy,
    clock,
    channels: new Map(),
    breakers: createBreakers(log, meters),
    word,
    form,
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    page: () => '',
    fileUrl: () => '',
    draws: () => true,
    token: () => '',
    oneWay: () => false,
    dailyCap: () => undefined,
    strangersCap: () => undefined,
    log,
    meters,
    poke: () => undefined,
  };
}
