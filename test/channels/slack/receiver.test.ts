import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isFresh } from '../../../src/channels/slack/request-guard.ts';
import { sign } from '../../../src/sandbox/slack/delivery.ts';
import { type Hub, lei, signingSecret, startHub } from './hub.ts';

const message = (more: Record<string, unknown> = {}, event: Record<string, unknown> = {}) =>
  JSON.stringify({
    type: 'event_callback',
    team_id: 'T0SANDBOX',
    event_id: 'Ev1',
    event: {
      type: 'message',
      channel_type: 'im',
      channel: 'D1',
      user: lei,
      ts: '1700000000.000100',
      text: '断网',
      ...event,
    },
    ...more,
  });

const seconds = (offset = 0) => String(Math.floor(Date.now() / 1000) + offset);

describe('POST /slack/events', () => {
  let hub: Hub;
  beforeAll(async () => {
    hub = await startHub();
    // The workspace's id is then known, as after the first seconds of a real start.
    await hub.channel.health();
  });
  afterAll(() => hub.stop());
  beforeEach(() => {
    hub.inbox.rows.clear();
    hub.inbox.goAway(false);
  });

  async function post(body: string, headers: Record<string, string> = {}) {
    const timestamp = headers['x-slack-request-timestamp'] ?? seconds();
    const response = await fetch(`${hub.hubUrl()}/slack/events`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': sign(signingSecret, timestamp, body),
        ...headers,
      },
    });
    return { status: response.status, body: await response.text() };
  }

  it('stores a signed message and then acknowledges it', async () => {
    expect(await post(message())).toEqual({ status: 200, body: '' });
    expect([...hub.inbox.rows.keys()]).toEqual(['slack:msg:D1:1700000000.000100']);
  });

  it('answers 503 and acknowledges nothing while the store is away', async () => {
    hub.inbox.goAway(true);
    expect((await post(message())).status).toBe(503);
    hub.inbox.goAway(false);
    expect((await post(message())).status).toBe(200);
  });

  it('makes one row of a message that is delivered again (B6)', async () => {
    const body = message();
    await Promise.all([post(body), post(body), post(body, { 'x-slack-retry-num': '1' })]);
    expect(hub.inbox.rows.size).toBe(1);
  });

  it.each([
    ['without a signature (B1)', { 'x-slack-signature': '' }],
    ['with a wrong signature of the right length (B2)', { 'x-slack-signature': `v0=${'0'.repeat(64)}` }],
    ['with a shorter signature (B3)', { 'x-slack-signature': 'v0=abc' }],
    ['with a signature that is not hexadecimal (B3)', { 'x-slack-signature': `v0=${'z'.repeat(64)}` }],
    ['with another version of signature (B3)', { 'x-slack-signature': `v1=${'0'.repeat(64)}` }],
    ['with a timestamp that is no number (B5)', { 'x-slack-request-timestamp': 'NaN' }],
    ['with an absurd timestamp (B5)', { 'x-slack-request-timestamp': '1e20' }],
    ['with two timestamps (B5)', { 'x-slack-request-timestamp': '1, 2' }],
  ])('refuses a request %s with 401', async (_case, headers) => {
    expect((await post(message(), headers)).status).toBe(401);
    expect(hub.inbox.rows.size).toBe(0);
  });

  it.each([
    ['older than five minutes (B4)', -330],
    ['from more than five minutes ahead (B5)', 330],
  ])('refuses a good signature %s', async (_case, offset) => {
    expect((await post(message(), { 'x-slack-request-timestamp': seconds(offset) })).status).toBe(401);
  });

  it.each([
    [300, true],
    [301, false],
    [-300, true],
    [-301, false],
  ])('takes a timestamp %i seconds away: %s', (offset, fresh) => {
    const now = new Date(1_700_000_000_000);
    expect(isFresh(String(1_700_000_000 + offset), now)).toBe(fresh);
  });

  it('verifies the raw bytes: the same JSON with other spaces is refused (B7)', async () => {
    const signed = message();
    const timestamp = seconds();
    const signature = sign(signingSecret, timestamp, signed);
    const respaced = JSON.stringify(JSON.parse(signed), null, 1);
    const headers = { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature };
    expect((await post(respaced, headers)).status).toBe(401);
  });

  it('refuses a body over 1 MiB with 413 (B8)', async () => {
    expect((await post(message({ padding: 'x'.repeat(1024 * 1024) }))).status).toBe(413);
  });

  it('refuses a body without a length once it passes 1 MiB (B8)', async () => {
    const timestamp = seconds();
    const status = await new Promise<number>((resolve, reject) => {
      const sent = request(`${hub.hubUrl()}/slack/events`, {
        method: 'POST',
        headers: {
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': `v0=${'0'.repeat(64)}`,
          'transfer-encoding': 'chunked',
        },
      });
      sent.on('response', (response) => {
        resolve(response.statusCode ?? 0);
        sent.destroy();
      });
      sent.on('error', reject);
      for (let at = 0; at < 20; at += 1) sent.write('x'.repeat(100_000));
    });
    expect(status).toBe(413);
  });

  it('refuses a compressed body with 415 (B9)', async () => {
    expect((await post(message(), { 'content-encoding': 'gzip' })).status).toBe(415);
  });

  it('answers the challenge of a signed url_verification and refuses an unsigned one (B10)', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'c-1' });
    expect(await post(body)).toEqual({ status: 200, body: '{"challenge":"c-1"}' });
    expect((await post(body, { 'x-slack-signature': '' })).status).toBe(401);
  });

  it('refuses another workspace with 403 and stores nothing (B11)', async () => {
    expect((await post(message({ team_id: 'T0OTHER' }))).status).toBe(403);
    expect(hub.inbox.rows.size).toBe(0);
  });

  it.each([
    ['of a bot', { bot_id: 'B1' }],
    ['that is an edit', { subtype: 'message_changed', hidden: true }],
    ['that is a deletion', { subtype: 'message_deleted' }],
    ['that says who joined', { subtype: 'channel_join' }],
  ])('acknowledges a message %s and keeps nothing (B12)', async (_case, event) => {
    expect((await post(message({}, event))).status).toBe(200);
    expect(hub.inbox.rows.size).toBe(0);
  });

  it('refuses JSON nested 100,000 deep with 400 (B13)', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect((await post(`{"type":"event_callback","event":{"type":"message","x":${deep}}}`)).status).toBe(400);
  });

  it('refuses what is signed but not JSON with 400', async () => {
    expect((await post('{"type":')).status).toBe(400);
  });

  it('is not polluted by prototype keys (B14)', async () => {
    const body = message().replace(
      '{"type"',
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"type"',
    );
    expect((await post(body)).status).toBe(200);
    expect(await hub.read()).toMatchObject([{ kind: 'text', text: '断网' }]);
    expect('polluted' in {}).toBe(false);
  });

  it('takes the last of two equal keys (B15)', async () => {
    await post(message().replace('"text":"断网"', '"text":"first","text":"second"'));
    expect(await hub.read()).toMatchObject([{ text: 'second' }]);
  });

  it('takes nothing more in once it is stopped', async () => {
    const other = await startHub();
    await other.channel.stop();
    const timestamp = seconds();
    const response = await fetch(`${other.hubUrl()}/slack/events`, {
      method: 'POST',
      body: message(),
      headers: {
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': sign(signingSecret, timestamp, message()),
      },
    });
    expect(response.status).toBe(503);
    await other.stop();
  });

  it('takes messages in although Slack itself was unreachable at the start', async () => {
    const other = await startHub();
    other.workspace.failNext({ method: 'auth.test', status: 500, times: 5 });
    await other.workspace.say({ user: lei, text: '断网' });
    expect(await other.read()).toMatchObject([{ kind: 'text', text: '断网' }]);
    await other.stop();
  });
});
