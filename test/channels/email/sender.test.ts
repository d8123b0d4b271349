import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOurIds } from '../../../src/channels/email/our-ids.ts';
import type { Outgoing } from '../../../src/domain/channel.ts';
import { createHub, secrets } from './hub.ts';

const outgoing = (more: Partial<Outgoing> = {}): Outgoing => ({
  id: 'notice-1',
  to: 'email:zhou@example.org',
  ticket: 4821,
  page: 'https://desk.test/t/abc?a=1&b=2',
  message: {
    locale: 'zh-CN',
    short: '工单4821已处理',
    title: '工单4821已处理，请您核实',
    body: [
      { kind: 'strong', text: '三楼机房断网' },
      { kind: 'quote', text: '<b>网</b> 断了\n第二行', by: '周敏' },
      {
        kind: 'facts',
        facts: [
          ['负责人', '王磊'],
          ['时限', '02:30'],
        ],
      },
      { kind: 'call', phone: '+86 138 0000 0001', label: '王磊' },
      { kind: 'link', url: 'javascript:alert(1)', label: '坏链接' },
      { kind: 'hint', text: '回复本邮件即可补充' },
    ],
    buttons: [
      { verb: 'confirm', label: '已修好', style: 'primary' },
      { verb: 'deny', label: '没修好' },
    ],
  },
  ...more,
});

describe('a notice sent as a mail', () => {
  let hub: Awaited<ReturnType<typeof createHub>>;
  beforeEach(async () => {
    hub = await createHub({}, 1_500);
  });
  afterEach(async () => {
    await hub.channel.stop();
    await hub.mailbox.stop();
  });
  const sentOne = async (more?: Partial<Outgoing>) => {
    expect(await hub.channel.send(outgoing(more))).toMatchObject({ kind: 'sent', proof: 'accepted' });
    const mail = hub.sent.at(-1);
    if (!mail) throw new Error('nothing arrived');
    return mail;
  };

  it('carries its tag, our signed ids, and the marks that keep machines from answering', async () => {
    const ids = createOurIds(secrets, 'hub.test');
    const mail = await sentOne();
    expect(mail).toMatchObject({
      from: 'fault@hub.test',
      to: 'zhou@example.org',
      subject: '工单4821已处理，请您核实 [#4821]',
    });
    expect(mail.messageId).toBe(ids.notice('notice-1', 4821));
    expect(mail.references).toEqual([ids.root(4821)]);
    expect(mail.headers).toMatchObject({
      'auto-submitted': 'auto-generated',
      'x-auto-response-suppress': 'All',
      'x-faultline': '4821',
      'in-reply-to': ids.root(4821),
      date: 'Thu, 05 Mar 2026 18:00:00 +0000',
    });
  });

  it('says the same in plain text and in HTML, with the reporter’s words escaped', async () => {
    const { text, html } = await sentOne();
    for (const words of [
      '三楼机房断网',
      '第二行',
      '周敏',
      '负责人',
      '王磊',
      '02:30',
      '回复本邮件即可补充',
      '已修好',
      '没修好',
    ]) {
      expect(text).toContain(words);
      expect(html).toContain(words);
    }
    expect(text).toContain('> <b>网</b> 断了');
    expect(html).toContain('&lt;b&gt;网&lt;/b&gt; 断了');
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).toContain('href="https://desk.test/t/abc?a=1&amp;b=2"');
    expect(html).toContain('href="tel:+8613800000001"');
    expect(html).not.toMatch(/javascript:|<script|<img|src=/);
  });

  it('has the same Message-ID on every attempt, and another for another notice', async () => {
    const first = await sentOne();
    expect((await sentOne()).messageId).toBe(first.messageId);
    expect((await sentOne({ id: 'notice-2' })).messageId).not.toBe(first.messageId);
  });

  it('B59: cannot be given a header by a title or an address', async () => {
    const message = { ...outgoing().message, title: 'x\r\nBcc: evil@example.net\r\n\r\ny' };
    const mail = await sentOne({ message });
    expect(mail.headers).not.toHaveProperty('bcc');
    expect(mail.subject).toBe('x Bcc: evil@example.net y [#4821]');
    expect(await hub.channel.send(outgoing({ to: 'email:a@x.cn\r\nBcc: evil@example.net' }))).toMatchObject({
      kind: 'refused',
    });
    expect(hub.sent).toHaveLength(1);
  });

  it.each([
    [421, undefined, { kind: 'try-later', lane: true }],
    [450, undefined, { kind: 'try-later' }],
    [451, undefined, { kind: 'try-later' }],
    [452, undefined, { kind: 'try-later' }],
    [550, '5.1.1 no such user', { kind: 'refused', address: 'dead' }],
    [550, '5.7.1 blocked by policy', { kind: 'refused', address: 'ok' }],
    [552, '5.2.2 mailbox full', { kind: 'refused', address: 'ok' }],
    [553, '5.1.3 bad address syntax', { kind: 'refused', address: 'dead' }],
    [554, '5.7.1 refused', { kind: 'refused', address: 'ok' }],
  ])('F42, F43: is understood when the server says %i %s', async (code, say, expected) => {
    hub.mailbox.failNext({ code, ...(say ? { say } : {}) });
    expect(await hub.channel.send(outgoing())).toMatchObject(expected);
    expect(hub.sent).toEqual([]);
    expect(await hub.channel.send(outgoing())).toMatchObject({ kind: 'sent' });
  });

  it('F44: is unknown when the connection breaks after the content, and the same mail again when resent', async () => {
    hub.mailbox.failNext({ dropAfterData: true });
    expect(await hub.channel.send(outgoing())).toMatchObject({ kind: 'unknown' });
    const again = await sentOne();
    expect(hub.sent.map(({ messageId }) => messageId)).toEqual([again.messageId, again.messageId]);
  });

  it('is tried later when the server is silent before the content, and does not leave after all', async () => {
    hub.mailbox.failNext({ hang: true });
    expect(await hub.channel.send(outgoing())).toMatchObject({ kind: 'try-later', lane: true });
    expect(hub.sent).toEqual([]);
  });

  it('has room for as many as there are connections, and says so before a send begins', async () => {
    const taken = [];
    for (let many = 0; many < 4; many++) taken.push(await hub.channel.room?.(0));
    expect(taken).not.toContain(undefined);
    expect(await hub.channel.room?.(20)).toBeUndefined();
    const waiting = hub.channel.room?.(60_000);
    taken[0]?.();
    expect(await waiting).toBeTypeOf('function');
  });

  it('does not leave after all when it was given up while it waited for a connection', async () => {
    hub.mailbox.failNext({ to: 'slow@example.org', hang: true, times: 4 });
    const slow = ['a', 'b', 'c', 'd'].map((id) =>
      hub.channel.send(outgoing({ id, to: 'email:slow@example.org' })),
    );
    const waiting = hub.channel.send(outgoing({ id: 'waiting' }));
    const kinds = (await Promise.all([...slow, waiting])).map(({ kind }) => kind);
    expect(kinds).toEqual(Array(5).fill('try-later'));
    const next = await sentOne({ id: 'next' });
    expect(hub.sent.map(({ messageId }) => messageId)).toEqual([next.messageId]);
  });

  it('is tried later when nobody listens, and the channel says so', async () => {
    await hub.mailbox.stop();
    expect(await hub.channel.send(outgoing())).toMatchObject({
      kind: 'try-later',
      reason: 'server-unreachable',
      lane: true,
    });
    expect(await hub.channel.health()).toMatchObject({ ok: false, say: expect.stringContaining('SMTP_URL') });
    await hub.mailbox.start();
  });

  it('does not hold up others while one address hangs', async () => {
    hub.mailbox.failNext({ to: 'slow@example.org', hang: true });
    const slow = hub.channel.send(outgoing({ to: 'email:slow@example.org' }));
    const quick = await Promise.all(
      ['a', 'b', 'c'].map((who) => hub.channel.send(outgoing({ id: who, to: `email:${who}@example.org` }))),
    );
    expect(quick.map(({ kind }) => kind)).toEqual(['sent', 'sent', 'sent']);
    expect(await slow).toMatchObject({ kind: 'try-later' });
  });
});
