import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from '../support/desk.ts';
import { violations } from '../support/invariants.ts';
import { testDatabase } from '../support/mongo.ts';

const megabyte = 1024 * 1024;

describe('a hub that has no descriptors left', () => {
  const { uri } = testDatabase();
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk({ uri });
    await desk.hubs[0]?.start();
  });
  afterAll(() => desk.close());

  // An accept that fails must not end the process, nor stop it from accepting later.
  it('F53: stays up, and takes reports again once some are free', async () => {
    const [hub] = desk.hubs;
    if (!hub) throw new Error('no hub');
    await desk.text('+8613900016001', '空调坏了 RFREE');
    await desk.settled();
    const pid = String(hub.child().pid);
    const limit = readdirSync(`/proc/${pid}/fd`).length + 6;
    execFileSync('/usr/bin/prlimit', ['--pid', pid, `--nofile=${limit}:${limit}`]);
    const held: Socket[] = Array.from({ length: 60 }, () =>
      connect(hub.port, '127.0.0.1').on('error', () => undefined),
    );
    let closed = 0;
    for (const socket of held) socket.once('close', () => closed++);
    await desk.until('all descriptors are taken', () => readdirSync(`/proc/${pid}/fd`).length >= limit - 1);
    await desk.until('who came too late is told so by a closed connection', () => closed > 0);
    const during = await desk.twilio.incoming({ from: '+8613900016002', body: '空调坏了 RNONE' });
    for (const socket of held) socket.destroy();
    expect(hub.running()).toBe(true);
    await desk.until('the text is taken', async () => (await desk.again(during.sid)) === 200);
    await desk.settled();
    expect(await violations(desk, { reports: ['RFREE', 'RNONE'] })).toEqual([]);
  });
});

describe('a hub with very little memory', () => {
  const { uri } = testDatabase();
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk({ uri, env: { NODE_OPTIONS: '--max-old-space-size=64' } });
    await desk.hubs[0]?.start();
  });
  afterAll(() => desk.close());

  // Acknowledged before it was stored, what was in memory would be gone with the process.
  it('F51: that is full while large mails come in, ends with an error and loses nothing that it acknowledged', async () => {
    const [hub] = desk.hubs;
    if (!hub) throw new Error('no hub');
    const words = ['RLARGE1', 'RLARGE2', 'RLARGE3'];
    const body = Buffer.alloc(20 * megabyte, `${'x'.repeat(70)}\r\n`).toString('latin1');
    await hub.arm({ point: 'inbox.accept', when: 'before', nth: 2, how: 'exhaust' });
    const sending = words.map((word) =>
      desk.mail({
        from: `${word}@example.org`,
        // What can't be read whole is a ticket by its subject.
        subject: `投影仪坏了 ${word}`,
        text: `投影仪坏了 ${word}\r\n\r\n-- \r\n${body}`,
        id: word,
      }),
    );
    // A supervisor starts what ended.
    let over = false;
    let ends = 0;
    const supervised = (async () => {
      while (!over) {
        await Promise.race([hub.ended(), new Promise((resolve) => setTimeout(resolve, 500))]);
        if (!over && !hub.running()) {
          expect(await hub.ended()).not.toBe(0);
          ends++;
          await desk.leasesRunOut();
          await hub.start();
        }
      }
    })();
    await Promise.all(sending);
    await desk.settled();
    over = true;
    await supervised;
    expect(await violations(desk, { reports: words })).toEqual([]);
    expect(ends).toBeGreaterThan(0);
    expect(hub.log()).toContain('heap out of memory');
  });
});
