import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import twilioSdk from 'twilio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createTwilioLookAlike,
  type LookAlikeText,
  type TwilioLookAlike,
} from '../../../src/sandbox/twilio/index.ts';
import { samples } from '../../support/pictures.ts';

const account = { accountSid: 'AC1', authToken: 'token' };
const ours = '+15005550006';
const person = '+447700900123';

let hub: Server;
let hubUrl: string;
let posts: { path: string; form: Record<string, string>; signed: boolean }[];
let hubAnswers: number[];
let twilio: TwilioLookAlike;
let origin: string;
let shown: LookAlikeText[];

beforeEach(async () => {
  posts = [];
  shown = [];
  hubAnswers = [];
  hub = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    const form = Object.fromEntries(new URLSearchParams(body));
    const signature = String(req.headers['x-twilio-signature']);
    // The SDK's own check, so that the look-alike cannot agree with itself alone.
    const signed = twilioSdk.validateRequest(account.authToken, signature, `${hubUrl}${req.url}`, form);
    posts.push({ path: req.url ?? '', form, signed });
    res.writeHead(hubAnswers.shift() ?? 200).end('<Response/>');
  });
  await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
  hubUrl = `http://127.0.0.1:${(hub.address() as AddressInfo).port}`;
  twilio = createTwilioLookAlike({
    log: pino({ level: 'silent' }),
    ...account,
    numbers: [ours],
    messagingServiceSid: 'MG1',
    hubUrl: () => `${hubUrl}/`,
    now: () => new Date('2026-03-05T18:00:00Z'),
    onMessage: (text) => shown.push(text),
  });
  origin = await twilio.start();
});
afterEach(async () => {
  await twilio.stop();
  await new Promise((resolve) => {
    hub.close(resolve);
    hub.closeAllConnections();
  });
});

const ask = async (fields: Record<string, string>, token = account.authToken) => {
  const response = await fetch(`${origin}/2010-04-01/Accounts/AC1/Messages.json`, {
    method: 'POST',
    headers: { Authorization: `Basic ${btoa(`AC1:${token}`)}` },
    body: new URLSearchParams(fields),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
};
const text = { To: person, From: ours, Body: '工单4821已处理' };

describe('the local Twilio', () => {
  it('takes a text, shows it and reports it as queued, sent and delivered, signed', async () => {
    const { status, body } = await ask({ ...text, StatusCallback: `${hubUrl}/twilio/status` });
    expect([status, body['status'], body['num_segments'], body['date_created']]).toEqual([
      201,
      'queued',
      '1',
      'Thu, 05 Mar 2026 18:00:00 +0000',
    ]);
    expect(shown).toEqual([
      {
        id: body['sid'],
        at: new Date('2026-03-05T18:00:00Z'),
        to: person,
        from: ours,
        body: '工单4821已处理',
        segments: 1,
      },
    ]);
    await twilio.settled();
    expect(posts.map(({ form, signed }) => [form['MessageStatus'], form['MessageSid'], signed])).toEqual(
      ['queued', 'sent', 'delivered'].map((state) => [state, body['sid'], true]),
    );
  });

  it.each([
    ['without a body', { To: person, From: ours }, 400, 21602],
    ['without a number', { From: ours, Body: 'x' }, 400, 21604],
    ['to what is no number', { ...text, To: '13800000001' }, 400, 21211],
    ['from nobody', { To: person, Body: 'x' }, 400, 21603],
    ["from somebody else's number", { ...text, From: '+15005550007' }, 400, 21606],
    ['by an unknown messaging service', { To: person, Body: 'x', MessagingServiceSid: 'MG2' }, 400, 21606],
    ['of 1601 characters', { ...text, Body: 'x'.repeat(1601) }, 400, 21617],
    ['with a callback that is no address', { ...text, StatusCallback: 'x' }, 400, 21609],
  ])('refuses a text %s in its own words', async (_what, fields, status, code) => {
    const answer = await ask(fields as Record<string, string>);
    expect([answer.status, answer.body]).toMatchObject([
      status,
      { code, status, more_info: `https://www.twilio.com/docs/errors/${code}` },
    ]);
    expect(shown).toEqual([]);
  });

  it('takes 1600 characters, and texts by the messaging service', async () => {
    expect((await ask({ To: person, Body: 'x'.repeat(1600), MessagingServiceSid: 'MG1' })).status).toBe(201);
    expect(shown[0]?.from).toBe(ours);
  });

  it('knows its account only', async () => {
    expect(await ask(text, 'wrong')).toMatchObject({ status: 401, body: { code: 20003 } });
  });

  it('posts a text to the hub, with a signature that the SDK accepts', async () => {
    const media = [{ url: `${origin}/m`, type: 'image/png' }];
    const { sid, status, body } = await twilio.incoming({ from: person, body: '3楼断网 & 2号楼', media });
    expect([status, body]).toEqual([200, '<Response/>']);
    expect(posts).toMatchObject([
      {
        path: '/twilio/sms',
        signed: true,
        form: { MessageSid: sid, Body: '3楼断网 & 2号楼', NumMedia: '1', MediaContentType0: 'image/png' },
      },
    ]);
  });

  describe('pictures of a text', () => {
    const auth = `Basic ${Buffer.from('AC1:token').toString('base64')}`;
    const photo = { name: 'a.png', type: 'image/png', bytes: samples.png };
    const ask = (url: string, authorization?: string) =>
      fetch(url, { redirect: 'manual', ...(authorization && { headers: { authorization } }) });
    const sent = async () => {
      await twilio.incoming({ from: person, body: '', media: [photo] });
      return posts[0]?.form['MediaUrl0'] ?? '';
    };

    it('are handed out to the account alone, by way of a signed address of another host', async () => {
      const url = await sent();
      expect(new URL(url).origin).toBe(origin);
      expect((await ask(url)).status).toBe(401);
      expect((await ask(url, 'Basic eDp5')).status).toBe(401);
      const on = await ask(url, auth);
      expect(on.status).toBe(307);
      const signed = on.headers.get('location') ?? '';
      expect(new URL(signed).origin).not.toBe(origin);
      expect(Buffer.from(await (await ask(signed)).arrayBuffer())).toEqual(samples.png);
    });

    it('are refused where they lie to whoever brings a password along, or no signature', async () => {
      const signed = (await ask(await sent(), auth)).headers.get('location') ?? '';
      expect((await ask(signed, auth)).status).toBe(400);
      expect((await ask(signed.replace(/Signature=.*/, 'Signature=x'))).status).toBe(403);
      expect((await ask(signed.replace(/\?.*/, ''))).status).toBe(403);
    });

    it('are listed, and not found under another name', async () => {
      const url = await sent();
      const list = await (await ask(`${url.replace(/\/ME\w+$/, '')}.json`, auth)).json();
      expect(list).toMatchObject({ media_list: [{ content_type: 'image/png' }] });
      expect((await ask(`${url}x`, auth)).status).toBe(404);
    });
  });

  it('tries a text twice when the hub fails, under the same id', async () => {
    hubAnswers = [503, 503, 503];
    expect((await twilio.incoming({ from: person, body: 'x' })).status).toBe(503);
    expect(posts.map(({ form }) => form['MessageSid'])).toEqual([
      posts[0]?.form['MessageSid'],
      posts[0]?.form['MessageSid'],
    ]);
    hubAnswers = [403];
    await twilio.incoming({ from: person, body: 'y' });
    expect(posts).toHaveLength(3);
  });

  it('honours STOP until START, and still tells the hub about both', async () => {
    await twilio.incoming({ from: person, body: ' Stop ' });
    expect((await ask(text)).body).toMatchObject({ code: 21610 });
    expect((await ask({ ...text, To: '+447700900124' })).status).toBe(201);
    await twilio.incoming({ from: person, body: 'START' });
    expect((await ask(text)).status).toBe(201);
    expect(posts).toHaveLength(2);
  });

  it('fails as told, as often as told, for whom it is told', async () => {
    twilio.failNext({ to: person, code: 20429, retryAfter: '7', times: 2 });
    expect((await ask({ ...text, To: '+447700900124' })).status).toBe(201);
    const first = await ask(text);
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await ask(text)).status).toBe(429);
    expect((await ask(text)).status).toBe(201);
  });

  it('reports a text as undelivered when told', async () => {
    twilio.failNext({ undelivered: 30003 });
    await ask({ ...text, StatusCallback: `${hubUrl}/twilio/status` });
    await twilio.settled();
    expect(posts.at(-1)?.form).toMatchObject({ MessageStatus: 'undelivered', ErrorCode: '30003' });
  });

  it('lists texts as the SDK asks for them, page by page, newest first', async () => {
    for (let i = 0; i < 5; i += 1) await ask({ ...text, Body: `n${i}` });
    const get = async (path: string) =>
      (await (
        await fetch(origin + path, { headers: { Authorization: `Basic ${btoa('AC1:token')}` } })
      ).json()) as { messages: { body: string; sid: string }[]; next_page_uri: string | null };
    const first = await get(
      `/2010-04-01/Accounts/AC1/Messages.json?To=${encodeURIComponent(person)}&PageSize=3`,
    );
    const second = await get(first.next_page_uri ?? '');
    expect([...first.messages, ...second.messages].map(({ body }) => body)).toEqual([
      'n4',
      'n3',
      'n2',
      'n1',
      'n0',
    ]);
    expect(second.next_page_uri).toBeNull();
    expect(await get(`/2010-04-01/Accounts/AC1/Messages/${first.messages[0]?.sid}.json`)).toMatchObject({
      body: 'n4',
    });
    expect(await get('/2010-04-01/Accounts/AC1/Messages/SM404.json')).toMatchObject({
      code: 20404,
      status: 404,
    });
    expect(await get(`/2010-04-01/Accounts/AC1/Messages.json?DateSent%3E=2026-03-06`)).toMatchObject({
      messages: [],
    });
  });

  it('remembers everything over a restart', async () => {
    await twilio.incoming({ from: person, body: 'STOP' });
    const kept = JSON.parse(JSON.stringify(twilio.snapshot()));
    twilio.restore({ texts: [], optedOut: [], counter: 0 });
    expect((await ask(text)).status).toBe(201);
    twilio.restore(kept);
    expect((await ask(text)).body).toMatchObject({ code: 21610 });
  });
});
