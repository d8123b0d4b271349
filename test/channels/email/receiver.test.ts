import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryIntake, type MemoryIntake } from '../../contract/memory-intake.ts';
import { createHub } from './hub.ts';

const mail = { from: 'zhou@example.org', subject: '报修', text: '三楼断网' };

describe('the built-in mail receiver', () => {
  let hub: Awaited<ReturnType<typeof createHub>>;
  let intake: MemoryIntake;
  beforeEach(async () => {
    hub = await createHub();
    intake = createMemoryIntake();
    await hub.channel.start(intake);
  });
  afterEach(async () => {
    await hub.channel.stop();
    await hub.mailbox.stop();
  });

  it('says 250 once the mail is stored, byte for byte, with the envelope’s sender before it', async () => {
    expect(
      await hub.mailbox.deliver({ raw: Buffer.from('From: zhou@example.org\r\nSubject: x\r\n\r\n断网\r\n') }),
    ).toMatchObject({ accepted: true });
    const [row] = intake.rows();
    expect(Buffer.from(row?.blob ?? []).toString()).toBe(
      'Return-Path: <zhou@example.org>\r\nFrom: zhou@example.org\r\nSubject: x\r\n\r\n断网\r\n',
    );
    expect(row?.payload).toEqual({ source: 'smtp', size: row?.blob?.length });
  });

  it('says 451 when the store is away', async () => {
    intake.goAway();
    expect(await hub.mailbox.deliver(mail)).toMatchObject({
      accepted: false,
      response: expect.stringMatching(/^451/),
    });
  });

  it.each(['fault@hub.test', 'FAULT@HUB.test', 'fault+4821@hub.test'])('takes mail for %s', async (to) => {
    expect(await hub.mailbox.deliver({ ...mail, to })).toMatchObject({ accepted: true });
  });

  it.each(['other@hub.test', 'fault@elsewhere.test', 'fault@hub.test.evil.test'])(
    'is no relay: refuses mail for %s',
    async (to) => {
      expect(await hub.mailbox.deliver({ ...mail, to })).toMatchObject({
        accepted: false,
        response: expect.stringMatching(/^550/),
      });
      expect(intake.rows()).toEqual([]);
    },
  );

  it('B63: refuses a mail that announces more than 35 MiB before it is sent', async () => {
    const answers = await talk(hub.channel.receiverPort() ?? 0, [
      'EHLO x',
      `MAIL FROM:<a@x.cn> SIZE=${36 * 1024 * 1024}`,
      'QUIT',
    ]);
    expect(answers).toMatch(/^552 /m);
  });

  it('B75: keeps a second report under a Message-ID that was used before, and a resend once', async () => {
    const raw = (text: string) => ({
      raw: Buffer.from(`From: zhou@example.org\r\nMessage-ID: <a@b>\r\n\r\n${text}\r\n`),
    });
    for (const text of ['断网', '断电', '断网'])
      expect(await hub.mailbox.deliver(raw(text))).toMatchObject({ accepted: true });
    expect(intake.rows()).toHaveLength(2);
  });

  it('reads what it stored: a report, and an answer that proves its ticket', async () => {
    const sent = await hub.channel.send({
      id: 'n1',
      to: 'email:zhou@example.org',
      ticket: 4821,
      message: { locale: 'en', short: 'x', title: 'x', body: [] },
    });
    if (sent.kind !== 'sent') throw new Error(sent.kind);
    await hub.mailbox.deliver({ ...mail, inReplyTo: sent.providerId });
    const [row] = intake.rows();
    if (!row) throw new Error('nothing stored');
    expect(await hub.channel.read({ ...row, receivedAt: new Date('2026-03-05T18:00:00Z') })).toMatchObject([
      { kind: 'text', from: 'email:zhou@example.org', text: '三楼断网', token: { ticket: 4821 } },
    ]);
  });
});

/** Says these lines to an SMTP server, each after the answer to the one before. */
function talk(port: number, lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    const rest = [...lines];
    socket.on('data', (data) => {
      heard += data.toString();
      // A space behind the code marks the last line of an answer.
      const line = /^\d{3} [^\n]*\r\n$/m.test(heard.slice(heard.lastIndexOf('\n', heard.length - 2) + 1))
        ? rest.shift()
        : undefined;
      if (line !== undefined) socket.write(`${line}\r\n`);
    });
    socket.on('close', () => resolve(heard));
    socket.on('error', reject);
  });
}
