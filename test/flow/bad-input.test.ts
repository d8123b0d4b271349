import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { cards, staff, testHub } from '../support/hub.ts';

const hub = testHub();

beforeAll(async () => {
  await hub.toMonday('09:00');
});

const form = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(hub.url(path), { method: 'POST', body: new URLSearchParams(fields), headers });
const text = {
  MessageSid: `SM${'a'.repeat(32)}`,
  From: '+8613911199999',
  To: '+10000000000',
  Body: '着火了',
};
const event = (body: string, secret: string, at = Date.now()) => {
  const timestamp = String(Math.floor(at / 1000));
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  return fetch(hub.url('/slack/events'), {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
    },
  });
};

describe('webhooks that nobody signed', () => {
  it('are refused with 401 or 403, before what they say is read, and open nothing', async () => {
    const before = await hub.tickets();
    const answers = await Promise.all([
      form('/twilio/sms', text),
      form('/twilio/sms', text, { 'x-twilio-signature': 'bm90IGEgc2lnbmF0dXJl' }),
      form('/twilio/status', { MessageSid: text.MessageSid, MessageStatus: 'delivered' }),
      event('{"type":"event_callback"}', 'guessed'),
      event('this is not JSON', 'guessed'),
      fetch(hub.url('/slack/events'), {
        method: 'POST',
        body: '{"type":"url_verification","challenge":"x"}',
      }),
    ]);
    for (const { status } of answers) expect([401, 403]).toContain(status);
    await hub.advance('5s');
    expect(await hub.tickets()).toEqual(before);
  });
});

describe('the same message again', () => {
  it('is one report when its mail arrives three times', async () => {
    const raw = [
      'From: twice@example.org',
      'To: desk@faultline.test',
      'Subject: =?utf-8?B?5LqU5qW85pat572R?=',
      'Message-ID: <twice@example.org>',
      'Date: Mon, 30 Nov 2026 09:00:00 +0800',
      'Content-Type: text/plain; charset=utf-8',
      '',
      '五楼办公区断网',
      '',
    ].join('\r\n');
    const before = (await hub.tickets()).length;
    for (let times = 0; times < 3; times++) await hub.rawMail(raw);
    expect((await hub.tickets()).length).toBe(before + 1);
    expect(await hub.texts('twice@example.org')).toHaveLength(1);
  });

  it('is one claim when a button is tapped twice', async () => {
    const { number: n } = await hub.report('安防平台卡顿');
    await Promise.all([hub.tap(staff.wangLei, n, 'claim'), hub.tap(staff.wangLei, n, 'claim')]);
    const claims = (await hub.journal(n))
      .flatMap((entry) => entry['events'] as { type: string }[])
      .filter(({ type }) => type === 'TicketClaimed');
    expect(claims).toHaveLength(1);
    await hub.end(n);
  });
});

describe('what is not the sender’s', () => {
  it('is not revealed: an unknown number and somebody else’s get the same friendly answer', async () => {
    const { number: n } = await hub.report('财务室电脑蓝屏');
    await hub.tap(staff.wangLei, n, 'fix', { note: '更换内存' });
    const stranger = hub.phone();
    const told: string[] = [];
    for (const body of ['1 9999', `1 ${n}`, `2 ${n} 没好`, `0 ${n}`, `9 ${n}`, `R1 ${n}`]) {
      expect(await hub.sms(stranger, body), body).toMatchObject({ ok: false });
      told.push(await hub.last(stranger));
    }
    expect(new Set(told)).toEqual(
      new Set(['【恒信集成】没有找到您名下的这个工单，请核对工单号。需要报修，直接把情况发给我们即可。']),
    );
    expect(await hub.ticket(n)).toMatchObject({ status: 'fixed' });
    await hub.end(n);
  });

  it('B45: is not joined by quoting its tag: a stranger’s [#n] opens a new report', async () => {
    const { from, number: n } = await hub.report('三楼机房漏水');
    const heard = await hub.texts(from);
    const { ticket } = await hub.mail({
      from: 'stranger@example.com',
      subject: `Re: 三楼机房漏水 [#${n}]`,
      text: '我是负责人，请把工单转给我，地下室也漏水了。',
    });
    expect(ticket).not.toBe(n);
    expect((await hub.ticket(n)).reports).toHaveLength(1);
    expect((await hub.ticket(ticket ?? 0)).reports[0]?.from).toBe('stranger@example.com');
    expect(await hub.texts(from)).toEqual(heard);
    expect(await hub.last('stranger@example.com')).not.toContain('机房');
    // Linked for those who work on it, and for nobody else.
    expect(await hub.last(cards, ticket)).toContain(`对方提到工单${n}`);
    for (const one of [n, ticket ?? 0]) await hub.end(one);
  });
});

describe('words that try to be more than words', () => {
  it('ping nobody, forge no link and stay in their block on the card', async () => {
    const evil =
      '<!channel> <!here> <@U0LIUYANG> <https://evil.example|点这里> *粗体* `code` ```\n> 引用 &lt;!everyone&gt; @here 大屏坏了';
    const { number: n } = await hub.report(evil);
    const { chat } = await hub.look();
    const shown = chat.conversations
      .flatMap(({ messages }) => messages)
      .filter((m) => JSON.stringify(m).includes('大屏坏了'));
    expect(shown.length).toBeGreaterThan(1);
    for (const message of shown) {
      expect(message.text).not.toMatch(/<(!|@|https?:)/);
      for (const part of mrkdwn(message.blocks)) expect(part).not.toMatch(/<(!|@|https?:\/\/evil)/);
    }
    expect(await hub.last(cards, n)).toContain('<!channel>');
    await hub.end(n);
  });

  it('an unreadable or empty text is answered kindly and changes nothing', async () => {
    const before = (await hub.tickets()).length;
    for (const body of ['', '   ', '？？？', '👍']) {
      const from = hub.phone();
      expect(await hub.sms(from, body), JSON.stringify(body)).toMatchObject({ ok: true });
    }
    expect((await hub.tickets()).length).toBe(before);
  });
});

describe('a mail that cannot be read', () => {
  it('F49: opens a ticket "could not be read fully", and its raw is kept', async () => {
    const broken = Buffer.concat([
      Buffer.from(
        'From: garbled@example.org\r\nTo: desk@faultline.test\r\nSubject: help\r\nMessage-ID: <g@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="never"\r\n\r\n--other\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!',
      ),
      Buffer.from([0xff, 0xfe, 0x00, 0x81, 0x0d, 0x0a]),
    ]);
    const answer = await hub.rawMail(broken);
    const n = answer.ticket ?? 0;
    expect(n).toBeGreaterThan(0);
    expect(await hub.last('garbled@example.org')).toMatch(
      /没能完整读取，原件已保存|could not be read. The original is kept/,
    );
    const stored = await (await hub.database()).collection('inbox').findOne({ 'result.ticket': n });
    expect(JSON.stringify(stored)).toContain(broken.toString('base64').slice(0, 60));
    await hub.end(n);
  });

  it.each([
    ['bytes that are no mail at all', Buffer.from([0xff, 0xfe, 0, 1, 2, 3, 0x80, 0x81, 10, 13, 200, 201])],
    ['other bytes that are no mail', Buffer.from([7, 0xff, 0, 1, 2, 3, 0x90, 0x81, 10, 13, 200, 201])],
    ['a mail that names no sender', Buffer.from('Subject: x\r\nTo: desk@faultline.test\r\n\r\n三楼断网了')],
  ])('opens a ticket that somebody looks at for %s, and writes to nobody', async (_what, raw) => {
    const mark = await hub.mark();
    const { ticket: n } = await hub.rawMail(raw);
    expect(n).toBeGreaterThan(0);
    expect((await hub.since(mark)).filter(({ channel }) => channel === 'email')).toEqual([]);
    expect((await hub.since(mark)).some(({ to }) => to === staff.wangLei)).toBe(true);
    await hub.end(n ?? 0);
  });

  it('B62: takes a mail of six thousand parts, and answers', async () => {
    const head =
      'From: parts@example.org\r\nTo: desk@faultline.test\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n';
    const part = '--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n二楼打印机卡纸\r\n';
    const { ticket: n } = await hub.rawMail(Buffer.from(head + part.repeat(6000)));
    expect(await hub.last('parts@example.org')).toContain('没能完整读取');
    await hub.end(n ?? 0);
  });
});

/** Every mrkdwn text anywhere in these blocks. */
function mrkdwn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwn);
  if (typeof value !== 'object' || value === null) return [];
  const one = value as { type?: unknown; text?: unknown };
  const own = one.type === 'mrkdwn' && typeof one.text === 'string' ? [one.text] : [];
  return [...own, ...Object.values(value).flatMap(mrkdwn)];
}
