import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apply } from '../../src/commands/apply.ts';
import { doctor } from '../../src/commands/doctor.ts';
import { type OpenStore, openStoreAt } from '../../src/wiring/open-store.ts';
import { testDatabase } from '../support/mongo.ts';

const { uri } = testDatabase();
const env = { MONGODB_URI: uri, SERVICE_FILE: 'service.example.yaml', LINK_SECRETS: 'x'.repeat(40) };
let store: OpenStore;
beforeAll(async () => {
  store = await openStoreAt(uri, { create: true });
});
afterAll(() => store.close());

async function asked(): Promise<{ code: number; failing: string[] }> {
  const said: string[] = [];
  const code = await doctor(env, { say: (line) => void said.push(line) });
  return { code, failing: said.filter((line) => line.startsWith('FAIL')) };
}

describe('the doctor', () => {
  it('ends with 0 when nothing fails, and with 1 when another service file is in force', async () => {
    await apply(env.SERVICE_FILE, env, { dry: false, locale: 'en', say: () => undefined });
    expect(await asked()).toEqual({ code: 0, failing: [] });
    await store.connection
      .collection<{ _id: string }>('meta')
      .updateOne({ _id: 'service' }, { $set: { hash: 'another' } });
    const { code, failing } = await asked();
    expect(failing).toEqual([expect.stringContaining('applied: another version is in force')]);
    expect(code).toBe(1);
  });
});
