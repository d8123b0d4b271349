import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sign } from '../../../src/sandbox/slack/delivery.ts';
import {
  createSlackWorkspace,
  type ShownMessage,
  type SlackWorkspace,
} from '../../../src/sandbox/slack/index.ts';

const log = pino({ level: 'silent' });
const ana = 'U0ANA';
const ben = 'U0BEN';
const common = { signingSecret: 'secret', botToken: 'xoxb-1', log, resendAfterMs: [1, 1, 1] };

interface Heard {
  headers: IncomingHttpHeaders;
  body: string;
}

describe('the look-alike of Slack', () => {
  let workspace: SlackWorkspace;
  let hub: Server;
  let api: string;
  let heard: Heard[];
  let answers: { status: number; body?: string }[];
  let shown: ShownMessage[];

  beforeEach(async () => {
    heard = [];
    answers = [];
    shown = [];
    hub = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      const { status, body = '' } = answers.shift() ?? { status: 200 };
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
    workspace = createSlackWorkspace({
      ...common,
      users: [
        { id: ana, name: 'ana' },
        { id: ben, name: 'ben' },
      ],
      channels: [
        { id: 'C0ALL', name: 'all' },
        { id: 'C0BEN', name: 'ben-only', members: [ben] },
      ],
      hubUrl: `http://127.0.0.1:${(hub.address() as AddressInfo).port}`,
    });
    workspace.onMessage((message) => shown.push(message));
    api = await workspace.listen();
  });
  afterEach(async () => {
    await workspace.close();
    await new Promise((resolve) => hub.close(resolve));
  });

  async function call(method: string, args: Record<string, unknown>, token = 'xoxb-1') {
    const form = Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    const response = await fetch(`${api}${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(form as [string, string][]),
    });
    return (await response.json()) as Record<string, unknown> & {
      ok: boolean;
      error?: string;
      ts?: string;
      channel?: string;
    };
  }

  const actions = (ticket: number) => [
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: 'a',
          text: { type: 'plain_text', text: 'Claim' },
          value: JSON.stringify({ verb: 'claim', ticket }),
        },
      ],
    },
  ];
  const modal = {
    type: 'modal',
    callback_id: 'f',
    title: { type: 'plain_text', text: 'Form' },
    submit: { type: 'plain_text', text: 'Go' },
    blocks: [
      {
        type: 'input',
        block_id: 'note',
        label: { type: 'plain_text', text: 'Note' },
        element: { type: 'plain_text_input', action_id: 'value', initial_value: 'as before' },
      },
    ],
  };

  it.each([
    ['chat.postMessage', { channel: 'C0ALL', text: 'x' }, 'xoxb-2', 'invalid_auth'],
    ['chat.postMessage', { text: 'x' }, 'xoxb-1', 'invalid_arguments'],
    ['chat.postMessage', { channel: 'C0ALL' }, 'xoxb-1', 'no_text'],
    ['chat.postMessage', { channel: 'C9', text: 'x' }, 'xoxb-1', 'channel_not_found'],
    [
      'chat.postMessage',
      { channel: 'C0ALL', blocks: [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }] },
      'xoxb-1',
      'invalid_blocks',
    ],
    [
      'chat.postMessage',
      {
        channel: 'C0ALL',
        blocks: [{ type: 'section', text: { type: 'plain_text', text: 'x'.repeat(3001) } }],
      },
      'xoxb-1',
      'invalid_blocks',
    ],
    [
      'chat.postMessage',
      { channel: 'C0ALL', text: 'x', thread_ts: '1.000001' },
      'xoxb-1',
      'thread_not_found',
    ],
    ['chat.update', { channel: 'C0ALL', ts: '1.000001', text: 'x' }, 'xoxb-1', 'message_not_found'],
    ['chat.postEphemeral', { channel: 'C0BEN', user: ana, text: 'x' }, 'xoxb-1', 'user_not_in_channel'],
    ['views.open', { trigger_id: 'none', view: modal }, 'xoxb-1', 'invalid_trigger_id'],
    ['apps.connections.open', {}, 'xapp-1', 'invalid_auth'],
    ['no.such', {}, 'xoxb-1', 'unknown_method'],
  ])('refuses %s %j as Slack does', async (method, args, token, error) => {
    expect(await call(method, args, token)).toMatchObject({ ok: false, error });
  });

  it('lets nobody edit what a person wrote', async () => {
    const said = await workspace.say({ user: ana, channel: 'C0ALL', text: 'mine' });
    expect(await call('chat.update', { channel: 'C0ALL', ts: said.ts, text: 'x' })).toMatchObject({
      error: 'cant_update_message',
    });
  });

  it('signs what it delivers over the raw body', async () => {
    await workspace.say({ user: ana, text: 'hello' });
    const [one] = heard;
    const timestamp = String(one?.headers['x-slack-request-timestamp']);
    expect(one?.headers['x-slack-signature']).toBe(sign('secret', timestamp, one?.body ?? ''));
    expect(JSON.parse(one?.body ?? '{}')).toMatchObject({
      type: 'event_callback',
      event: { type: 'message', channel_type: 'im', user: ana, text: 'hello' },
    });
  });

  it('delivers an event again that was not acknowledged, and says which time it is', async () => {
    answers = [{ status: 503 }, { status: 500 }];
    expect(await workspace.say({ user: ana, text: 'hello' })).toMatchObject({ ok: true });
    expect(heard.map((one) => one.headers['x-slack-retry-num'])).toEqual([undefined, '1', '2']);
    expect(new Set(heard.map((one) => one.body)).size).toBe(1);
  });

  it.each([
    ['/nosuch x', undefined, /not a valid command/],
    ['/ticket 1 why', '1.000001', /not supported in threads/],
  ])('says of %j what Slack says', async (text, threadTs, say) => {
    const said = await workspace.type({ user: ana, text, channel: 'C0ALL', ...(threadTs && { threadTs }) });
    expect(said).toMatchObject({ ok: false, say: expect.stringMatching(say) });
    expect(heard).toHaveLength(0);
  });

  it('never delivers a command again: its user sees that it failed', async () => {
    answers = [{ status: 503 }];
    expect(await workspace.command({ user: ana, command: '/fault', text: 'x' })).toMatchObject({
      ok: false,
      say: expect.stringContaining('/fault failed'),
    });
    expect(heard).toHaveLength(1);
  });

  it('lets a person tap only what that person can see', async () => {
    await call('chat.postMessage', { channel: 'C0BEN', text: 'x', blocks: actions(1001) });
    await call('chat.postEphemeral', { channel: 'C0ALL', user: ana, text: 'x', blocks: actions(1002) });
    expect(await workspace.tap({ user: ana, verb: 'claim', ticket: 1001 })).toMatchObject({
      ok: false,
      say: expect.any(String),
    });
    expect(await workspace.tap({ user: ben, verb: 'claim', ticket: 1002 })).toMatchObject({ ok: false });
    expect(await workspace.tap({ user: ben, verb: 'claim', ticket: 1001 })).toMatchObject({
      ok: true,
      channel: 'C0BEN',
    });
    expect(await workspace.tap({ user: ana, verb: 'claim', ticket: 1002 })).toMatchObject({
      ok: true,
      channel: 'C0ALL',
    });
    expect(await workspace.tap({ user: ana, verb: 'claim', ticket: 7 })).toMatchObject({ ok: false });
  });

  it('opens one form for one trigger, and none for an expired one', async () => {
    await workspace.command({ user: ana, command: '/fault', text: '' });
    const trigger = new URLSearchParams(heard[0]?.body).get('trigger_id') ?? '';
    expect(await call('views.open', { trigger_id: trigger, view: modal })).toMatchObject({ ok: true });
    expect(await call('views.open', { trigger_id: trigger, view: modal })).toMatchObject({
      error: 'exchanged_trigger_id',
    });
    await workspace.command({ user: ana, command: '/fault', text: '' });
    workspace.expireTriggers();
    const late = new URLSearchParams(heard[1]?.body).get('trigger_id') ?? '';
    expect(await call('views.open', { trigger_id: late, view: modal })).toMatchObject({
      error: 'expired_trigger_id',
    });
  });

  it('keeps a form open while the hub finds errors, and closes it when it is accepted', async () => {
    await workspace.command({ user: ana, command: '/fault', text: '' });
    await call('views.open', {
      trigger_id: new URLSearchParams(heard[0]?.body).get('trigger_id') ?? '',
      view: modal,
    });
    answers = [{ status: 200, body: '{"response_action":"errors","errors":{"note":"more"}}' }];
    expect(await workspace.submitView({ user: ana, values: {} })).toMatchObject({
      ok: false,
      errors: { note: 'more' },
      say: 'more',
    });
    expect(workspace.modalOf(ana)?.fields).toMatchObject([
      { id: 'note', label: 'Note', initial: 'as before' },
    ]);
    expect(await workspace.submitView({ user: ana, values: { note: 'now' } })).toMatchObject({ ok: true });
    expect(workspace.modalOf(ana)).toBeUndefined();
    expect(await workspace.submitView({ user: ana, values: {} })).toMatchObject({
      ok: false,
      say: expect.any(String),
    });
    const payload = JSON.parse(new URLSearchParams(heard.at(-1)?.body).get('payload') ?? '{}') as {
      view: { state: unknown };
    };
    expect(payload.view.state).toEqual({
      values: { note: { value: { type: 'plain_text_input', value: 'now' } } },
    });
  });

  it('tells of everything that somebody sees, buttons in brackets, an edit as its own', async () => {
    const posted = await call('chat.postMessage', {
      channel: ana,
      text: 'fallback',
      blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Ticket 1001' } }, ...actions(1001)],
      metadata: { event_type: 'e', event_payload: { id: 'n1' } },
    });
    await call('chat.update', { channel: posted.channel, ts: posted.ts, text: 'a &lt; b' });
    expect(shown).toMatchObject([
      {
        id: expect.any(String),
        to: ana,
        channel: 'D0ANA',
        kind: 'post',
        text: 'Ticket 1001\n[Claim]',
        metadata: { event_payload: { id: 'n1' } },
      },
      { to: ana, kind: 'update', text: 'a < b', ts: posted.ts },
    ]);
    expect(shown[0]?.id).not.toBe(shown[1]?.id);
  });

  it('shows a message’s metadata in its history only to who asks for it', async () => {
    const metadata = { event_type: 'e', event_payload: { id: 'n1' } };
    await call('chat.postMessage', { channel: 'C0ALL', text: 'x', metadata });
    expect(
      await call('conversations.history', { channel: 'C0ALL', include_all_metadata: 'true' }),
    ).toMatchObject({ messages: [{ metadata }] });
    const plain = await call('conversations.history', { channel: 'C0ALL' });
    expect(JSON.stringify(plain)).not.toContain('event_payload');
  });

  it('pages through a history, newest first', async () => {
    for (const text of ['1', '2', '3']) await call('chat.postMessage', { channel: 'C0ALL', text });
    const first = await call('conversations.history', { channel: 'C0ALL', limit: 2 });
    expect(first).toMatchObject({
      messages: [{ text: '3' }, { text: '2' }],
      response_metadata: { next_cursor: '2' },
    });
    expect(await call('conversations.history', { channel: 'C0ALL', limit: 2, cursor: '2' })).toMatchObject({
      messages: [{ text: '1' }],
    });
  });

  it('is after a restart what it was: messages can be edited, buttons tapped, timestamps only rise', async () => {
    const posted = await call('chat.postMessage', { channel: ana, text: 'x', blocks: actions(1001) });
    const saved = JSON.parse(JSON.stringify(workspace.snapshot()));
    workspace.restore({
      conversations: [],
      whispers: [],
      modals: [],
      homes: [],
      lastTs: '0.000000',
      counter: 0,
    });
    expect(await call('chat.update', { channel: posted.channel, ts: posted.ts, text: 'x' })).toMatchObject({
      ok: false,
    });
    workspace.restore(saved);
    expect(await workspace.tap({ user: ana, verb: 'claim', ticket: 1001 })).toMatchObject({ ok: true });
    expect(await call('chat.update', { channel: posted.channel, ts: posted.ts, text: 'y' })).toMatchObject({
      ok: true,
    });
    const next = await call('chat.postMessage', { channel: ana, text: 'z' });
    expect(Number(next.ts)).toBeGreaterThan(Number(posted.ts));
    expect(shown.map((one) => one.id)).toHaveLength(new Set(shown.map((one) => one.id)).size);
  });

  it('fails as often as it was asked to, where it was asked to', async () => {
    workspace.failNext({ method: 'chat.postMessage', channel: 'C0ALL', error: 'fatal_error', times: 2 });
    expect(await call('chat.postMessage', { channel: ana, text: 'x' })).toMatchObject({ ok: true });
    expect(await call('chat.postMessage', { channel: 'C0ALL', text: 'x' })).toMatchObject({
      error: 'fatal_error',
    });
    expect(await call('chat.postMessage', { channel: 'C0ALL', text: 'x' })).toMatchObject({
      error: 'fatal_error',
    });
    expect(await call('chat.postMessage', { channel: 'C0ALL', text: 'x' })).toMatchObject({ ok: true });
  });
});
