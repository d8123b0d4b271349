import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mediaLeave } from '../../../src/channels/sms/media.ts';
import type { InboundText } from '../../../src/domain/inbound.ts';
import { createMemoryIntake } from '../../contract/memory-intake.ts';
import { picture, samples } from '../../support/pictures.ts';
import { account, createSmsHarness, person } from './harness.ts';

const media = `/2010-04-01/Accounts/${account.accountSid}/Messages/MM1/Media/ME1`;
const leave = (address: string, apiUrl = 'https://api.twilio.com') =>
  mediaLeave(new URL(address), { ...account, apiUrl });

describe('where pictures of texts are fetched', () => {
  it('shows our account to the API, for our own messages alone', () => {
    expect(leave(`https://api.twilio.com${media}`)).toEqual({
      headers: {
        authorization: `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')}`,
      },
      inside: false,
    });
    expect(leave(`https://api.twilio.com${media.replace(account.accountSid, 'AC2')}`)).toBeUndefined();
    expect(leave('https://api.twilio.com/2010-04-01/Accounts.json')).toBeUndefined();
    expect(leave(`https://api.twilio.com${media}.json`)).toBeUndefined();
  });

  it.each([
    'https://mms.twiliocdn.com/AC1/x?Signature=y',
    'https://media.twiliocdn.com/x',
    'https://mcs.us1.twilio.com/v1/Media/ME1',
    'https://s3-external-1.amazonaws.com/media.twiliocdn.com/AC1/x',
  ])('follows Twilio to %s, where our account is not shown', (address) => {
    expect(leave(address)).toEqual({});
  });

  it.each([
    'http://mms.twiliocdn.com/x',
    'https://mms.twiliocdn.com:8443/x',
    'https://mms.twiliocdn.com.evil.example/x',
    'https://evil-twiliocdn.com/x',
    'https://x.twiliocdn.com/x',
    'https://mcs.evil.example/twilio.com',
    'https://s3-external-1.amazonaws.com/somebody-else/x',
    'https://s3.amazonaws.com/media.twiliocdn.com/x',
    'http://api.twilio.com/2010-04-01/Accounts/x',
    'http://169.254.169.254/',
    'http://localhost:3000/metrics',
    'http://127.0.0.1:3000/metrics',
  ])('B37: goes nowhere else: not to %s', (address) => {
    expect(leave(address)).toBeUndefined();
  });

  it('takes the other name of a local stand-in for its media host, at the same port alone', () => {
    expect(leave('http://localhost:4010/x', 'http://127.0.0.1:4010')).toEqual({ inside: true });
    expect(leave('http://localhost:4011/x', 'http://127.0.0.1:4010')).toBeUndefined();
    expect(leave('http://localhost:4010/x', 'http://10.0.0.1:4010')).toBeUndefined();
  });
});

describe('a picture of a text', () => {
  let hub: Awaited<ReturnType<typeof createSmsHarness>>;
  const photo = picture('jpeg', 'by text');
  beforeEach(async () => {
    hub = await createSmsHarness();
  });
  afterEach(() => hub.close());

  /** Texts us pictures; what the stored message says of them. */
  async function texted(
    ...pictures: ({ name: string; type: string; bytes: Buffer } | { url: string; type: string })[]
  ) {
    const intake = createMemoryIntake();
    await hub.channel.start(intake);
    await hub.twilio.incoming({ from: person, body: '', media: pictures });
    const [row] = intake.rows();
    const [text] = await hub.channel.read({ id: '', ...row, payload: row?.payload, receivedAt: new Date() });
    return (text as InboundText).attachments;
  }
  const jpeg = { name: 'a.jpg', type: 'image/jpeg', bytes: photo };
  const fetched = (ref = '', mostBytes = 1000) =>
    hub.channel.fetchFile?.({
      ref,
      type: 'image/jpeg',
      mostBytes,
      signal: AbortSignal.timeout(10_000),
      raw: async () => undefined,
    });

  it('is fetched from the provider under our account, and from the host that it sends on to', async () => {
    const [first, second] = await texted(jpeg, { ...jpeg, bytes: samples.png });
    expect(await fetched(first?.ref)).toMatchObject({ kind: 'here', bytes: photo });
    expect(await fetched(second?.ref)).toMatchObject({ kind: 'here', bytes: samples.png });
  });

  it('B37: is not read beyond what may be kept', async () => {
    const [file] = await texted(jpeg);
    expect(await fetched(file?.ref, 10)).toEqual({ kind: 'lost', why: 'too-large' });
  });

  it.each(['http://169.254.169.254/', 'http://127.0.0.1:1/x', 'http://localhost:1/x', 'file:///etc/passwd'])(
    'B38: is lost when the provider is made to send us to %s',
    async (redirect) => {
      const [file] = await texted(jpeg);
      hub.twilio.failNext({ media: true, redirect });
      expect(await fetched(file?.ref)).toEqual({ kind: 'lost', why: 'not-allowed' });
    },
  );

  it.each([
    [{ status: 404 }, { kind: 'try-later', otherwise: 'gone' }],
    [{ status: 401 }, { kind: 'try-later', otherwise: 'refused' }],
    [{ status: 503 }, { kind: 'try-later', reason: 'http 503' }],
  ])('whose provider answers %j is tried again', async (failure, expected) => {
    const [file] = await texted(jpeg);
    hub.twilio.failNext({ media: true, ...failure });
    expect(await fetched(file?.ref)).toMatchObject(expected);
    expect(await fetched(file?.ref)).toMatchObject({ kind: 'here' });
  });

  it('B38: that a message says to be elsewhere has no address to fetch it from', async () => {
    const [file] = await texted({ url: 'http://169.254.169.254/', type: 'image/png' });
    expect(file).not.toHaveProperty('ref');
  });

  it('is found again in the provider’s history when its webhook never came', async () => {
    const intake = createMemoryIntake();
    await hub.twilio.incoming({ from: person, body: '断网', media: [jpeg] });
    const gap = { since: new Date(Date.now() - 60_000), until: new Date() };
    expect(await hub.channel.missed?.(gap, intake)).toMatchObject({ fresh: 1 });
    const [row] = intake.rows();
    const [text] = await hub.channel.read({ id: '', ...row, payload: row?.payload, receivedAt: new Date() });
    const [file] = (text as InboundText).attachments;
    expect(file).toMatchObject({ type: 'image/jpeg' });
    expect(await fetched(file?.ref)).toMatchObject({ kind: 'here', bytes: photo });
  });
});
