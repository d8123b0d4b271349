import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbedded } from '../../src/store/embedded/start.ts';
import { auditOf } from '../support/audit.ts';
import { type Desk, openDesk, secret } from '../support/desk.ts';
import { violations } from '../support/invariants.ts';

const megabyte = 1024 * 1024;
const disk = mkdtempSync(join(tmpdir(), 'faultline-small-disk-'));
/** mongod lays out 300 MB for its journal. */
const missing = (() => {
  try {
    execFileSync('/usr/bin/mount', ['-t', 'tmpfs', '-o', 'size=360m', 'tmpfs', disk], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'the right to mount a small disk';
  }
})();

const filler = join(disk, 'filler');
async function fill(): Promise<void> {
  const file = await open(filler, 'a');
  try {
    const piece = Buffer.alloc(megabyte, 1);
    for (;;) await file.write(piece);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    await file.close();
  }
}

describe.skipIf(missing)(
  `a hub whose own database has no room left${missing ? ` (skipped: ${missing} is missing)` : ''}`,
  () => {
    let desk: Desk;
    let uri: string;
    beforeAll(async () => {
      if (missing) return;
      const dataDir = join(disk, 'data');
      const log = pino({ level: 'silent' });
      const mongo = await startEmbedded({ dataDir, env: process.env, say: () => undefined, log });
      ({ uri } = mongo);
      // Its address is known; the hub starts it again, as its own.
      desk = await openDesk({ uri, env: { MONGODB_URI: '', DATA_DIR: dataDir, MONGOD: mongo.binary } });
      await mongo.stop();
      await desk.hubs[0]?.start();
    });
    afterAll(async () => {
      try {
        if (!missing) expect(await auditOf(uri, secret)).toEqual([]);
      } finally {
        await desk?.close();
        if (!missing) execFileSync('/usr/bin/umount', ['--lazy', disk]);
        rmSync(disk, { recursive: true, force: true });
      }
    });

    // MongoDB ends itself rather than lose what it promised: without a new start the hub would never take anything again.
    it('F50: answers 503 and stays up, and goes on by itself once there is room', async () => {
      const [hub] = desk.hubs;
      await desk.text('+8613900019001', '空调坏了 RROOM');
      await desk.settled();
      await fill();
      // What it does once a minute.
      await desk.db
        .admin()
        .command({ fsync: 1 })
        .catch(() => undefined);
      await desk.until('it has ended', () => hub?.log().includes('is there room on the disk'));
      // Starting anew gives back some of its journal's room: what it takes meanwhile it must keep too.
      const reports = ['RROOM'];
      let refused = '';
      await desk.until('a text is refused', async () => {
        await fill();
        const word = `RNOROOM${reports.length}X`;
        const from = `+86139000190${10 + reports.length}`;
        const { status, sid } = await desk.twilio.incoming({ from, body: `门禁坏了 ${word}` });
        reports.push(word);
        expect([200, 503]).toContain(status);
        if (status === 503) refused = sid;
        return status === 503;
      });
      expect(hub?.running()).toBe(true);
      await rm(filler);
      await desk.until('the text is taken', async () => (await desk.again(refused)) === 200);
      await desk.settled();
      expect(await violations(desk, { reports })).toEqual([]);
    });
  },
);
