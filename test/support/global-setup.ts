import type { TestProject } from 'vitest/node';
import { startTestMongo } from './mongo-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The run's mongod; take a database on it with `testDatabase()`. */
    mongoUri: string;
  }
}

/** Starts one mongod for the whole run, whatever number of files it has. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const mongo = await startTestMongo();
  project.provide('mongoUri', mongo.uri);
  return mongo.stop;
}
