import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toSendResult } from '../../../src/channels/slack/send-result.ts';
import type { Outgoing, SendResult } from '../../../src/domain/channel.ts';
import type { Message } from '../../../src/domain/message.ts';
import { whileOurs } from '../../../src/lib/last-look.ts';
import type { Failure } from '../../../src/sandbox/slack/index.ts';
import { samples } from '../../support/pictures.ts';
import { card, faults, type Hub, lei, startHub } from './hub.ts';

let count = 0;
const notice = (more: Partial<Outgoing> = {}): Outgoing => {
  count += 1;
  return { id: `n${count}`, to: `slack:${lei}`, message: card, ticket: 4821, ...more };
};
const refOf = (result: SendResult | undefined) => (result?.kind === 'sent' ? (result.ref ?? '') : '');

describe('sending through Slack', () => {
  let hub: Hub;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterAll(() => hub.stop());
  beforeEach(() => {
    hub.shown.length = 0;
    hub.workspace.clearFailures();
  });

  it('writes to a person in the direct conversation and names the message', async () => {
    const result = await hub.channel.send(notice());
    expect(result).toMatchObject({
      kind: 'sent',
      proof: 'delivered',
      ref: expect.stringMatching(/^D0WANGLEI:\d+\.\d{6}$/),
    });
    expect(hub.shown).toMatchObject([{ to: lei, kind: 'post' }]);
    expect(hub.shown[0]?.text).toContain('[认领]');
    expect(hub.shown[0]?.text).toContain('三楼机房断网 <!channel>');
  });

  it('posts nothing once it is no longer ours, and says so', async () => {
    let ours = true;
    const send = (one: Outgoing) =>
      whileOurs(
        () => ours,
        () => hub.channel.send(one),
      );
    const posted = await send(notice());
    expect(posted).toMatchObject({ kind: 'sent' });
    // It is lost between the call and its first byte.
    const late = [send(notice()), send(notice({ replace: refOf(posted) }))];
    ours = false;
    const dropped = { kind: 'try-later', reason: 'no-longer-ours' };
    expect(await Promise.all(late)).toEqual([dropped, dropped]);
    expect(hub.shown).toHaveLength(1);
  });

  it('writes into a channel, and into the thread of an earlier message', async () => {
    const root = await hub.channel.send(notice({ to: `slack:${faults}` }));
    await hub.channel.send(notice({ place: { conversation: faults, thread: refOf(root) } }));
    const messages = hub.workspace.conversations().find((one) => one.id === faults)?.messages ?? [];
    expect(messages.at(-1)).toMatchObject({ thread_ts: refOf(root).split(':')[1] });
  });

  it('whispers an ephemeral answer, which is no proof that it was seen', async () => {
    const result = await hub.channel.send(notice({ place: { conversation: faults, ephemeral: true } }));
    expect(result).toMatchObject({ kind: 'sent', proof: 'accepted' });
    expect(result).not.toHaveProperty('ref');
    expect(hub.shown).toMatchObject([{ to: lei, kind: 'ephemeral', channel: faults }]);
  });

  it('answers in a direct message where it is no member', async () => {
    const result = await hub.channel.send(notice({ place: { conversation: 'C0OTHER', ephemeral: true } }));
    expect(result).toMatchObject({ kind: 'sent' });
    expect(hub.shown).toMatchObject([{ to: lei, kind: 'post' }]);
  });

  describe('pictures', () => {
    const host = createServer((req, res) => {
      res
        .writeHead(req.url === '/gone.png' ? 404 : 200)
        .end(req.url === '/page.png' ? samples.html : samples.png);
    });
    let url = '';
    beforeAll(async () => {
      await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
    });
    afterAll(() => new Promise((resolve) => host.close(resolve)));
    const pictured = (path: string): Message => ({
      ...card,
      body: [...card.body, { kind: 'picture', url: `${url}${path}`, label: '图片 1', type: 'image/png' }],
    });
    const types = () =>
      hub.shown.flatMap(({ blocks }) => blocks as { type: string }[]).map(({ type }) => type);

    it('are drawn on the message', async () => {
      expect(await hub.channel.send(notice({ message: pictured('/a.png') }))).toMatchObject({ kind: 'sent' });
      expect(types()).toContain('image');
    });

    it.each(['/gone.png', '/page.png'])(
      'that Slack can’t fetch (%s) are links, and the message goes out: posted, whispered, edited',
      async (path) => {
        const message = pictured(path);
        const posted = await hub.channel.send(notice({ to: `slack:${faults}`, message }));
        const place = { conversation: faults, ephemeral: true };
        const results = [
          posted,
          await hub.channel.send(notice({ message, place })),
          await hub.channel.send(notice({ to: `slack:${faults}`, message, replace: refOf(posted) })),
        ];
        expect(results.map(({ kind }) => kind)).toEqual(['sent', 'sent', 'sent']);
        expect(hub.shown.map(({ kind }) => kind)).toEqual(['post', 'ephemeral', 'update']);
        for (const { text, blocks } of hub.shown) {
          expect(text).toContain(`图片 1 (${url}${path})`);
          expect(JSON.stringify(blocks)).not.toContain('"image"');
        }
      },
    );
  });

  describe('a file', () => {
    const upload = { name: '现场.png', type: 'image/png', bytes: samples.png };
    const shared = () =>
      hub.workspace
        .conversations()
        .flatMap(({ messages }) => messages)
        .flatMap(({ files = [], thread_ts }) => files.map((file) => ({ ...(file as object), thread_ts })));
    const under = async () => {
      const root = refOf(await hub.channel.send(notice({ to: `slack:${faults}` })));
      hub.shown.length = 0;
      return notice({ to: `slack:${faults}`, upload, place: { conversation: faults, thread: root } });
    };

    it('is handed over and shared in the thread, under its title', async () => {
      const outgoing = await under();
      const result = await hub.channel.send(outgoing);
      expect(result).toMatchObject({
        kind: 'sent',
        proof: 'accepted',
        providerId: expect.stringMatching(/^F/),
      });
      expect(shared().at(-1)).toMatchObject({
        name: '现场.png',
        title: card.title,
        size: samples.png.length,
        thread_ts: outgoing.place?.thread?.split(':')[1],
      });
    });

    it('waits for the card that it goes under', async () => {
      expect(await hub.channel.send(notice({ to: `slack:${faults}`, upload }))).toMatchObject({
        kind: 'try-later',
      });
    });

    it.each([
      [{ method: 'files.getUploadURLExternal', error: 'missing_scope' }, { kind: 'sent' }],
      [
        { method: 'files.getUploadURLExternal', retryAfter: 3 },
        { kind: 'try-later', afterMs: 3000 },
      ],
      [{ method: 'files.completeUploadExternal', error: 'not_in_channel' }, { kind: 'refused' }],
      [{ method: 'files.completeUploadExternal', hang: true }, { kind: 'unknown' }],
    ] as [Failure, object][])('meets %j: %j', async (failure, expected) => {
      const outgoing = await under();
      hub.workspace.failNext(failure);
      expect(await hub.channel.send(outgoing)).toMatchObject(expected);
    });
  });

  it('edits the message that it is told to replace', async () => {
    const first = await hub.channel.send(notice());
    const second = await hub.channel.send(
      notice({ replace: refOf(first), message: { ...card, title: '工单 4821 已认领' } }),
    );
    expect(refOf(second)).toBe(refOf(first));
    expect(hub.shown.map((one) => one.kind)).toEqual(['post', 'update']);
    expect(hub.shown[1]?.text).toContain('已认领');
  });

  it('posts anew when the message to replace is gone', async () => {
    const result = await hub.channel.send(notice({ replace: 'D0WANGLEI:1.000001' }));
    expect(result).toMatchObject({ kind: 'sent' });
    expect(hub.shown).toMatchObject([{ kind: 'post' }]);
  });

  it('writes into the conversation when the thread is gone', async () => {
    const result = await hub.channel.send(
      notice({ place: { conversation: faults, thread: `${faults}:1.000001` } }),
    );
    expect(result).toMatchObject({ kind: 'sent' });
    expect(hub.shown).toMatchObject([{ kind: 'post', channel: faults }]);
  });

  it('finds a notice that went out, and none that did not', async () => {
    const since = new Date();
    const sent = notice();
    const result = await hub.channel.send(sent);
    expect(await hub.channel.find?.(sent, { since, fingerprints: [] })).toMatchObject({ ref: refOf(result) });
    expect(await hub.channel.find?.(notice(), { since, fingerprints: [] })).toBeUndefined();
    const inThread = notice({
      place: {
        conversation: faults,
        thread: refOf(await hub.channel.send(notice({ to: `slack:${faults}` }))),
      },
    });
    const reply = await hub.channel.send(inThread);
    expect(await hub.channel.find?.(inThread, { since, fingerprints: [] })).toMatchObject({
      ref: refOf(reply),
    });
  });

  it.each<[string, Failure, object | undefined]>([
    ['a 429, Retry-After 7', { retryAfter: 7 }, { kind: 'try-later', afterMs: 7_000 }],
    ['a 503', { status: 503 }, { kind: 'try-later', provider: true }],
    ['an answer that breaks off', { cut: true }, { kind: 'try-later', provider: true }],
    // It stays so: then a second copy is the lesser harm.
    ['a no for good', { error: 'not_in_channel' }, undefined],
    ['a no to reading alone', { error: 'missing_scope' }, undefined],
  ])('is not thought to be missing where the question is answered by %s', async (_answer, failure, said) => {
    const since = new Date();
    const sent = notice();
    await hub.channel.send(sent);
    hub.workspace.failNext({ method: 'conversations.history', ...failure });
    const found = await hub.channel.find?.(sent, { since, fingerprints: [] });
    if (said) expect(found).toMatchObject(said);
    else expect(found).toBeUndefined();
  });

  it('shows a home tab', async () => {
    expect(await hub.channel.showHome?.(`slack:${lei}`, card)).toMatchObject({ kind: 'sent' });
    expect(hub.shown).toMatchObject([{ kind: 'home', to: lei }]);
  });

  const busy = (afterMs: number) => ({ kind: 'try-later', afterMs, lane: true });
  const dead = { kind: 'refused', address: 'dead' };
  it.each<[string, Failure, object]>([
    ['429, Retry-After 1 (F34)', { retryAfter: 1 }, busy(1_000)],
    ['429, Retry-After 30 (F34)', { retryAfter: 30 }, busy(30_000)],
    ['429, Retry-After 3600: capped at 5 minutes (F34)', { retryAfter: 3600 }, busy(300_000)],
    ['429 without Retry-After (F34)', { status: 429 }, busy(30_000)],
    ['429, Retry-After "abc" (F34)', { retryAfter: 'abc' }, busy(30_000)],
    ['429, Retry-After a date (F34)', { retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT' }, busy(30_000)],
    ['ok:false ratelimited (F35)', { error: 'ratelimited' }, busy(30_000)],
    ['ok:false fatal_error (F35)', { error: 'fatal_error' }, { kind: 'try-later' }],
    ['ok:false internal_error (F35)', { error: 'internal_error' }, { kind: 'try-later' }],
    ['ok:false service_unavailable (F35)', { error: 'service_unavailable' }, { kind: 'try-later' }],
    ['ok:false channel_not_found (F35)', { error: 'channel_not_found' }, dead],
    ['ok:false is_archived (F35)', { error: 'is_archived' }, dead],
    ['ok:false not_in_channel (F35)', { error: 'not_in_channel' }, dead],
    ['ok:false user_not_found (F35)', { error: 'user_not_found' }, dead],
    [
      'ok:false invalid_blocks: this message alone',
      { error: 'invalid_blocks' },
      { kind: 'refused', address: 'ok' },
    ],
    ['ok:false token_revoked (F35)', { error: 'token_revoked' }, { kind: 'try-later', lane: true }],
    ['ok:false invalid_auth (F35)', { error: 'invalid_auth' }, { kind: 'try-later', lane: true }],
    ['ok:false account_inactive (F35)', { error: 'account_inactive' }, { kind: 'try-later', lane: true }],
    ['500 (F36)', { status: 500 }, { kind: 'try-later' }],
    ['503 with HTML (F36)', { status: 503, body: '<html>busy</html>' }, { kind: 'try-later' }],
    ['200 with HTML (F36)', { status: 200, body: '<html>maintenance</html>' }, { kind: 'try-later' }],
    ['200 and empty (F36)', { status: 200, body: '' }, { kind: 'try-later' }],
    ['an answer that breaks off: it may have been posted (F36)', { cut: true }, { kind: 'unknown' }],
  ])('understands %s', async (_case, failure, expected) => {
    hub.workspace.failNext({ method: 'chat.postMessage', ...failure });
    expect(await hub.channel.send(notice())).toMatchObject(expected);
    expect(await hub.channel.send(notice())).toMatchObject({ kind: 'sent' });
  });

  it.each([
    ['an archived channel', 'C0OLD', 'is_archived'],
    ['a channel that it was not invited to', 'C0OTHER', 'not_in_channel'],
    ['a channel that does not exist', 'C0NOWHERE', 'channel_not_found'],
    ['a person who left', 'U0GONE', 'user_disabled'],
  ])('is refused by %s', async (_case, bare, reason) => {
    expect(await hub.channel.send(notice({ to: `slack:${bare}` }))).toEqual({
      kind: 'refused',
      reason,
      address: 'dead',
    });
  });

  it('does not know what became of a post that Slack took and never answered, and finds it by asking (F37)', async () => {
    const sent = notice();
    const since = new Date();
    hub.workspace.failNext({ method: 'chat.postMessage', cut: true });
    expect(await hub.channel.send(sent)).toMatchObject({ kind: 'unknown' });
    expect(await hub.channel.find?.(sent, { since, fingerprints: [] })).toMatchObject({
      ref: expect.stringMatching(/^D0WANGLEI:/),
    });
  });

  it('tries an edit again whose answer was lost: doing it twice does no harm', async () => {
    const first = await hub.channel.send(notice());
    hub.workspace.failNext({ method: 'chat.update', cut: true });
    expect(await hub.channel.send(notice({ replace: refOf(first) }))).toMatchObject({ kind: 'try-later' });
  });

  it('does not hold up others while one destination hangs', async () => {
    const other = await startHub({ callWithinMs: 1_000 });
    other.workspace.failNext({ method: 'chat.postMessage', channel: faults, hang: true, times: 3 });
    const order: string[] = [];
    const hanging = [1, 2, 3].map(async () => {
      order.push((await other.channel.send(notice({ to: `slack:${faults}` }))).kind);
    });
    order.push((await other.channel.send(notice())).kind);
    expect(order).toEqual(['sent']);
    await Promise.all(hanging);
    expect(order).toEqual(['sent', 'unknown', 'unknown', 'unknown']);
    await other.stop();
  });

  it('says a refused token in its health at once, and that it is well again later', async () => {
    const other = await startHub();
    await expect(other.channel.health()).resolves.toMatchObject({ ok: true });
    other.workspace.failNext({ method: 'chat.postMessage', error: 'token_revoked' });
    await other.channel.send(notice());
    await expect(other.channel.health()).resolves.toMatchObject({
      ok: false,
      say: expect.stringContaining('SLACK_BOT_TOKEN'),
    });
    await other.stop();
  });

  it('asks auth.test once for many questions about its health', async () => {
    const other = await startHub();
    let asked = 0;
    other.workspace.onCall(({ method }) => {
      if (method === 'auth.test') asked += 1;
    });
    await Promise.all([other.channel.health(), other.channel.health(), other.channel.health()]);
    expect(asked).toBeLessThanOrEqual(1);
    await other.stop();
  });

  it('says that Slack cannot be reached, and keeps the notice for later', async () => {
    const other = await startHub();
    await other.workspace.close();
    expect(await other.channel.send(notice())).toMatchObject({ kind: 'try-later' });
    await other.stop();
  });

  it('keeps what a refused connection means apart from a lost answer', () => {
    expect(toSendResult({ kind: 'unreachable', reason: 'ECONNREFUSED' }, false).kind).toBe('try-later');
    expect(toSendResult({ kind: 'no-answer', reason: 'TimeoutError' }, false).kind).toBe('unknown');
    expect(toSendResult({ kind: 'no-answer', reason: 'TimeoutError' }, true).kind).toBe('try-later');
  });
});
