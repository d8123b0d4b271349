import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Desk } from '../support/desk.ts';
import { violations } from '../support/invariants.ts';
import { testDatabase } from '../support/mongo.ts';
import type { TcpProxy } from '../support/tcp-proxy.ts';
import { openDeskOnWire } from '../support/wired-desk.ts';

const { uri } = testDatabase();
let desk: Desk;
let wire: TcpProxy;

let close: () => Promise<void>;
beforeAll(async () => {
  ({ desk, wire, close } = await openDeskOnWire(uri));
});
afterAll(() => close());

describe('while the store is away', () => {
  // Without the intake's own limit the webhook would wait for the driver: longer than the provider does.
  it('webhooks say 503, the hub stays up, and all goes on by itself when it is back (F19)', async () => {
    const [hub] = desk.hubs;
    const before = '+8613900006001';
    await desk.text(before, '空调坏了 RBEFORE');
    // Nothing is told to anybody: connections stay open and say nothing.
    wire.freeze();
    const refused = await desk.twilio.incoming({ from: '+8613900006002', body: '空调坏了 RDURING' });
    expect(refused.status).toBe(503);
    const mail = await desk.mailbox.deliver({
      from: 'a@example.org',
      subject: '坏了',
      text: 'RREFUSED 坏了',
    });
    expect(mail.accepted).toBe(false);
    expect(mail.response).toMatch(/^451/);
    const tap = await desk.slack.command({ user: 'U0WANGLEI', command: '/fault', text: '坏了 RSLACK' });
    expect(tap.status).toBe(503);
    // Whatever the timetable meets in its minute: the process goes on.
    await desk.until('the timetable has met it too', () => hub?.log().includes('the timetable could not'));
    expect(hub?.running()).toBe(true);

    wire.cut();
    wire.thaw();
    await desk.until('the text is taken', async () => (await desk.again(refused.sid)) === 200);
    // A server that was told 451 comes again.
    await desk.mail({ from: 'a@example.org', subject: '坏了', text: '坏了 RMAIL', id: 'mail' });
    await desk.settled();
    expect(await violations(desk, { reports: ['RBEFORE', 'RDURING', 'RMAIL'] })).toEqual([]);
  });

  // With one limit for all of its pieces together, it was refused whenever the store was merely slow.
  it('F20: a long mail is taken by a slow store, though its pieces together take longer than one answer may', async () => {
    const text = `RLONG 坏了\r\n\r\n-- \r\n${`${'x'.repeat(70)}\r\n`.repeat(90_000)}`;
    wire.delay(200);
    const mail = await desk.mailbox.deliver({ from: 'b@example.org', subject: '坏了 RLONG', text });
    wire.delay(0);
    expect(mail.response).toMatch(/^250/);
    await desk.settled();
    expect(await violations(desk, { reports: ['RLONG'] })).toEqual([]);
  });
});
