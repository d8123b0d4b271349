import { access, constants, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { DataDirUnusable } from './errors.ts';
import { lastLine } from './run-command.ts';

/** What we remember beside the data: who wrote it, and the port its replica set was made for. */
const DataRecord = z.object({ version: z.string(), port: z.int().min(1).max(65_535) });
export type DataRecord = z.infer<typeof DataRecord>;

export interface DataDir {
  /** Absolute; mongod's own folder, which exists and can be written. */
  readonly dbPath: string;
  readonly record: DataRecord | undefined;
  remember(record: DataRecord): Promise<void>;
}

/** Makes and checks the folder. Throws DataDirUnusable with the system's reason. */
export async function openDataDir(dataDir: string): Promise<DataDir> {
  const root = resolve(dataDir);
  const dbPath = join(root, 'mongod');
  const recordFile = join(root, 'mongod.json');
  try {
    await makeFolder(dbPath);
    await access(root, constants.W_OK);
    await access(dbPath, constants.W_OK);
  } catch (error) {
    throw new DataDirUnusable(root, systemReason(error), { cause: error });
  }
  return {
    dbPath,
    record: await readRecord(recordFile),
    remember: async (record) => {
      const draft = `${recordFile}.new`;
      await writeFile(draft, `${JSON.stringify(record)}\n`);
      await rename(draft, recordFile);
    },
  };
}

/**
 * A folder and those above it. Node's own `recursive` asks for ever where a folder is there but takes nothing in and
 * says that it isn't (`/proc`): the hub must say so instead of hanging.
 */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    const parent = dirname(path);
    if (code !== 'ENOENT' || parent === path || (await isThere(parent))) throw error;
    await makeFolder(parent);
    await makeFolder(path);
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** No record, or one that a power cut left unreadable: mongod itself then judges the files. */
async function readRecord(file: string): Promise<DataRecord | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw new DataDirUnusable(file, systemReason(error), { cause: error });
  });
  return DataRecord.safeParse(parseJson(text)).data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function systemReason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? lastLine(message) ?? 'unknown reason';
}
