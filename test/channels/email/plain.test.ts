import { describe, expect, it } from 'vitest';
import { readMail } from '../../../src/channels/email/reading/read-mail.ts';

const textOf = (type: string, body: string): string =>
  readMail(Buffer.from(`From: Tom <tom@example.net>\r\nSubject: x\r\nContent-Type: ${type}\r\n\r\n${body}`))
    .text;

const both = (plain: string, html: string): string =>
  textOf(
    'multipart/alternative; boundary=b',
    `--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${plain}\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}\r\n--b--\r\n`,
  );

describe('the plain form of a mail', () => {
  it('is put together again where the client wrapped it', () => {
    expect(
      textOf(
        'text/plain; charset=utf-8; format=flowed',
        'The server room has had no network since nine \r\no’clock.\r\n\r\nPlease come.\r\n-- \r\nTom',
      ),
    ).toBe('The server room has had no network since nine o’clock.\n\nPlease come.');
    expect(
      textOf(
        'text/plain; charset=utf-8; format=flowed; delsp=yes',
        '三楼机房的网络从今天早上九点开始 \r\n就断了。',
      ),
    ).toBe('三楼机房的网络从今天早上九点开始就断了。');
  });

  it('keeps quotes apart when it is put together', () => {
    expect(
      textOf(
        'text/plain; format=flowed',
        'Not fixed.\r\n\r\nOn Tue, Mar 3, 2026 at 9:30 AM, Desk <desk@hub.test> wrote:\r\n> We believe it is \r\n> fixed\r\n',
      ),
    ).toBe('Not fixed.');
  });

  it.each([
    '本邮件为HTML格式，请使用支持HTML的邮件客户端查看。',
    'Your mail client does not support HTML messages.',
    'To view this e-mail, please use an HTML compatible client.',
    '[cid:image001.png@01DA6D12.12345678]',
    '',
  ])('gives way to the other form when it only says %j', (plain) => {
    expect(both(plain, '<p>五楼打印机卡纸</p>')).toBe('五楼打印机卡纸');
  });

  it('is what counts otherwise, without the places of pictures', () => {
    expect(both('大屏不亮 [cid:image001.png@01DA]', '<p>other</p>')).toBe('大屏不亮');
    expect(both('网页的html格式乱了', '<p>other</p>')).toBe('网页的html格式乱了');
  });

  it('is read without the armour of a signature', () => {
    const armour =
      '-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA512\r\n\r\n三楼断网\r\n- - 交换机\r\n-----BEGIN PGP SIGNATURE-----\r\n\r\niQIzBAEB\r\n-----END PGP SIGNATURE-----\r\n';
    expect(textOf('text/plain; charset=utf-8', armour)).toBe('三楼断网\n- 交换机');
  });
});
