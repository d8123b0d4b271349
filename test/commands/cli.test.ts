import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faultline-cli-'));
  await writeFile(join(folder, 'notes.txt'), 'milk\nbread\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What `faultline …` says and how it ends; no setting of ours reaches it. */
async function faultline(...args: string[]): Promise<{ code: number; said: string }> {
  const env = { ...process.env, DATA_DIR: folder, SANDBOX: 'on', MONGODB_URI: undefined };
  try {
    const { stdout, stderr } = await run(process.execPath, ['--import', 'tsx', 'src/cli.ts', ...args], {
      env,
    });
    return { code: 0, said: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: stdout + stderr };
  }
}

describe('the command line', () => {
  it.each([
    [['bogus'], "unknown command 'bogus'"],
    [['chekc'], 'did you mean check?'],
    [['why', 'abc'], 'a ticket number looks like 4821'],
    [['why', '4821', '--lang', 'fr'], 'it is zh or en'],
    [['check', '/nowhere.yaml'], "/nowhere.yaml can't be read"],
    [['read', '/nowhere.eml'], "/nowhere.eml can't be read"],
  ])('%j is refused with a sentence and a code', async (args, said) => {
    const answer = await faultline(...args);
    expect(answer.code).toBe(1);
    expect(answer.said).toContain(said);
    expect(answer.said).not.toMatch(/^\s+at /m);
  });

  it('says that a file is no mail', async () => {
    const { said } = await faultline('read', join(folder, 'notes.txt'), '--json');
    expect(JSON.parse(said)).toMatchObject({ kind: 'unreadable', why: expect.stringContaining('no mail') });
  });
});
