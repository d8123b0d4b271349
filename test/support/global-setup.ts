import type { TestProject } from 'vitest/node';
import { startTestMongo } from './mongo-server.ts';
import { quickFolder } from './quick-folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The run's mongod; take a database on it with `testDatabase()`. */
    mongoUri: string;
  }
}

/** Starts one mongod for the whole run, whatever number of files it has. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await quickFolder();
  const mongo = await startTestMongo(folder.path);
  project.provide('mongoUri', mongo.uri);
  return async () => {
    await mongo.stop();
    await folder.remove();
  };
}
