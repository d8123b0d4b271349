import { closeSync, openSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from '../support/desk.ts';
import { violations } from '../support/invariants.ts';
import { testDatabase } from '../support/mongo.ts';

describe('a hub whose log goes to a disk that is full', () => {
  const { uri } = testDatabase();
  const full = openSync('/dev/full', 'w');
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk({ uri, stdout: full, cli: true });
    await desk.hubs[0]?.start();
  });
  afterAll(async () => {
    await desk.close();
    closeSync(full);
  });

  // With pino's own output the process hung at its first line.
  it('F50: starts, takes reports, opens tickets, sends, and leaves when it is told to', async () => {
    const [hub] = desk.hubs;
    if (!hub) throw new Error('no hub');
    await desk.text('+8613900017001', '空调坏了 RFULL');
    await desk.settled();
    expect(await violations(desk, { reports: ['RFULL'] })).toEqual([]);
    expect(hub.running()).toBe(true);
    hub.kill('SIGTERM');
    expect(await hub.ended()).toBe(0);
  });
});
