/** Something that somebody could send to make a hub stand still; the row of the list of faults it comes from. */
export interface Hostile {
  what: string;
  /** A mail's bytes, the body of a chat event, or the words of a text. */
  mail?: Buffer;
  event?: string;
  text?: string;
}

const head = 'From: Zhou <zhou@example.org>\r\nTo: desk@example.org\r\nSubject: =?utf-8?B?5pat572R?=\r\n';
const mail = (rest: string, body = ''): Buffer => Buffer.from(`${head}${rest}\r\n${body}`);

function nested(depth: number): string {
  const open = (index: number) => `Content-Type: multipart/mixed; boundary=b${index}\r\n\r\n--b${index}\r\n`;
  return `${Array.from({ length: depth }, (_unused, index) => open(index)).join('')}\r\nx\r\n`;
}

/** The JSON of a chat message, with `blocks` as they are: too deep for whoever would write them properly. */
function message(text: string, blocks = '[]'): string {
  const ts = `${Math.floor(Date.now() / 1000)}.000100`;
  const fields = { type: 'message', channel_type: 'im', channel: 'D0WANGLEI', user: 'U0WANGLEI', ts, text };
  return `${JSON.stringify(fields).slice(0, -1)},"blocks":${blocks}}`;
}

export const harmless: Hostile = { what: 'a harmless mail', mail: mail('', '三楼断网，请派人来。') };

export const hostile: readonly Hostile[] = [
  {
    what: 'a subject of a megabyte (B60)',
    mail: Buffer.from(`From: a@b.cn\r\nSubject: ${'x'.repeat(1_000_000)}\r\n\r\nx`),
  },
  { what: 'fifty thousand headers (B60)', mail: mail('X-A: b\r\n'.repeat(50_000), 'x') },
  {
    what: 'a hundred thousand references (B60)',
    mail: mail(`References: ${'<a@b> '.repeat(100_000)}\r\n`, 'x'),
  },
  { what: 'two thousand nested parts (B61)', mail: mail(nested(2_000)) },
  {
    what: 'a hundred thousand parts (B62)',
    mail: mail('Content-Type: multipart/mixed; boundary=b\r\n', '--b\r\n\r\nx\r\n'.repeat(100_000)),
  },
  {
    what: 'twenty-five megabytes of base64',
    mail: mail(
      'Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n',
      `${'QUJD'.repeat(19)}\r\n`.repeat(330_000),
    ),
  },
  { what: 'one line of two megabytes', mail: mail('', 'x'.repeat(2_000_000)) },
  {
    what: 'two megabytes of links',
    mail: mail('Content-Type: text/html\r\n', '<a href="https://x.test/">x</a>'.repeat(60_000)),
  },
  {
    what: 'HTML a hundred thousand deep',
    mail: mail('Content-Type: text/html\r\n', `${'<div>'.repeat(100_000)}x`),
  },
  {
    what: 'two hundred "On … at …" (B65)',
    mail: mail('', 'On Mar 5, 2026 at 18:00 x at y\r\n'.repeat(200)),
  },
  { what: 'a hundred thousand quote marks (B65)', mail: mail('', '>'.repeat(100_000)) },
  { what: 'a text of five thousand characters', text: '断网 1 2 3 号楼 '.repeat(400) },
  { what: 'a chat message of 900 KB', event: message('断网 <@U0> *x* '.repeat(50_000)) },
  {
    what: 'a chat event forty thousand deep',
    event: message('断网', `${'['.repeat(40_000)}${']'.repeat(40_000)}`),
  },
  {
    what: 'a chat event of thirty thousand blocks',
    event: message('断网', JSON.stringify(Array.from({ length: 30_000 }, () => ({ type: 'divider' })))),
  },
];
