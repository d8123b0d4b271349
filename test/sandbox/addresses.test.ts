import { request } from 'node:http';
import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card, type FakeHub, startFakeHub } from './fake-hub.ts';

interface Row {
  id: string;
  at: string;
  channel: string;
  to: string;
  text: string;
  ticket: number | null;
}

const zhou = '+8613900000009';

describe('the addresses of the sandbox', () => {
  let hub: FakeHub;
  beforeEach(async () => {
    hub = await startFakeHub();
  });
  afterEach(() => hub.stop());
  const messages = async (query = ''): Promise<Row[]> =>
    (await hub.get(`/messages${query}`)).body as unknown as Row[];

  describe('say what is wrong with a request', () => {
    it.each([
      ['/sms', { body: 'x' }, 'from: is missing'],
      ['/sms', { from: '139', body: 'x' }, 'from: must be a phone number'],
      ['/sms', { from: 5, body: 'x' }, 'from: '],
      ['/sms', { from: zhou }, 'body: is missing'],
      ['/sms', { from: zhou, body: 'x'.repeat(1601) }, 'body: must be at most'],
      ['/sms', [], 'the body'],
      ['/sms', '{', 'not JSON'],
      ['/mail', { subject: 'x', text: 'y' }, 'from: is missing'],
      ['/mail', { from: 'nobody', subject: 'x', text: 'y' }, 'from: must be a mail address'],
      ['/mail', { from: 'a@b.c\r\nBcc: d@e.f', subject: 'x', text: 'y' }, 'from: must be a mail address'],
      ['/mail', { from: 'a@b.c', subject: 'x\r\nBcc: d@e.f', text: 'y' }, 'subject: must be one line'],
      ['/mail', { from: 'a@b.c', subject: 'x' }, 'text: is missing'],
      ['/mail', { from: 'a@b.c', subject: 'x', text: 'y', inReplyTo: 'm42' }, 'inReplyTo: must be the id'],
      ['/mail', { raw: '%%%' }, 'raw: must be a whole mail in base64'],
      ['/mail', { raw: '' }, 'raw: must not be empty'],
      ['/chat', { text: 'x' }, 'user: is missing'],
      ['/chat', { user: 'C0CARDS', text: 'x' }, 'user: is a chat id like U0ANA'],
      ['/chat', { user: 'U0ANA', text: '' }, 'text: must not be empty'],
      ['/chat', { user: 'U0ANA', text: 'x', ticket: 7 }, 'ticket: no card in chat is about 7'],
      ['/tap', { user: 'U0ANA', button: 'claim' }, 'ticket: is missing'],
      ['/tap', { user: 'U0ANA', ticket: 'x', button: 'claim' }, 'ticket: must be a ticket number'],
      ['/tap', { user: 'U0ANA', ticket: 1 }, 'button: is missing'],
      ['/tap', { user: 'ana', ticket: 1, button: 'claim' }, 'user: must be a chat id'],
      ['/clock', {}, 'give either advance or to'],
      ['/clock', { advance: '1m', to: '2026-03-06T00:00:00Z' }, 'give either'],
      ['/clock', { advance: 'soon' }, 'advance: must be a duration'],
      ['/clock', { advance: 31 }, 'advance: must be a duration'],
      ['/clock', { to: '2026-03-06T00:00' }, 'to: must be an instant with its zone'],
      ['/clock', { to: '2026-13-06T00:00:00Z' }, 'to: is no such day'],
      ['/language', { language: 'fr' }, 'language: must be zh-CN or en'],
      ['/fail', { channel: 'fax' }, 'channel: must be slack, sms or email'],
    ])('POST %s %j: 400, “%s”', async (path, body, sentence) => {
      const { status, body: answer } = await hub.post(path, body);
      expect({ status, answer }).toEqual({
        status: 400,
        answer: { error: expect.stringContaining(sentence) },
      });
      expect(hub.heard).toEqual([]);
      expect(hub.mails).toEqual([]);
    });

    it('takes JSON alone, of fifty mebibytes at most', async () => {
      const form = await hub.post('/sms', 'from=1', { 'content-type': 'application/x-www-form-urlencoded' });
      expect([form.status, form.body]).toEqual([415, { error: expect.stringContaining('application/json') }]);
      const big = await hub.post('/mail', { from: 'a@b.c', subject: '', text: 'x'.repeat(50 * 1024 * 1024) });
      expect([big.status, big.body]).toEqual([413, { error: 'the body is too large' }]);
    });

    it('knows its own addresses and their methods', async () => {
      expect((await hub.get('/sms')).status).toBe(405);
      expect((await hub.get('/nowhere')).status).toBe(404);
      expect((await hub.get('/tickets/77')).body).toEqual({ error: 'there is no ticket 77' });
      expect((await hub.get('/tickets/x')).status).toBe(400);
      expect((await hub.get('/messages?ticket=x')).body).toEqual({
        error: expect.stringContaining('ticket: must be'),
      });
    });

    it.each([
      ['under another name', { host: 'evil.example' }],
      ['under a name that begins like ours', { host: '127.0.0.1.evil.example' }],
      ['for a page of another place', { origin: 'https://evil.example' }],
      ['for a page without a place', { origin: 'null' }],
    ])('refuses to answer %s', async (_how, headers) => {
      const status = await new Promise((resolve) => {
        request(`${hub.url}/clock`, { headers }, (response) => resolve(response.resume().statusCode)).end();
      });
      expect(status).toBe(403);
    });
  });

  describe('let people speak', () => {
    it('carries a text to the signed webhook and answers what its sender was told', async () => {
      hub.fake.told = [{ id: 'sms:1', ok: true, ticket: 1001 }];
      expect((await hub.post('/sms', { from: '+86 139-0000-0009', body: '断网' })).body).toEqual({
        ok: true,
        ticket: 1001,
      });
      expect(hub.heard.map(({ path, form }) => [path, form.get('From'), form.get('Body')])).toEqual([
        ['/twilio/sms', zhou, '断网'],
      ]);
    });

    it('answers a “no” that a person is told as ok: false with its words', async () => {
      hub.fake.told = [
        { id: 'sms:1', ok: true },
        { id: 'sms:2', ok: false, say: '没有这个工单' },
      ];
      expect(await hub.post('/sms', { from: zhou, body: '1 9999' })).toMatchObject({
        status: 200,
        body: { ok: false, say: '没有这个工单' },
      });
    });

    it('says so when the hub takes nothing', async () => {
      hub.fake.status = 503;
      const { status, body } = await hub.post('/sms', { from: zhou, body: 'x' });
      expect([status, body]).toEqual([503, { error: 'the hub did not take the text (503)' }]);
      hub.fake.mailCode = 451;
      expect((await hub.post('/mail', { from: 'a@b.c', subject: 's', text: 't' })).status).toBe(503);
      hub.fake.mailCode = 550;
      expect((await hub.post('/mail', { from: 'a@b.c', subject: 's', text: 't' })).body).toMatchObject({
        ok: false,
        say: expect.stringContaining('550'),
      });
    });

    it('answers only after what the hub owes has gone out', async () => {
      hub.fake.react = async () => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        await hub.sendText(zhou, '已收到');
      };
      await hub.post('/sms', { from: zhou, body: '断网' });
      expect((await messages()).map(({ text }) => text)).toEqual(['已收到']);
    });

    it('does one thing at a time', async () => {
      const order: string[] = [];
      hub.fake.react = async (_path, form) => {
        order.push(`begin ${form.get('Body')}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
        order.push(`end ${form.get('Body')}`);
      };
      await Promise.all(['a', 'b', 'c'].map((body) => hub.post('/sms', { from: zhou, body })));
      expect(order.map((step) => step.slice(0, 3))).toEqual(['beg', 'end', 'beg', 'end', 'beg', 'end']);
    });

    it('sends a typed mail, and a raw one byte for byte', async () => {
      await hub.post('/mail', {
        from: '周岚 <zhou@example.org>',
        subject: '打印机',
        text: '坏了',
        cc: 'li@example.org',
      });
      expect(hub.mails[0]).toContain('zhou@example.org');
      expect(hub.mails[0]).toMatch(/^Cc: li@example\.org/m);
      const raw = 'From: a@b.c\r\nSubject: x\r\nX-Odd:  1\r\n\r\nbody\r\n';
      await hub.post('/mail', { raw: Buffer.from(raw).toString('base64') });
      expect(hub.mails[1]).toBe(raw);
    });

    it('answers a listed mail as a mail program would: by its Message-ID, with the whole thread', async () => {
      const mailer = createTransport(hub.settings.mail.smtpUrl);
      await mailer.sendMail({
        from: 'desk@faultline.test',
        to: 'zhou@example.org',
        subject: '已收到 [#1001]',
        text: '您好',
        messageId: '<n.1@desk>',
        references: ['<t.1@desk>'],
        headers: { 'X-Faultline': '1001' },
      });
      const [listed] = await messages('?to=Zhou@example.org');
      expect(listed).toMatchObject({ channel: 'email', ticket: 1001, text: '已收到 [#1001]\n\n您好' });
      for (const inReplyTo of [listed?.id, '<n.1@desk>']) {
        await hub.post('/mail', { from: 'zhou@example.org', subject: 'Re: x', text: '1', inReplyTo });
      }
      for (const mail of hub.mails) {
        expect(mail).toMatch(/^In-Reply-To: <n\.1@desk>/m);
        expect(mail.replace(/\r\n\s+/g, ' ')).toMatch(/^References: <t\.1@desk> <n\.1@desk>/m);
      }
      await hub.post('/mail', { from: 'a@b.c', subject: '', text: 'x', inReplyTo: '<other@there>' });
      expect(hub.mails.at(-1)).toMatch(/^References: <other@there>/m);
    });

    it.each([
      [
        'a slash command',
        { user: 'U0ANA', text: '/ticket 1001 claim' },
        { command: '/ticket', text: '1001 claim' },
      ],
      [
        'a message to the bot',
        { user: 'U0ANA', text: '空调坏了 <!channel>' },
        { type: 'message', channel: 'D0ANA', text: '空调坏了 &lt;!channel&gt;' },
      ],
      [
        'a mention',
        { user: 'U0ANA', text: '@faultline 空调坏了' },
        { type: 'app_mention', channel: 'C0CARDS', text: '<@U0FAULTLINE> 空调坏了' },
      ],
      [
        'a mention of the bot by its kind',
        { user: 'U0ANA', text: '@bot 修好' },
        { type: 'app_mention', text: '<@U0FAULTLINE> 修好' },
      ],
    ])('types %s as Slack tells of it', async (_what, typed, told) => {
      await hub.post('/chat', typed);
      const { form } = hub.heard[0] ?? { form: new URLSearchParams() };
      const body = form.has('command')
        ? Object.fromEntries(form)
        : JSON.parse(form.get('event') ?? '{}').event;
      expect(body).toMatchObject(told);
    });

    it('puts a mention under the card of its ticket', async () => {
      const { ts } = await hub.slack('chat.postMessage', { channel: 'C0CARDS', ...card(1001, ['claim']) });
      await hub.post('/chat', { user: 'U0ANA', text: '@faultline 修好 换了电源', ticket: 1001 });
      expect(JSON.parse(hub.heard[0]?.form.get('event') ?? '{}').event).toMatchObject({
        thread_ts: ts,
        channel: 'C0CARDS',
      });
    });

    it('lets somebody speak who is not in the service file', async () => {
      await hub.post('/chat', { user: 'U0GUEST', text: '空调坏了' });
      expect(JSON.parse(hub.heard[0]?.form.get('event') ?? '{}').event).toMatchObject({
        user: 'U0GUEST',
        type: 'message',
      });
    });

    it('passes on what Slack itself says no to', async () => {
      expect((await hub.post('/chat', { user: 'U0ANA', text: '/nonsense' })).body).toEqual({
        ok: false,
        say: '/nonsense is not a valid command.',
      });
    });
  });

  describe('list what went out', () => {
    it('oldest first, with ids that grow, by address, ticket and id', async () => {
      const sid = await hub.sendText(zhou, '一');
      hub.fake.about.set(sid, 1001);
      await hub.slack('chat.postMessage', { channel: 'C0CARDS', ...card(1002, ['claim']) });
      hub.fake.now = new Date('2026-03-05T18:31:00Z');
      const { ts } = await hub.slack('chat.postMessage', { channel: 'U0ANA', text: '二' });
      await hub.slack('chat.update', { channel: 'D0ANA', ts, text: '二，改' });
      await hub.slack('chat.postEphemeral', { channel: 'C0CARDS', user: 'U0BEN', text: '三' });
      const all = await messages();
      expect(
        all.map(({ channel, to, text, ticket, at }) => [channel, to, text, ticket, at.slice(11, 16)]),
      ).toEqual([
        ['sms', zhou, '一', 1001, '18:00'],
        ['slack', 'C0CARDS', 'card of 1002\n[claim]', 1002, '18:00'],
        ['slack', 'U0ANA', '二', null, '18:31'],
        ['slack', 'U0ANA', '二，改', null, '18:31'],
        ['slack', 'U0BEN', '三', null, '18:31'],
      ]);
      expect(all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).toSorted());
      expect(Object.keys(all[0] ?? {})).toEqual(['id', 'at', 'channel', 'to', 'text', 'ticket']);
      expect(await messages('?ticket=1002')).toEqual([all[1]]);
      expect(await messages(`?after=${all[2]?.id}`)).toEqual(all.slice(3));
      expect(await messages(`?to=${zhou}`)).toEqual([all[0]]);
      expect(await messages(`?to=${encodeURIComponent(zhou)}&ticket=1001&after=`)).toEqual([all[0]]);
      expect(await messages('?to=U0ANA')).toEqual([all[2], all[3]]);
      expect(await messages('?to=nobody@example.org')).toEqual([]);
    });

    it('learns a ticket that the hub notes later', async () => {
      const sid = await hub.sendText(zhou, '一');
      expect((await messages())[0]?.ticket).toBeNull();
      hub.fake.about.set(sid, 1001);
      expect(await messages('?ticket=1001')).toHaveLength(1);
    });
  });

  describe('move the clock', () => {
    it('forward by a duration or to an instant, and never back', async () => {
      expect((await hub.post('/clock', { advance: '31m' })).body).toEqual({
        ok: true,
        now: '2026-03-05T18:31:00.000Z',
      });
      expect((await hub.post('/clock', { to: '2026-03-06T03:00:00+08:00' })).body).toMatchObject({
        ok: true,
        now: '2026-03-05T19:00:00.000Z',
      });
      for (const back of [{ advance: '-5m' }, { to: '2026-03-05T18:00:00Z' }, { advance: '500d' }]) {
        const { status, body } = await hub.post('/clock', back);
        expect([status, body]).toEqual([
          200,
          { ok: false, say: expect.any(String), now: '2026-03-05T19:00:00.000Z' },
        ]);
      }
      expect(hub.fake.moves).toEqual(['2026-03-05T18:31:00.000Z', '2026-03-05T19:00:00.000Z']);
      expect((await hub.get('/clock')).body).toEqual({ now: '2026-03-05T19:00:00.000Z' });
    });
  });

  it('hand on a ticket as the hub tells it', async () => {
    hub.fake.tickets.set(1001, { number: 1001, status: 'open' });
    expect((await hub.get('/tickets/1001')).body).toEqual({ number: 1001, status: 'open' });
  });

  it('make providers fail when told to', async () => {
    await hub.post('/fail', { channel: 'sms', code: 21610 });
    expect(await hub.sendText(zhou, 'x')).toBeUndefined();
    await hub.post('/fail', { channel: 'slack', method: 'chat.postMessage', error: 'is_archived' });
    expect(await hub.slack('chat.postMessage', { channel: 'C0CARDS', text: 'x' })).toEqual({
      ok: false,
      error: 'is_archived',
    });
    await hub.post('/fail', { channel: 'email', code: 550 });
    const mailer = createTransport(hub.settings.mail.smtpUrl);
    await expect(mailer.sendMail({ from: 'a@b.c', to: 'd@e.f', text: 'x' })).rejects.toMatchObject({
      responseCode: 550,
    });
    expect(await messages()).toEqual([]);
  });
});
