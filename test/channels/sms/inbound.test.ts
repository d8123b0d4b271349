import { describe, expect, it } from 'vitest';
import { readSms } from '../../../src/channels/sms/inbound.ts';

const ours = '+15005550006';
const options = { ownNumbers: [ours], mediaOrigins: ['https://api.twilio.com'] };
const read = (fields: Record<string, string>) => {
  const form = new URLSearchParams({
    MessageSid: 'SM1',
    From: '+447700900123',
    To: ours,
    Body: '',
    ...fields,
  });
  return readSms({ kind: 'message', form: form.toString() }, options);
};

describe('a text', () => {
  it('is read word for word, without the blanks around it', () => {
    expect(read({ Body: ' 3楼断网 <b>& \n2 号楼 ' })).toEqual([
      { kind: 'text', from: 'sms:+447700900123', text: '3楼断网 <b>& \n2 号楼', attachments: [] },
    ]);
  });

  it.each([
    ['our own number', ours],
    ['a short code', '12345'],
    ['a name', 'BANK'],
    ['nobody', ''],
    ['another kind of address', 'whatsapp:+447700900123'],
  ])('B32: from %s is not read, so that no loop begins', (_who, From) => {
    expect(read({ From, Body: 'hello' })).toEqual([]);
  });

  it('from the number it was sent to is an echo, also behind a messaging service', () => {
    expect(read({ From: '+15005550009', To: '+15005550009', Body: 'hello' })).toEqual([]);
  });

  it.each([
    'STOP',
    ' stop. ',
    'Stop!',
    'UNSUBSCRIBE',
    'stopall',
    'REVOKE',
    'OptOut',
    'end',
    'quit',
    'cancel',
    'ＳＴＯＰ',
    '退订',
    '退订。',
    '【退订】',
    '回复退订',
  ])('B35: "%s" is an opt-out and nothing else', (Body) => {
    expect(read({ Body })).toEqual([{ kind: 'subscription', from: 'sms:+447700900123', wanted: false }]);
  });

  it.each(['START', 'unstop'])('"%s" lifts an opt-out', (Body) => {
    expect(read({ Body })).toEqual([{ kind: 'subscription', from: 'sms:+447700900123', wanted: true }]);
  });

  it('"yes" lifts an opt-out for the provider and may be an answer to us', () => {
    expect(read({ Body: 'Yes' }).map(({ kind }) => kind)).toEqual(['subscription', 'text']);
  });

  it.each([
    'stop the water, it floods the room',
    'please cancel my visit',
    '不要退订我',
    'the end of line 3 is broken',
    'T3 is broken',
  ])('"%s" is a report, not an opt-out', (Body) => {
    expect(read({ Body })).toMatchObject([{ kind: 'text' }]);
  });

  it.each(['T', 'td', 'N', '回T'])(
    '"%s" is an opt-out from a mainland number only, as its networks have it',
    (Body) => {
      expect(read({ From: '+8613800000001', Body })).toMatchObject([{ kind: 'subscription', wanted: false }]);
      expect(read({ Body })).toMatchObject([{ kind: 'text' }]);
    },
  );

  it("follows the provider's own reading of an opt-out word, in any language", () => {
    expect(read({ Body: 'ARRET', OptOutType: 'STOP' })).toMatchObject([
      { kind: 'subscription', wanted: false },
    ]);
    expect(read({ Body: 'GO', OptOutType: 'START' })).toMatchObject([{ kind: 'subscription', wanted: true }]);
    expect(read({ Body: 'YES', OptOutType: 'START' })).toMatchObject([
      { kind: 'subscription', wanted: true },
      { kind: 'text', text: 'YES' },
    ]);
    expect(read({ Body: 'HELP', OptOutType: 'HELP' })).toMatchObject([{ kind: 'text', automatic: true }]);
  });
});

describe('pictures of a text', () => {
  const from = (url: string, type = 'image/jpeg') =>
    read({ NumMedia: '1', MediaUrl0: url, MediaContentType0: type })[0];

  it('B37: may come alone, ten at most', () => {
    const media = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [`MediaUrl${i}`, 'https://api.twilio.com/m']),
    );
    expect(read({ NumMedia: '10', ...media })[0]).toMatchObject({ text: '', attachments: { length: 10 } });
    expect(read({ NumMedia: '9999999', ...media })[0]).toMatchObject({ attachments: [] });
  });

  it('keep the address where the provider has them', () => {
    expect(from('https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1')).toMatchObject({
      attachments: [{ name: 'mms-1', type: 'image/jpeg', ref: expect.stringContaining('/Media/ME1') }],
    });
  });

  it.each([
    'http://169.254.169.254/',
    'file:///etc/passwd',
    'https://api.twilio.com.evil.example/x',
    'http://api.twilio.com/x',
    'https://api.twilio.com@evil.example/',
    'nonsense',
  ])('B38: are not fetched from %s', (url) => {
    expect(from(url)).toMatchObject({ attachments: [{ name: 'mms-1' }] });
    expect(JSON.stringify(from(url))).not.toContain('ref');
  });

  it('have no type that could be markup', () => {
    expect(from('x', 'text/html"><script>')).toMatchObject({
      attachments: [{ type: 'application/octet-stream' }],
    });
  });
});
