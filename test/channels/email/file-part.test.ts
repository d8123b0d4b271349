import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InboundText } from '../../../src/domain/inbound.ts';
import { samples } from '../../support/pictures.ts';
import { createHub } from './hub.ts';

const part = (head: string, body: string) => `--b\r\n${head}\r\n\r\n${body}\r\n`;
const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/.{76}/g, '$&\r\n');
const mail = Buffer.from(
  [
    'From: zhou@example.org\r\nSubject: 断网\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n',
    part(
      'Content-Type: text/html',
      '<p>见图</p><img src="cid:p1"><img src="http://tracker.example/pixel.gif" width=1>',
    ),
    part(
      'Content-Type: image/png\r\nContent-ID: <p1>\r\nContent-Disposition: inline\r\nContent-Transfer-Encoding: base64',
      base64(samples.png),
    ),
    part(
      'Content-Type: application/zip; name="logs.zip"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64',
      base64(Buffer.from('PK\x03\x04 a bomb', 'latin1')),
    ),
    part('Content-Type: image/gif; name="empty.gif"\r\nContent-Disposition: attachment', ''),
    '--b--\r\n',
  ].join(''),
);

describe('a file of a mail', () => {
  let hub: Awaited<ReturnType<typeof createHub>>;
  beforeAll(async () => {
    hub = await createHub();
  });
  afterAll(async () => {
    await hub.channel.stop();
    await hub.mailbox.stop();
  });
  const fetched = (ref: string, given: { mostBytes?: number; blob?: Buffer | undefined } = {}) =>
    hub.channel.fetchFile?.({
      ref,
      type: 'image/png',
      mostBytes: given.mostBytes ?? 1000,
      signal: AbortSignal.timeout(10_000),
      raw: async () => ({ payload: {}, ...('blob' in given ? {} : { blob: mail }) }),
    });
  const attachments = async () => {
    const [read] = await hub.channel.read({ id: 'email:x', payload: {}, blob: mail, receivedAt: new Date() });
    return (read as InboundText).attachments;
  };

  it('comes out of the stored original: an inline picture is one, B71 a tracking pixel is nothing', async () => {
    const found = await attachments();
    expect(found).toMatchObject([{ type: 'image/png' }, { name: 'logs.zip' }, { name: 'empty.gif' }]);
    expect(await fetched(found[0]?.ref ?? '')).toMatchObject({
      kind: 'here',
      bytes: new Uint8Array(samples.png),
    });
  });

  it('B66: is handed over as it is, never unpacked', async () => {
    const [, zip] = await attachments();
    const result = await fetched(zip?.ref ?? '');
    expect(result).toMatchObject({ kind: 'here' });
    expect(result?.kind === 'here' && Buffer.from(result.bytes).toString('latin1')).toBe('PK\x03\x04 a bomb');
  });

  it.each([
    ['without a byte in it', 'part:3', {}, { kind: 'lost', why: 'unreadable' }],
    ['that the mail does not have', 'part:77', {}, { kind: 'lost', why: 'unreadable' }],
    ['larger than may be kept', 'part:1', { mostBytes: 10 }, { kind: 'lost', why: 'too-large' }],
    ['whose mail is gone', 'part:1', { blob: undefined }, { kind: 'lost', why: 'gone' }],
    ['named like an address', 'http://169.254.169.254/', {}, { kind: 'lost', why: 'gone' }],
    ['named like a file', 'file:///etc/passwd', {}, { kind: 'lost', why: 'gone' }],
  ] as const)('%s is lost, with the reason', async (_what, ref, options, expected) => {
    expect(await fetched(ref, options)).toEqual(expected);
  });
});
