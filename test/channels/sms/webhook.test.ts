import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { twilioSignature } from '../../../src/sandbox/twilio/wire.ts';
import { createMemoryIntake, type MemoryIntake } from '../../contract/memory-intake.ts';
import { account, createSmsHarness, ours, person } from './harness.ts';

let hub: Awaited<ReturnType<typeof createSmsHarness>>;
let intake: MemoryIntake;
beforeEach(async () => {
  hub = await createSmsHarness();
  intake = createMemoryIntake();
  await hub.channel.start(intake);
});
afterEach(() => hub.close());

const form = { AccountSid: account.accountSid, MessageSid: 'SM1', From: person, To: ours, Body: '3楼断网' };

interface Posting {
  path?: string;
  fields?: Record<string, string>;
  signedUrl?: string;
  token?: string;
  headers?: Record<string, string>;
  body?: string;
}

function post({
  path = '/twilio/sms',
  fields = form,
  signedUrl,
  token = account.authToken,
  headers,
  body,
}: Posting = {}) {
  const url = hub.hubUrl + path;
  const signature = twilioSignature(token, signedUrl ?? url, fields);
  return fetch(url, {
    method: 'POST',
    body: body ?? new URLSearchParams(fields),
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'X-Twilio-Signature': signature,
      ...headers,
    },
  });
}

describe("Twilio's webhook for texts", () => {
  it('B44: never says back what it was sent, be it TwiML itself', async () => {
    const Body = '<Response><Message to="+15005550006">pay me</Message></Response>';
    const response = await post({ fields: { ...form, MessageSid: 'SM44', Body } });
    expect(await response.text()).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>');
  });

  it('is answered with an empty TwiML document', async () => {
    const response = await post();
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/xml; charset=utf-8']);
    expect(await response.text()).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>');
    expect(intake.rows().map(({ id }) => id)).toEqual(['sms:SM1']);
  });

  it.each<[string, Posting]>([
    ['B26 the signature is empty', { headers: { 'X-Twilio-Signature': '' } }],
    ['B26 the signature is wrong', { headers: { 'X-Twilio-Signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' } }],
    ['B26 the signature is no base64 at all', { headers: { 'X-Twilio-Signature': 'é{}%'.repeat(40) } }],
    ['B27 it was signed for another address', { signedUrl: 'http://elsewhere.example/twilio/sms' }],
    [
      'B27 the query was added afterwards',
      { path: '/twilio/sms?x=1', signedUrl: 'http://127.0.0.1/twilio/sms' },
    ],
    ['B31 it comes from another account', { fields: { ...form, AccountSid: 'AC99' } }],
    ['B26 the body was changed after signing', { body: `${new URLSearchParams({ ...form, Body: 'x' })}` }],
  ])('refuses and keeps nothing when %s', async (_when, posting) => {
    expect((await post(posting)).status).toBe(403);
    expect(intake.rows()).toEqual([]);
  });

  it('refuses an unsigned request before it reads any of its body', async () => {
    const response = await fetch(`${hub.hubUrl}/twilio/sms`, { method: 'POST', body: 'x'.repeat(1_000_000) });
    expect(response.status).toBe(403);
  });

  it('B28: believes no proxy header about its own address', async () => {
    const signedUrl = 'https://evil.example/twilio/sms';
    const headers = { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' };
    expect((await post({ signedUrl, headers })).status).toBe(403);
    expect((await post({ headers })).status).toBe(200);
  });

  it('B29: takes parameters that are new, blank-padded or repeated, as long as they are signed', async () => {
    const fields = { ...form, NewThing2027: ' padded ', __proto__x: '1' };
    expect((await post({ fields })).status).toBe(200);
    // Twilio signs each value of a repeated parameter once, sorted.
    const repeated = `${new URLSearchParams(form)}&Tag=b&Tag=a&Tag=b`;
    const url = `${hub.hubUrl}/twilio/sms`;
    const signature = twilioSignature(account.authToken, url, { ...form, Tag: 'aTagb' });
    expect((await post({ body: repeated, headers: { 'X-Twilio-Signature': signature } })).status).toBe(200);
  });

  it('B30: stores the same text once however many copies arrive at the same instant', async () => {
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => post()));
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
    expect(intake.rows()).toHaveLength(1);
  });

  it('refuses bodies that are too large, compressed or no form', async () => {
    expect((await post({ fields: { ...form, Body: 'x'.repeat(70_000) } })).status).toBe(413);
    expect((await post({ headers: { 'Content-Encoding': 'gzip' } })).status).toBe(415);
    expect((await post({ headers: { 'Content-Type': 'application/json' } })).status).toBe(415);
    const { MessageSid: _, ...without } = form;
    expect((await post({ fields: without })).status).toBe(400);
    expect((await post({ fields: { ...form, MessageSid: '../{"$ne":1}' } })).status).toBe(400);
  });
});

describe("Twilio's status callback", () => {
  const status = {
    AccountSid: account.accountSid,
    MessageSid: 'SM2',
    From: ours,
    To: person,
    MessageStatus: 'delivered',
  };
  const tell = (fields: Record<string, string>) => post({ path: '/twilio/status', fields });

  it('is kept once for each state, and only when it says something new', async () => {
    for (const MessageStatus of ['queued', 'sending', 'sent', 'delivered', 'sent', 'delivered'])
      expect((await tell({ ...status, MessageStatus })).status).toBe(200);
    expect(intake.rows().map(({ id }) => id)).toEqual(['sms:SM2:sent', 'sms:SM2:delivered']);
  });

  it('B43: is refused when it is forged', async () => {
    expect((await post({ path: '/twilio/status', fields: status, token: 'guessed' })).status).toBe(403);
  });

  it.each([
    ['delivered', '', { state: 'delivered' }],
    ['read', '', { state: 'delivered' }],
    ['sent', '', { state: 'sent' }],
    ['undelivered', '30003', { state: 'failed', failure: 'later', reason: 'phone-unreachable' }],
    ['undelivered', '30005', { state: 'failed', failure: 'dead', reason: 'unknown-number' }],
    ['undelivered', '30006', { state: 'failed', failure: 'dead', reason: 'no-mobile' }],
    ['undelivered', '30007', { state: 'failed', failure: 'ours', reason: 'filtered' }],
    ['failed', '30001', { state: 'failed', failure: 'full', reason: 'queue-overflow' }],
    ['failed', '21610', { state: 'failed', failure: 'opted-out', reason: 'opted-out' }],
    ['failed', '99999', { state: 'failed', reason: 'not-delivered' }],
    ['undelivered', 'abc', { state: 'failed', reason: 'not-delivered' }],
  ])('%s %s is read in our own words (F40)', async (MessageStatus, ErrorCode, expected) => {
    await tell({ ...status, MessageStatus, ErrorCode });
    const [row] = intake.rows();
    const read = await hub.channel.read({ id: '', payload: row?.payload, receivedAt: new Date() });
    expect(read).toEqual([{ kind: 'receipt', providerId: 'SM2', ...expected }]);
  });
});
