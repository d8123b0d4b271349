import { createTransport } from 'nodemailer';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEmailChannel } from '../../../src/channels/email/index.ts';
import type { ReaderTimes } from '../../../src/channels/email/mailbox-reader.ts';
import type { Channel } from '../../../src/domain/channel.ts';
import { createMemoryIntake, type MemoryIntake } from '../../contract/memory-intake.ts';
import { type Dovecot, missingDovecot, startDovecot } from '../../support/dovecot.ts';
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.ts';
import { log, secrets, settingsOf } from './hub.ts';

const why = missingDovecot ? ` (skipped: ${missingDovecot} is missing)` : '';
const soon = { timeout: 30_000, interval: 50 };

describe.skipIf(missingDovecot)(`a mailbox that the hub reads by IMAP${why}`, () => {
  let dovecot: Dovecot;
  let proxy: TcpProxy;
  let channel: Channel;
  let intake: MemoryIntake;
  let user: string;
  let count = 0;

  beforeAll(async () => {
    dovecot = await startDovecot();
  });
  afterAll(() => dovecot.remove());

  const build = (port: number, more: Partial<ReaderTimes> = {}): Channel => {
    const settings = settingsOf({
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'fault@hub.test',
      IMAP_URL: `imap://${encodeURIComponent(user)}:secret@127.0.0.1:${port}/INBOX?starttls=never`,
    });
    const times = {
      connectMs: 3_000,
      commandMs: 1_500,
      heartbeatMs: 500,
      firstRetryMs: 100,
      lastRetryMs: 500,
      ...more,
    };
    return createEmailChannel(settings, {
      log,
      secrets,
      clock: { now: () => new Date() },
      mailboxTimes: times,
    });
  };

  beforeEach(async () => {
    count++;
    user = `desk${count}@hub.test`;
    proxy = await startTcpProxy(dovecot.imapPort);
    channel = build(proxy.port);
    intake = createMemoryIntake();
  });
  afterEach(async () => {
    await channel.stop();
    await proxy.close();
  });

  const deliver = async (...texts: string[]) => {
    const lmtp = createTransport({ host: '127.0.0.1', port: dovecot.lmtpPort, lmtp: true, ignoreTLS: true });
    for (const text of texts)
      await lmtp.sendMail({ from: 'zhou@example.org', to: user, subject: '报修', text });
    lmtp.close();
  };
  const stored = (many: number) => vi.waitFor(() => expect(intake.rows()).toHaveLength(many), soon);
  const flagged = (many: number) =>
    vi.waitFor(() => expect(proxy.said().match(/UID STORE/g) ?? []).toHaveLength(many), soon);

  /** UIDs of the mails whose words were asked for, in turn. */
  const fetched = () => [...proxy.said().matchAll(/UID FETCH (\S+) .*BODY/g)].map(([, uids]) => uids);
  const idling = () => vi.waitFor(() => expect(proxy.said()).toMatch(/ IDLE\r\n/), soon);

  it('hands over what lay in it and what arrives while it idles', async () => {
    await deliver('三楼断网');
    await channel.start(intake);
    await stored(1);
    await deliver('二楼断电');
    await stored(2);
    const texts = await Promise.all(
      intake.rows().map((row) => channel.read({ ...row, receivedAt: new Date() })),
    );
    expect(texts.flat()).toMatchObject([
      { text: '三楼断网', from: 'email:zhou@example.org' },
      { text: '二楼断电' },
    ]);
    expect(proxy.said()).toMatch(/ IDLE\r\n/);
  });

  it('F5, F6: is flagged seen only after the mail was stored, so that nothing is lost and nothing comes twice', async () => {
    await deliver('三楼断网');
    intake.goAway();
    await channel.start(intake);
    await vi.waitFor(() => expect(proxy.said().match(/UID FETCH .*BODY/g)?.length).toBeGreaterThan(1), soon);
    expect(proxy.said()).not.toMatch(/UID STORE/);
    intake.comeBack();
    await stored(1);
    await flagged(1);
    await channel.stop();

    channel = build(proxy.port);
    const second = createMemoryIntake();
    const before = fetched().length;
    await channel.start(second);
    await deliver('二楼断电');
    await vi.waitFor(() => expect(second.rows()).toHaveLength(1), soon);
    expect(fetched().slice(before)).toEqual(['2']);
  });

  // Kept by the hub and unknown to the server: the same as a hub that died between the two.
  it('F5: comes again when all was cut before its flag, and is known', async () => {
    await deliver('三楼断网');
    const cut = proxy.cutAt(/ UID STORE /, 'before');
    await channel.start(intake);
    await cut;
    expect(intake.handed()).toEqual(['new']);
    await flagged(2);
    expect(fetched()).toEqual(['1', '1']);
    expect(intake.handed()).toEqual(['new', 'known']);
  });

  it('is read fifty at a time, with one flag for all of them', async () => {
    await deliver(...Array.from({ length: 60 }, (_unused, index) => `断网 ${index}`));
    await channel.start(intake);
    await stored(60);
    await flagged(2);
  });

  it('F55: is found again after a cut connection', async () => {
    await channel.start(intake);
    await idling();
    proxy.cut();
    await deliver('三楼断网');
    await stored(1);
  });

  it('F55: is found again after the server said that it ends', async () => {
    await channel.start(intake);
    await idling();
    await proxy.say('* BYE the server is going down\r\n');
    await vi.waitFor(() => expect(proxy.connections()).toBeGreaterThan(1), soon);
    await deliver('三楼断网');
    await stored(1);
  });

  it('F55: is found again after the server hung without a word', async () => {
    await channel.start(intake);
    await idling();
    proxy.freeze();
    await deliver('三楼断网');
    await vi.waitFor(() => expect(proxy.connections()).toBeGreaterThan(1), soon);
    proxy.thaw();
    await stored(1);
  });

  // With what `logout` may take, a hub that is told to stop would be cut off before it handed back what it holds.
  it('F62: is left soon by a hub that stops, also when the server says nothing', async () => {
    const patient = build(proxy.port, { commandMs: 600_000, heartbeatMs: 600_000, leaveMs: 200 });
    await patient.start(intake);
    await idling();
    proxy.freeze();
    await patient.stop();
    proxy.thaw();
    // The library gives up by itself after ten seconds; a hub that stops has twelve for everything.
  }, 8000);

  it('F55: is found again after the server was restarted with new UIDs, without a mail twice', async () => {
    await deliver('三楼断网');
    await channel.start(intake);
    await flagged(1);
    // The second one is stored, and the server never hears of its flag.
    const cut = proxy.cutAt(/ UID STORE /, 'before');
    await deliver('二楼断电');
    await cut;
    proxy.freeze();
    await dovecot.stop();
    await dovecot.forgetUids(user);
    await dovecot.start();
    proxy.thaw();
    await flagged(3);
    expect(fetched()).toEqual(['1', '2', '1002']);
    expect(intake.handed()).toEqual(['new', 'new', 'known']);
  });

  // With the library's own limits it would keep a gigabyte of each.
  it.each([
    ['a literal of 4 GB', '* 1 FETCH (UID 1 BODY[] {4294967296}\r\n'],
    ['a literal that never ends', '* 1 FETCH (UID 1 BODY[] {67108865}\r\n'],
  ])('B77: is found again after the server sent %s', async (_what, words) => {
    await channel.start(intake);
    await idling();
    const before = proxy.connections();
    await proxy.say(words);
    await vi.waitFor(() => expect(proxy.connections()).toBeGreaterThan(before), soon);
    await deliver('三楼断网');
    await stored(1);
  });

  it('B77: is found again after the server sent a line that never ends, of which little is kept', async () => {
    await channel.start(intake);
    await idling();
    let megabytes = 0;
    const before = proxy.connections();
    const goesOn = () => proxy.clients() > 0 && proxy.connections() === before;
    for (; goesOn() && megabytes < 100; megabytes++) await proxy.say('x'.repeat(1024 * 1024));
    expect(megabytes).toBeLessThan(40);
    await deliver('三楼断网');
    await stored(1);
  });

  it('B77: goes on when the server names a folder in broken UTF-7', async () => {
    await channel.start(intake);
    await idling();
    await proxy.say('* LIST (\\HasNoChildren) "/" "&Jjo&-&&&!"\r\n* STATUS "&&&" (MESSAGES 1)\r\n');
    await deliver('三楼断网');
    await stored(1);
  });

  it('says what to do when the password is wrong', async () => {
    const settings = settingsOf({
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'fault@hub.test',
      IMAP_URL: `imap://desk:wrong@127.0.0.1:${proxy.port}/?starttls=never`,
    });
    const { createMailboxReader } = await import('../../../src/channels/email/mailbox-reader.ts');
    if (!settings.imap) throw new Error('no mailbox');
    const reader = createMailboxReader({
      imap: settings.imap,
      log,
      takeAll: async () => [],
      times: { commandMs: 10_000 },
    });
    reader.start();
    await vi.waitFor(
      () => expect(reader.trouble()).toContain('check the user and password of IMAP_URL'),
      soon,
    );
    await reader.stop();
  });
});
