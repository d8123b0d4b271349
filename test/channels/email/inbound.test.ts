import { describe, expect, it } from 'vitest';
import { inboundOf } from '../../../src/channels/email/inbound.ts';
import { createOurIds } from '../../../src/channels/email/our-ids.ts';
import { readMail } from '../../../src/channels/email/reading/read-mail.ts';
import { secrets } from './hub.ts';

const ids = createOurIds(secrets, 'hub.test');
const deps = { ours: new Set(['fault@hub.test']), ids };
const read = (headers: string, body = '三楼断网', from = '周敏 <zhou@example.org>') =>
  inboundOf(readMail(Buffer.from(`From: ${from}\r\nTo: fault@hub.test\r\n${headers}\r\n${body}`)), deps);

describe('a mail that comes in', () => {
  it('is a text of its sender, with its subject and the ticket it names', () => {
    expect(read('Subject: Re: 断网 [#4821]\r\n')).toEqual([
      {
        kind: 'text',
        from: 'email:zhou@example.org',
        fromName: '周敏',
        text: '三楼断网',
        subject: 'Re: 断网 [#4821]',
        attachments: [],
        named: { ticket: 4821 },
      },
    ]);
  });

  it.each([
    ['In-Reply-To', (id: string) => `In-Reply-To: ${id}\r\n`],
    ['References alone, as QQ writes', (id: string) => `References: <x@y> ${id} <z@y>\r\n`],
    ['lower case, as some gateways write', (id: string) => `In-Reply-To: ${id.toUpperCase()}\r\n`],
  ])('proves its ticket by our signed Message-ID in %s', (_where, header) => {
    expect(read(header(ids.notice('notice-1', 4821)))).toMatchObject([{ token: { ticket: 4821 } }]);
    expect(read(header(ids.root(4821)))).toMatchObject([{ token: { ticket: 4821 } }]);
  });

  const sealed = Buffer.alloc(60, 7).toString('base64');
  const part = (type: string, body: string) => `--b\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`;
  it.each<[what: string, headers: string, body: string, text: string, attached: string[]]>([
    [
      'with Outlook’s winmail.dat',
      'multipart/mixed; boundary=b',
      `${part('text/plain', 'no network')}${part('application/ms-tnef; name=winmail.dat', sealed)}--b--`,
      'no network',
      ['winmail.dat'],
    ],
    ['all in a winmail.dat', 'application/ms-tnef; name=winmail.dat', sealed, 'fault', ['winmail.dat']],
    ['encrypted by S/MIME', 'application/pkcs7-mime; name=smime.p7m', sealed, 'fault', ['smime.p7m']],
    [
      'signed by S/MIME',
      'multipart/signed; protocol="application/pkcs7-signature"; boundary=b',
      `${part('text/plain', 'no network')}${part('application/pkcs7-signature; name=smime.p7s', sealed)}--b--`,
      'no network',
      [],
    ],
    [
      'encrypted by PGP',
      'multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b',
      `${part('application/pgp-encrypted; name=version', 'Version: 1')}${part('application/octet-stream; name=encrypted.asc', '-----BEGIN PGP MESSAGE-----')}--b--`,
      'fault',
      ['version', 'encrypted.asc'],
    ],
    ['without words', 'text/plain', '', 'fault', []],
    ['of HTML alone', 'text/html', '<p>no <b>network</b></p>', 'no network', []],
  ])(
    'B69: %s it is its words or its subject, with what can’t be read kept beside it',
    (_what, type, body, text, attached) => {
      const [inbound] = read(`Subject: fault\r\nMIME-Version: 1.0\r\nContent-Type: ${type}\r\n`, body);
      expect(inbound).toMatchObject({ kind: 'text', text, attachments: attached.map((name) => ({ name })) });
    },
  );

  it('still proves it after the secret was changed, as long as the old one is listed', () => {
    const old = createOurIds([secrets[1] ?? ''], 'hub.test');
    expect(read(`In-Reply-To: ${old.root(4821)}\r\n`)).toMatchObject([{ token: { ticket: 4821 } }]);
  });

  it.each([
    ['B45: a number in the subject', 'Subject: [#4821]\r\n'],
    ['B46: our form with another number', `In-Reply-To: ${ids.root(4821).replace('t.4821', 't.4822')}\r\n`],
    [
      'B46: our form signed by somebody else',
      `In-Reply-To: ${createOurIds(['guess'], 'hub.test').root(4821)}\r\n`,
    ],
    ['B46: our form with a cut signature', `In-Reply-To: ${ids.root(4821).replace(/.@/, '@')}\r\n`],
  ])('%s proves nothing', (_what, headers) => {
    expect(read(headers)[0]).not.toHaveProperty('token');
  });

  it('B24: names a ticket by ASCII digits only', () => {
    expect(read('Subject: [#４８２１]\r\n')[0]).not.toHaveProperty('named');
  });

  it('B57: is dropped when it is our own', () => {
    expect(read('', 'x', 'fault@hub.test')).toEqual([]);
    expect(read('', 'x', 'Fault+4821@Hub.test')).toEqual([]);
    expect(read('X-Faultline: 4821\r\n')).toEqual([]);
    expect(read(`Message-ID: ${ids.notice('notice-1', 4821)}\r\n`)).toEqual([]);
  });

  it('names the other people it went to, but nobody of a mailing', () => {
    expect(read('Cc: Li <li@example.org>, fault+1@hub.test, zhou@example.org\r\n')).toMatchObject([
      { copied: ['email:li@example.org'] },
    ]);
    const many = Array.from({ length: 200 }, (_unused, index) => `p${index}@example.org`).join(', ');
    expect(read(`Cc: ${many}\r\n`)[0]).not.toHaveProperty('copied');
  });

  it.each([
    'Auto-Submitted: auto-replied',
    'Precedence: bulk',
    'Precedence: auto_reply',
    'X-Auto-Response-Suppress: All',
    'List-Id: <x.y>',
    'Return-Path: <>',
    'X-QQ-AUTO-REPLY: 1',
    'X-QQ-HolidayReply: 1',
    'Subject: 自动回复: 断网',
    'Subject: =?utf-8?B?6Ieq5Yqo5Zue5aSNOiB4?=',
    'Subject: Out of Office: back on Monday',
    'Subject: Automatic reply: x',
    'X-Autoreply: yes',
    'X-Autorespond: x',
    'X-Spam-Flag: YES',
    'Return-Path: <auto_123@qq.com>',
  ])('B54: is marked automatic by %s', (header) => {
    expect(read(`${header}\r\n`)).toMatchObject([{ automatic: true }]);
  });

  it('B54: is marked automatic from an address that takes no answers', () => {
    expect(read('', 'x', 'Shop <no-reply@shop.test>')).toMatchObject([{ automatic: true }]);
    expect(read('', 'x', 'Noreen Ply <noreen.ply@shop.test>')[0]).not.toHaveProperty('automatic');
  });

  it.each([
    '这是一封自动回复邮件。我在休假，有急事请打电话。',
    '您好，此邮件为系统自动回复。',
    'This is an automated response. I am out until Monday.',
    '自动回复：我在开会',
  ])('B54: is marked automatic when its first line is %j', (body) => {
    expect(read('Subject: Re: 断网\r\n', body)).toMatchObject([{ automatic: true }]);
  });

  it.each(['我在出差，回来再试，先别关单。', '自动门坏了', '邮箱的自动回复设置不了'])(
    'is a person’s when it says %j',
    (body) => {
      expect(read('Subject: Re: 断网\r\n', body)[0]).not.toHaveProperty('automatic');
    },
  );

  it.each([
    'Auto-Submitted: no',
    'Subject: 自动门坏了',
    'Subject: automatic door is broken',
    'X-Spam-Status: No, score=-1',
    'Return-Path: <zhou@example.org>',
    'X-Auto-Response-Suppress: DR',
    'Subject: office 打不开',
  ])('is a person’s with %s', (header) => {
    expect(read(`${header}\r\n`)[0]).not.toHaveProperty('automatic');
  });

  it('proposes the quoted sender of a forward as the reporter', () => {
    const body =
      '请处理\n\n-----原始邮件-----\n发件人: 吴刚 <wu@client.test>\n发送时间: 2026年3月5日 17:00\n收件人: 周敏\n主题: 断网\n\n二楼断网';
    expect(read('Subject: 转发: 断网\r\n', body)).toMatchObject([
      { text: '请处理\n\n二楼断网', onBehalfOf: { address: 'email:wu@client.test', name: '吴刚' } },
    ]);
    expect(
      read('Subject: 转发: 断网\r\n', body.replace('wu@client.test', 'fault@hub.test'))[0],
    ).not.toHaveProperty('onBehalfOf');
  });

  it('is its subject when that is all it says, and nothing when it is an answer without words', () => {
    expect(read('Subject: 三楼断网\r\n', '')).toMatchObject([{ text: '三楼断网' }]);
    expect(read('Subject: Re: 断网\r\n', '')).toMatchObject([{ text: '' }]);
  });

  it('B50: comes from nobody, and is answered to nobody, when it names several senders', () => {
    const [mail] = read('', 'x', 'a@x.cn, b@y.cn');
    expect(mail).toMatchObject({ from: 'email:nobody@invalid', unanswerable: true });
    expect(mail).not.toHaveProperty('automatic');
  });
});

describe('a bounce', () => {
  const report = (id: string, action: string, status: string, words: string) =>
    `Return-Path: <>\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.test\r\n\r\nFinal-Recipient: rfc822; zhou@example.org\r\nAction: ${action}\r\nStatus: ${status}\r\nDiagnostic-Code: smtp; ${words}\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: ${id}\r\nSubject: x\r\n\r\nx\r\n--b--\r\n`;
  const bounce = (...facts: Parameters<typeof report>) =>
    inboundOf(
      readMail(
        Buffer.from(`From: MAILER-DAEMON@mx.test\r\nSubject: Undelivered Mail\r\n${report(...facts)}`),
      ),
      deps,
    );
  const id = ids.notice('notice-1', 4821);

  it.each([
    [
      'a user who does not exist',
      'failed',
      '5.1.1',
      '550 5.1.1 no such user',
      { state: 'failed', failure: 'dead', reason: 'bounced 5.1.1' },
    ],
    ['a full mailbox', 'failed', '5.2.2', '552 5.2.2 mailbox full', { state: 'failed', failure: 'later' }],
    [
      'a refusal by policy',
      'failed',
      '5.7.1',
      '554 5.7.1 message refused',
      { state: 'failed', failure: 'blocked' },
    ],
    [
      'a server out of reach',
      'failed',
      '4.4.1',
      'connect: Connection timed out',
      { state: 'failed', failure: 'later' },
    ],
    ['a mere delay', 'delayed', '4.4.1', 'connect: Connection timed out', { state: 'sent' }],
  ])('F45: of %s is a receipt for our notice', (_what, action, status, words, expected) => {
    expect(bounce(id, action, status, words)).toMatchObject([
      { kind: 'receipt', providerId: id, ...expected },
    ]);
  });

  it('B55: of a mail that is not ours, or of a forged one, says nothing to us', () => {
    expect(bounce('<x@y>', 'failed', '5.1.1', '550 no such user')).toEqual([]);
    expect(bounce(id.replace('n.4821', 'n.4822'), 'failed', '5.1.1', '550 no such user')).toEqual([]);
  });

  it.each([
    [
      '抱歉，您的邮件被退回来了……\n收件人：nosuch@qq.test\n退信原因：收件人邮箱地址不存在，无法送达。 550 access denied',
      [{ recipient: 'nosuch@qq.test', hard: true }],
    ],
    [
      '您好！您的邮件未能成功发送到下列地址：\n\n<old@sina.test>:\n该邮箱已停用',
      [{ recipient: 'old@sina.test', hard: false }],
    ],
    ['邮件投递失败\n收件人：li@corp.test\n失败原因：邮箱已满', [{ recipient: 'li@corp.test', hard: false }]],
  ])('in the words of a Chinese provider names whom it is about: %j', (words, expected) => {
    const mail = `From: PostMaster@qq.test\r\nSubject: =?utf-8?B?${Buffer.from('系统退信').toString('base64')}?=\r\n\r\n${words}`;
    expect(readMail(Buffer.from(mail)).bounce?.recipients).toMatchObject(expected);
  });

  it('is not seen in a person’s words about bounces', () => {
    expect(
      read(
        'Subject: Fwd: Undelivered Mail Returned to Sender\r\n',
        '我们的邮件发不出去，提示 550 5.1.1 user unknown',
      ),
    ).toMatchObject([{ kind: 'text' }]);
  });
});
