import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Outgoing } from '../../../src/domain/channel.ts';
import type { Failure } from '../../../src/sandbox/twilio/index.ts';
import { createMemoryIntake } from '../../contract/memory-intake.ts';
import { createSmsHarness, ours, person } from './harness.ts';

type Hub = Awaited<ReturnType<typeof createSmsHarness>>;
const running: Hub[] = [];
const open = async (...options: Parameters<typeof createSmsHarness>): Promise<Hub> => {
  const hub = await createSmsHarness(...options);
  running.push(hub);
  return hub;
};
afterEach(async () => {
  await Promise.all(running.splice(0).map((hub) => hub.close()));
});

const outgoing = (to: `sms:${string}` = `sms:${person}`, short = '【恒信集成】工单4821已处理'): Outgoing => ({
  id: 'n1',
  to,
  message: { locale: 'zh-CN', short, title: '', body: [] },
});

describe('sending a text', () => {
  it('goes out from our number, and the provider reports back how it went', async () => {
    const hub = await open();
    const intake = createMemoryIntake();
    await hub.channel.start(intake);
    const result = await hub.channel.send(outgoing());
    const text = '【恒信集成】工单4821已处理';
    expect(result).toEqual({ kind: 'sent', providerId: hub.sent[0]?.id, proof: 'accepted', text });
    expect(hub.sent).toMatchObject([{ to: person, from: ours, body: text, segments: 1 }]);
    await hub.twilio.settled();
    expect(intake.rows().map(({ id }) => id)).toEqual([
      `sms:${hub.sent[0]?.id}:sent`,
      `sms:${hub.sent[0]?.id}:delivered`,
    ]);
  });

  it('says what it handed over, where that differs from the words it was given', async () => {
    const hub = await open();
    const given = outgoing(`sms:${person}`, 'Ticket 4821: “on the way” – an engineer');
    const result = await hub.channel.send({ ...given, message: { ...given.message, locale: 'en' } });
    const text = 'Ticket 4821: "on the way" - an engineer';
    expect(result).toMatchObject({ kind: 'sent', text });
    expect(hub.sent).toMatchObject([{ body: text }]);
  });

  it('goes out by the messaging service when one is set', async () => {
    const hub = await open({ settings: { messagingServiceSid: 'MG1', from: undefined } });
    expect(await hub.channel.send(outgoing())).toMatchObject({ kind: 'sent' });
    const wrong = await open({ settings: { messagingServiceSid: 'MG2', from: undefined } });
    expect(await wrong.channel.send(outgoing())).toMatchObject({
      kind: 'refused',
      reason: 'sender-not-ours',
    });
  });

  it.each([
    [21211, 'dead', 'invalid-number'],
    [21614, 'dead', 'no-mobile'],
    [21612, 'dead', 'unreachable-by-sms'],
    [21610, 'opted-out', 'opted-out'],
    [21408, 'ok', 'country-not-enabled'],
    [21606, 'ok', 'sender-not-ours'],
    [21617, 'ok', 'too-long'],
    [21999, 'ok', 'not-accepted'],
  ])('F38: is refused for good with %s', async (code, address, reason) => {
    const hub = await open();
    hub.twilio.failNext({ code, status: 400 });
    expect(await hub.channel.send(outgoing())).toEqual({ kind: 'refused', reason, address });
  });

  it.each([
    ['1', 1000],
    ['30', 30_000],
    ['3600', 300_000],
    [undefined, 30_000],
    ['abc', 30_000],
    ['-5', 30_000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 30_000],
  ])('F39: waits as told when the provider asks for fewer (Retry-After %s)', async (retryAfter, afterMs) => {
    const hub = await open();
    hub.twilio.failNext({ code: 20429, ...(retryAfter === undefined ? {} : { retryAfter }) });
    expect(await hub.channel.send(outgoing())).toEqual({
      kind: 'try-later',
      reason: 'rate-limited',
      afterMs,
      lane: true,
    });
  });

  it.each([500, 502, 503, 504])('F39: tries again after a %s', async (status) => {
    const hub = await open();
    hub.twilio.failNext({ status, html: true });
    expect(await hub.channel.send(outgoing())).toEqual({
      kind: 'try-later',
      reason: 'provider-trouble',
      provider: true,
    });
  });

  it('does not know whether it went out when the answer is unreadable', async () => {
    const hub = await open();
    hub.twilio.failNext({ html: true });
    expect(await hub.channel.send(outgoing())).toEqual({
      kind: 'unknown',
      reason: 'no-answer',
      provider: true,
    });
  });

  it('F54: knows that nothing went out when the provider cannot be reached', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => probe.once('listening', resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    const hub = await open({ settings: { apiUrl: `http://127.0.0.1:${port}` } });
    expect(await hub.channel.send(outgoing())).toEqual({
      kind: 'try-later',
      reason: 'provider-not-reached',
      provider: true,
    });
    const nameless = await open({ settings: { apiUrl: 'http://nowhere.invalid' } });
    expect(await nameless.channel.send(outgoing())).toEqual({
      kind: 'try-later',
      reason: 'provider-not-reached',
      provider: true,
    });
  });

  it.each([
    ['no number', 'sms:13800000001', 'invalid-number'],
    ['a short code', 'sms:10086', 'invalid-number'],
    ['our own number', `sms:${ours}`, 'own-number'],
    ['a premium number', 'sms:+449098790000', 'premium-number'],
  ] as const)('never even asks for %s', async (_what, to, reason) => {
    const hub = await open();
    expect(await hub.channel.send(outgoing(to))).toEqual({ kind: 'refused', reason, address: 'dead' });
    expect(hub.sent).toEqual([]);
  });

  it('reaches others while one number hangs', async () => {
    const hub = await open({ timeoutMs: 1500 });
    hub.twilio.failNext({ to: person, hang: true, times: 60 });
    const hanging = Array.from({ length: 60 }, () => hub.channel.send(outgoing()));
    expect(await hub.channel.send(outgoing('sms:+447700900123'))).toMatchObject({ kind: 'sent' });
    expect((await Promise.all(hanging)).every(({ kind }) => kind === 'unknown')).toBe(true);
  });

  it('F10: is found afterwards by number, words and time, and nothing else is mistaken for it', async () => {
    const hub = await open({ timeoutMs: 400 });
    const since = new Date(Date.now() - 1000);
    await hub.channel.send(outgoing(`sms:${person}`, 'before'));
    hub.twilio.failNext({ lost: true });
    expect(await hub.channel.send(outgoing())).toMatchObject({ kind: 'unknown' });
    const asked = (asking = outgoing(), from = since) =>
      hub.channel.find?.(asking, { since: from, fingerprints: [hub.channel.fingerprint?.(asking) ?? ''] });
    const [, lost] = hub.sent;
    expect(await asked()).toEqual({ providerId: lost?.id, text: lost?.body });
    expect(await asked(outgoing(), new Date(Date.now() + 60_000))).toBeUndefined();
    expect(await asked(outgoing('sms:+447700900123'))).toBeUndefined();
    expect(await asked(outgoing(`sms:${person}`, 'never sent'))).toBeUndefined();
  });

  it('F41: is asked about when no receipt came: delivered, failed, or nothing final yet', async () => {
    const hub = await open();
    const receiptOf = async () => {
      const result = await hub.channel.send(outgoing());
      await hub.twilio.settled();
      return hub.channel.receiptOf?.(result.kind === 'sent' ? result.providerId : '');
    };
    expect(await receiptOf()).toMatchObject({ kind: 'receipt', state: 'delivered' });
    hub.twilio.failNext({ undelivered: 30005 });
    expect(await receiptOf()).toMatchObject({ state: 'failed', failure: 'dead', reason: 'unknown-number' });
    hub.twilio.failNext({ silent: true });
    expect(await receiptOf()).toBeUndefined();
    expect(await hub.channel.receiptOf?.('SM0')).toBeUndefined();
  });

  const findAt = (hub: Hub) => {
    const fingerprints = [hub.channel.fingerprint?.(outgoing()) ?? ''];
    return hub.channel.find?.(outgoing(), { since: new Date(0), fingerprints });
  };

  // "Has not" would send it a second time.
  it.each<[string, Failure, object]>([
    ['429, Retry-After 7', { status: 429, retryAfter: '7' }, { kind: 'try-later', afterMs: 7000 }],
    ['503', { status: 503 }, { kind: 'try-later', provider: true }],
    ['a page of HTML', { html: true }, { kind: 'unknown', provider: true }],
    ['no answer', { hang: true }, { kind: 'unknown', provider: true }],
  ])('is asked for again later where the answer to the question is: %s', async (_answer, failure, said) => {
    const hub = await open({ timeoutMs: 500 });
    await hub.channel.send(outgoing());
    hub.twilio.failNext({ list: true, ...failure });
    expect(await findAt(hub)).toMatchObject(said);
    expect(await findAt(hub)).toMatchObject({ providerId: hub.sent[0]?.id });
  });

  it('is asked for again later while the provider cannot be reached', async () => {
    const hub = await open({ settings: { apiUrl: 'http://nowhere.invalid' } });
    expect(await findAt(hub)).toMatchObject({ kind: 'try-later', provider: true });
  });

  it('is not to be asked for where we are refused the list: it stays so', async () => {
    const hub = await open();
    hub.twilio.failNext({ list: true, status: 403, code: 20005 });
    expect(await findAt(hub)).toBeUndefined();
  });
});

describe('texts that came while nobody listened', () => {
  it('are found under the ids that the webhook would have given, once and in order', async () => {
    const hub = await open();
    const intake = createMemoryIntake();
    const before = new Date(Date.now() - 2000);
    await hub.twilio.incoming({ from: person, body: 'one' });
    await hub.twilio.incoming({
      from: person,
      body: 'two',
      media: [{ url: 'https://api.twilio.com/x', type: 'image/png' }],
    });
    await hub.channel.send(outgoing());
    await hub.twilio.settled();
    expect(intake.rows()).toEqual([]);
    await hub.channel.start(intake);
    const { sid } = await hub.twilio.incoming({ from: person, body: 'three' });
    const gap = { since: before, until: new Date() };
    expect(await hub.channel.missed?.(gap, intake)).toEqual({ fresh: 2, until: gap.until });
    expect(await hub.channel.missed?.(gap, intake)).toMatchObject({ fresh: 0 });
    const read = await Promise.all(
      intake.rows().map((row) => hub.channel.read({ ...row, receivedAt: new Date() })),
    );
    expect(read.flat()).toMatchObject([
      { text: 'three' },
      { text: 'one', from: `sms:${person}` },
      { text: 'two', attachments: [{ name: 'mms-1' }] },
    ]);
    expect(intake.rows()[0]?.id).toBe(`sms:${sid}`);
  });
});

describe('the health of the channel', () => {
  it('says what to check when the account is refused', async () => {
    const hub = await open({ settings: { authToken: 'wrong' } });
    expect(await hub.channel.health()).toEqual({
      ok: false,
      say: expect.stringContaining('TWILIO_AUTH_TOKEN'),
    });
    expect(await hub.channel.send(outgoing())).toMatchObject({
      kind: 'refused',
      reason: 'account-refused',
      address: 'ok',
    });
  });
});
