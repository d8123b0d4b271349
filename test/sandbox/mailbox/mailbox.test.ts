import { createTransport } from 'nodemailer';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createMailbox,
  type MailboxLookAlike,
  type ReceivedMail,
} from '../../../src/sandbox/mailbox/index.ts';
import { objectionTo } from '../../../src/sandbox/mailbox/received.ts';

describe('the look-alike mail server', () => {
  let mailbox: MailboxLookAlike;
  const got: ReceivedMail[] = [];
  beforeEach(async () => {
    got.length = 0;
    mailbox = createMailbox({ log: pino({ level: 'silent' }), onMail: (mail) => got.push(mail) });
    await mailbox.start();
  });
  afterEach(() => mailbox.stop());

  const send = async (to: string) => {
    const transport = createTransport(mailbox.smtpUrl);
    try {
      await transport.sendMail({
        from: '报修 <fault@hub.test>',
        to,
        subject: '已处理',
        text: '请核实',
        html: '<p>请核实</p>',
        references: '<a@b>',
      });
      return 'taken';
    } catch (error) {
      return String(
        (error as { responseCode?: number; code?: string }).responseCode ?? (error as { code?: string }).code,
      );
    } finally {
      transport.close();
    }
  };

  it('shows a mail as its reader sees it', async () => {
    expect(await send('zhou@example.org')).toBe('taken');
    expect(got).toMatchObject([
      {
        id: 'mail-1',
        from: 'fault@hub.test',
        to: 'zhou@example.org',
        subject: '已处理',
        text: '请核实',
        html: '<p>请核实</p>',
        references: ['<a@b>'],
      },
    ]);
    expect(got[0]?.headers).toHaveProperty('message-id');
  });

  it('fails as told, as often as told, for whom it was told', async () => {
    mailbox.failNext({ to: 'zhou@example.org', code: 550, times: 2 });
    expect(await send('li@example.org')).toBe('taken');
    expect([
      await send('zhou@example.org'),
      await send('zhou@example.org'),
      await send('zhou@example.org'),
    ]).toEqual(['550', '550', 'taken']);
  });

  it('takes a mail and drops the connection, when told', async () => {
    mailbox.failNext({ dropAfterData: true });
    expect(await send('zhou@example.org')).not.toBe('taken');
    expect(got).toHaveLength(1);
  });

  it.each([
    ['a bare line feed', 'a\nb\r\n', false, '5.6.11 bare line feed'],
    ['a bare carriage return', 'a\rb\r\n', false, '5.6.11 bare carriage return'],
    ['a smuggled end', 'a\r\n\n.\r\n', false, '5.6.11 bare line feed'],
    ['eight bits unannounced', '断\r\n', false, '5.6.3 eight bits without BODY=8BITMIME'],
    ['eight bits announced', '断\r\n', true, undefined],
    ['an endless line', `${'x'.repeat(1_000)}\r\n`, false, '5.6.0 line longer than 998 characters'],
    ['a plain mail', 'a\r\nb\r\n', false, undefined],
  ])('B74: judges %s', (_what, text, eightBit, expected) => {
    expect(objectionTo(Buffer.from(text), eightBit)).toBe(expected);
  });
});
