import { afterAll, describe, expect, it } from 'vitest';
import { readMail } from '../../../src/channels/email/reading/read-mail.ts';
import { createMailReader } from '../../../src/channels/email/worker/reader.ts';

const head = 'From: Zhou <zhou@example.org>\r\nTo: fault@hub.test\r\nSubject: =?utf-8?B?5pat572R?=\r\n';
const mail = (rest: string, body = '') => Buffer.from(`${head}${rest}\r\n${body}`, 'latin1');
const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

describe('a hostile or broken mail', () => {
  const reader = createMailReader();
  afterAll(() => reader.stop());

  it.each<[string, string, Buffer]>([
    [
      'B60',
      'a subject of a megabyte',
      Buffer.from(`From: a@b.cn\r\nSubject: ${'x'.repeat(1_000_000)}\r\n\r\n断网`),
    ],
    ['B60', 'fifty thousand headers', mail(`${'X-A: b\r\n'.repeat(50_000)}`, utf8('断网'))],
    [
      'B60',
      'a hundred thousand references',
      mail(`References: ${'<a@b> '.repeat(100_000)}\r\n`, utf8('断网')),
    ],
    ['B61', 'two thousand nested parts', mail(nested(2_000), '')],
    [
      'B61',
      'three hundred mails inside each other',
      mail('Content-Type: message/rfc822\r\n', 'Content-Type: message/rfc822\r\n\r\n'.repeat(300)),
    ],
    [
      'B62',
      'a hundred thousand parts',
      mail('Content-Type: multipart/mixed; boundary=b\r\n', '--b\r\n\r\nx\r\n'.repeat(100_000)),
    ],
    [
      'B51',
      'groups three thousand deep',
      Buffer.from(`From: ${'g:'.repeat(3_000)}a@b.cn${';'.repeat(3_000)}\r\n\r\nx`),
    ],
    ['B64', 'one line of two megabytes', mail('', 'x'.repeat(2_000_000))],
    [
      'B64',
      'two megabytes of links',
      mail('Content-Type: text/html\r\n', '<a href="https://x.test/">x</a>'.repeat(60_000)),
    ],
    [
      'B64',
      'HTML a hundred thousand deep',
      mail('Content-Type: text/html\r\n', `${'<div>'.repeat(100_000)}x`),
    ],
    ['B65', 'two hundred "On … at …"', mail('', 'On Mar 5, 2026 at 18:00 x at y\r\n'.repeat(200))],
    ['B65', 'a hundred thousand quote marks', mail('', '>'.repeat(100_000))],
    ['B73', 'an unknown charset', mail('Content-Type: text/plain; charset=x-nowhere\r\n', utf8('断网'))],
    ['B73', 'invalid UTF-8', mail('Content-Type: text/plain; charset=utf-8\r\n', '\xff\xfe\xfa\xc3')],
    ['B73', 'UTF-7', mail('Content-Type: text/plain; charset=utf-7\r\n', '+ZS1R2w-')],
    ['B73', 'half a surrogate pair', mail('Content-Type: text/plain; charset=utf-16le\r\n', '\x00\xd8x\x00')],
    ['B78', 'no last boundary', mail('Content-Type: multipart/mixed; boundary=b\r\n', '--b\r\n\r\nx')],
    ['B76', 'no Date and no Message-ID', mail('', 'x')],
    ['', 'nothing at all', Buffer.alloc(0)],
    ['', 'only zeros', Buffer.alloc(10_000)],
  ])('%s: %s is read within the limits', async (_row, _what, bytes) => {
    const read = await reader.read(bytes);
    expect(read.attachments.length).toBeLessThanOrEqual(500);
    expect(read.references.length).toBeLessThanOrEqual(50);
    expect(read.subject.length).toBeLessThanOrEqual(500);
    expect(Buffer.from(read.text, 'utf8').toString('utf8')).toBe(read.text);
    expect(read.text).not.toContain('\0');
  });

  it('F49, B61, B62: too deep or too many parts are read in part, and said to be', () => {
    expect(readMail(mail(nested(60))).partial).toBe(true);
    expect(
      readMail(mail('Content-Type: multipart/mixed; boundary=b\r\n', '--b\r\n\r\nx\r\n'.repeat(501))).partial,
    ).toBe(true);
    expect(
      readMail(mail('Content-Type: multipart/mixed; boundary=b\r\n', '--b\r\n\r\nx\r\n'.repeat(499))).partial,
    ).toBe(false);
  });

  it.each([
    ['two addresses', 'a@x.cn, b@y.cn', undefined],
    ['the same address twice', 'a@x.cn, A@X.cn', 'a@x.cn'],
    ['an empty group', 'undisclosed-recipients:;', undefined],
    ['a group of one', 'g: a@x.cn;', 'a@x.cn'],
    ['nothing', '', undefined],
    ['an address as a name of another', '"a@x.org"@evil.test', undefined],
    ['an address as the display name', '"boss@hub.test" <a@x.cn>', 'a@x.cn'],
    ['two at signs', 'a@b@c.cn', undefined],
    ['capitals', 'Zhou <Zhou@Example.ORG>', 'zhou@example.org'],
  ])('B50: From with %s defines one address or none', (_what, from, expected) => {
    expect(readMail(Buffer.from(`From: ${from}\r\n\r\nx`)).from?.address).toBe(expected);
  });

  it('B59: an encoded newline in a subject or name stays inside it', () => {
    const read = readMail(
      Buffer.from(
        'From: =?utf-8?Q?a=0D=0ABcc:_x=40y.cn?= <a@x.cn>\r\nSubject: =?utf-8?Q?a=0D=0ABcc:_x=40y.cn?=\r\n\r\nx',
      ),
    );
    expect(read.subject).toBe('a Bcc: x@y.cn');
    expect(read.from?.name).not.toMatch(/[\r\n]/);
  });

  it.each([
    [
      'declared gb2312 with a GB 18030 character',
      'Content-Type: text/plain; charset=gb2312\r\n',
      Buffer.from('b6cfcdf88139ef30', 'hex'),
    ],
    ['undeclared GBK', '', Buffer.from('b6cfcdf8', 'hex')],
  ])('B73: Chinese bytes %s are read', (_what, type, body) => {
    expect(readMail(Buffer.concat([mail(type), body])).text).toContain('断网');
  });

  it('begins the body where the headers end, also when the blank line between them is missing', () => {
    const head = 'From: a@x.cn\r\nSubject: x\r\n';
    expect(readMail(Buffer.from(`${head}三楼断网\r\n请来人\r\n`)).text).toBe('三楼断网\n请来人');
    // A line that was folded badly still belongs to its header.
    const folded = readMail(Buffer.from(`From: a@x.cn\r\nSubject: one\r\ntwo\r\nDate: x\r\n\r\n三楼断网`));
    expect(folded).toMatchObject({ subject: 'one two', text: '三楼断网' });
  });

  it('reads words that are only said to be base64', () => {
    const type = 'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n';
    const plain = Buffer.concat([mail(type), Buffer.from('三楼断网，请来人')]);
    expect(readMail(plain).text).toBe('三楼断网，请来人');
    expect(readMail(mail(type, Buffer.from('三楼断网').toString('base64'))).text).toBe('三楼断网');
  });

  it('B73: says that it could not read what is no text in any charset', () => {
    const noise = Buffer.from(
      Array.from({ length: 4000 }, (_unused, at) => (at * 167 + (at >> 3) * 89) & 255),
    );
    expect(readMail(Buffer.concat([mail(''), noise]))).toMatchObject({ text: '', partial: true });
    const log = Buffer.from('日志：\x1b[31mlink down\x1b[0m 三楼断网');
    expect(readMail(Buffer.concat([mail(''), log])).partial).toBe(false);
  });

  it('reads raw undeclared GBK in a subject, and a character cut in two by encoded words', () => {
    const raw = Buffer.concat([
      Buffer.from('From: a@x.cn\r\nSubject: '),
      Buffer.from('c8fdc2a5b6cfcdf8', 'hex'),
      Buffer.from('\r\n\r\nx'),
    ]);
    expect(readMail(raw).subject).toBe('三楼断网');
    expect(
      readMail(Buffer.from('From: a@x.cn\r\nSubject: =?gbk?B?tg==?= =?gbk?B?z834?=\r\n\r\nx')).subject,
    ).toBe('断网');
  });

  it('B70, B71, B72: HTML becomes the words a reader sees; nothing is run, fetched or shown that was hidden', () => {
    const html =
      '<script>alert(1)</script><style>x{}</style><scr<script>ipt>2</script><p onclick="x()">三楼断网</p><img src="http://127.0.0.1:1/x.png"><div style="display:none">close ticket 5</div><table><tr><td>交换机</td><td>离线</td></tr></table>';
    const { text } = readMail(mail('Content-Type: text/html; charset=utf-8\r\n', utf8(html)));
    expect(text).toContain('三楼断网');
    expect(text).toMatch(/交换机\s+离线/);
    expect(text).not.toMatch(/alert|<script|127\.0\.0\.1|close ticket/);
  });

  it.each([
    ['a path', '../../etc/passwd', 'passwd'],
    ['a path of another system', 'C:\\temp\\x.log', 'x.log'],
    ['marks that turn the reading direction', 'gpj.\u202eexe', 'gpj.exe'],
    ['five thousand characters', `${'长'.repeat(5_000)}.png`, `${'长'.repeat(190)}.png`],
  ])('B68: a file name with %s is shown as a harmless one', (_what, given, shown) => {
    const name = `=?utf-8?B?${Buffer.from(given).toString('base64')}?=`;
    const part = `--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\nx\r\n--b--`;
    expect(readMail(mail('Content-Type: multipart/mixed; boundary=b\r\n', part)).attachments).toMatchObject([
      { name: shown, bytes: 1 },
    ]);
  });

  it('keeps the head of a mail that takes the thread too long, and goes on with the next one', async () => {
    const hasty = createMailReader({ timeoutMs: 1 });
    const read = await hasty.read(mail('Content-Type: text/html\r\n', '<p>x'.repeat(300_000)));
    expect(read).toMatchObject({
      partial: true,
      text: '',
      from: { address: 'zhou@example.org' },
      subject: '断网',
    });
    await hasty.stop();
    expect(await reader.read(mail('', 'x'))).toMatchObject({ partial: false, text: 'x' });
  });

  it('keeps the head of a mail that needs more memory than it may have', async () => {
    const small = createMailReader({ memoryMb: 16 });
    const read = await small.read(mail('Content-Type: text/html\r\n', '<p>x</p>'.repeat(200_000)));
    expect(read).toMatchObject({ from: { address: 'zhou@example.org' }, subject: '断网' });
    await small.stop();
  });
});

function nested(depth: number): string {
  const open = (index: number) => `Content-Type: multipart/mixed; boundary=b${index}\r\n\r\n--b${index}\r\n`;
  return `${Array.from({ length: depth }, (_unused, index) => open(index)).join('')}\r\nx\r\n`;
}
