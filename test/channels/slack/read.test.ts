import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boltLogger } from '../../../src/channels/slack/bolt-logger.ts';
import { readBody, registerListeners } from '../../../src/channels/slack/listeners.ts';
import { botUser } from '../../../src/sandbox/slack/index.ts';
import { card, chen, faults, fixForm, type Hub, lei, log, startHub } from './hub.ts';

const from = `slack:${lei}`;

describe('what a person does in Slack', () => {
  let hub: Hub;
  beforeEach(async () => {
    hub = await startHub();
  });
  afterEach(() => hub.stop());

  it('reads a direct message as text, with its entities as they were typed', async () => {
    await hub.workspace.say({
      user: lei,
      text: '三楼 &lt;机房&gt; <@U0CHENJING> <https://a.example/x|地图> <https://b.example>',
    });
    expect(await hub.read()).toEqual([
      {
        kind: 'text',
        from,
        text: '三楼 <机房> @U0CHENJING 地图 (https://a.example/x) https://b.example',
        attachments: [],
        place: { conversation: 'D0WANGLEI' },
      },
    ]);
  });

  it('reads pictures of a message as attachments', async () => {
    const files = [
      {
        id: 'F1',
        name: 'a.jpg',
        mimetype: 'image/jpeg',
        size: 12,
        url_private: 'https://files.slack.com/F1',
      },
      { broken: true },
    ];
    await hub.workspace.say({ user: lei, text: '', files });
    expect(await hub.read()).toMatchObject([
      {
        kind: 'text',
        text: '',
        attachments: [{ name: 'a.jpg', type: 'image/jpeg', bytes: 12, ref: 'https://files.slack.com/F1' }],
      },
    ]);
  });

  it('reads a mention in a channel as a report, without the mention', async () => {
    await hub.workspace.say({ user: lei, channel: faults, text: `<@${botUser}> 打印机坏了` });
    expect(await hub.read()).toMatchObject([
      { kind: 'text', text: '打印机坏了', mention: true, intent: 'fault', place: { conversation: faults } },
    ]);
  });

  it('reads a mention in a thread with the thread it was said in, and not as a report', async () => {
    const sent = await hub.channel.send({ id: 'n1', to: `slack:${faults}`, message: card, ticket: 4821 });
    const ref = sent.kind === 'sent' ? (sent.ref ?? '') : '';
    await hub.workspace.type({
      user: lei,
      channel: faults,
      text: '@faultline 修好 换了电源',
      threadTs: ref.split(':')[1] ?? '',
    });
    const [text] = await hub.read();
    expect(text).toMatchObject({
      text: '修好 换了电源',
      mention: true,
      place: { conversation: faults, thread: ref },
    });
    expect(text).not.toHaveProperty('intent');
  });

  it('reads what people type as they typed it', async () => {
    await hub.workspace.type({ user: lei, text: 'a < b & c @chen.jing https://x.example/?a=1&b=2' });
    await hub.workspace.type({ user: lei, text: '/ticket 4821 offer @chen.jing 请 <看>' });
    expect(await hub.read()).toMatchObject([
      { kind: 'text', text: `a < b & c @${chen} https://x.example/?a=1&b=2` },
      { kind: 'line', text: `4821 offer @${chen} 请 <看>` },
    ]);
  });

  it('hears nothing of talk that does not concern it', async () => {
    await hub.workspace.say({ user: lei, channel: faults, text: '中午吃什么' });
    expect(hub.inbox.rows.size).toBe(0);
  });

  it.each([
    ['/fault', '三楼断网', { kind: 'text', text: '三楼断网', intent: 'fault', attachments: [] }],
    ['/fault', '  ', { kind: 'verb', verb: 'report-form', trigger: expect.any(String) }],
    [
      '/ticket',
      '4821 offer <@U0CHENJING|chen>',
      { kind: 'line', text: '4821 offer @U0CHENJING', trigger: expect.any(String) },
    ],
    ['/oncall', 'out', { kind: 'line', text: 'oncall out', trigger: expect.any(String) }],
    ['/oncall', '', { kind: 'line', text: 'oncall', trigger: expect.any(String) }],
  ])('reads %s %j', async (command, text, expected) => {
    expect(await hub.workspace.command({ user: lei, channel: faults, command, text })).toMatchObject({
      ok: true,
    });
    expect(await hub.read()).toEqual([
      { from, fromName: 'wang.lei', place: { conversation: faults, ephemeral: true }, ...expected },
    ]);
  });

  // Answers go by the API alone: an address that came with a message is none of ours.
  it('B18: calls no address that came with a command, and keeps none in what it reads', async () => {
    const asked: string[] = [];
    const evil = createServer((req, res) => {
      asked.push(req.url ?? '');
      res.end();
    });
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(evil.address() as AddressInfo).port}/commands`;
    await hub.workspace.command({ user: lei, channel: faults, command: '/ticket', text: '4821 why' });
    const [kept] = [...hub.inbox.rows.values()];
    const body = String((kept?.payload as { body?: string } | undefined)?.body);
    expect(body).toContain('response_url');
    const forged = JSON.stringify({ ...JSON.parse(body), response_url: url });
    const [line] = await hub.channel.read({
      id: 'slack:x',
      payload: { body: forged },
      receivedAt: new Date(0),
    });
    expect(line).toMatchObject({ kind: 'line', text: '4821 why' });
    expect(JSON.stringify(line)).not.toContain(url);
    await hub.channel.send({
      id: 'n',
      to: from,
      message: card,
      place: { conversation: faults, ephemeral: true },
    });
    expect(asked).toEqual([]);
    await new Promise((resolve) => evil.close(resolve));
  });

  it('answers in the open to a command in a direct message', async () => {
    await hub.workspace.command({ user: lei, command: '/ticket', text: '4821 why' });
    expect(await hub.read()).toMatchObject([{ place: { conversation: 'D0WANGLEI' } }]);
    expect((await hub.read())[0]).not.toHaveProperty('place.ephemeral');
  });

  it('reads a tapped button as its verb, ticket and value', async () => {
    const value = 'a&b<c>"'.repeat(20);
    await hub.channel.send({
      id: 'n1',
      to: from,
      message: { ...card, buttons: [{ verb: 'ack', label: '知道了', ticket: 7, value }] },
    });
    await hub.workspace.tap({ user: lei, verb: 'ack', ticket: 7 });
    expect(await hub.read()).toMatchObject([
      {
        kind: 'verb',
        from,
        verb: 'ack',
        ticket: 7,
        value,
        trigger: expect.any(String),
        place: { conversation: 'D0WANGLEI' },
      },
    ]);
  });

  it.each([1, 5, 6, 30])('reads a choice from a menu of %i like a button', async (count) => {
    const more = Array.from({ length: count }, (_, at) => ({
      verb: `v${at}`,
      label: `第${at}`,
      ticket: 4821,
    }));
    await hub.channel.send({ id: 'n1', to: `slack:${faults}`, message: { ...card, more } });
    expect(await hub.workspace.tap({ user: chen, verb: `v${count - 1}`, ticket: 4821 })).toMatchObject({
      ok: true,
    });
    expect(await hub.read()).toMatchObject([
      {
        kind: 'verb',
        from: `slack:${chen}`,
        verb: `v${count - 1}`,
        place: { conversation: faults, ephemeral: true },
      },
    ]);
  });

  it('counts two taps of one button as two, and one delivered twice as one', async () => {
    await hub.channel.send({ id: 'n1', to: from, message: card });
    await hub.workspace.tap({ user: lei, verb: 'claim', ticket: 4821 });
    await hub.workspace.tap({ user: lei, verb: 'claim', ticket: 4821 });
    expect(hub.inbox.rows.size).toBe(2);
  });

  it('reads a message shortcut as a report on behalf of whoever wrote it', async () => {
    const said = await hub.workspace.say({ user: chen, channel: faults, text: '投影仪不亮' });
    await hub.workspace.shortcut({
      user: lei,
      callbackId: 'report_message',
      channel: faults,
      ts: said.ts ?? '',
    });
    expect(await hub.read()).toEqual([
      {
        kind: 'text',
        from,
        fromName: 'wang.lei',
        text: '投影仪不亮',
        attachments: [],
        intent: 'fault',
        onBehalfOf: { address: `slack:${chen}` },
        place: { conversation: faults, ephemeral: true },
      },
    ]);
  });

  it('reads a shortcut on a message of one’s own as one’s own report', async () => {
    const said = await hub.workspace.say({ user: lei, channel: faults, text: '投影仪不亮' });
    await hub.workspace.shortcut({
      user: lei,
      callbackId: 'report_message',
      channel: faults,
      ts: said.ts ?? '',
    });
    expect((await hub.read())[0]).not.toHaveProperty('onBehalfOf');
  });

  it('reads the global shortcut as the wish for the report form', async () => {
    await hub.workspace.shortcut({ user: lei, callbackId: 'report_fault' });
    expect(await hub.read()).toEqual([
      { kind: 'verb', from, fromName: 'wang.lei', verb: 'report-form', trigger: expect.any(String) },
    ]);
  });

  it('opens a form and reads what was entered', async () => {
    await hub.workspace.command({ user: lei, command: '/fault', text: '' });
    const [asked] = await hub.read();
    const trigger = asked?.kind === 'verb' ? (asked.trigger ?? '') : '';
    expect(await hub.channel.openForm?.(trigger, { ...fixForm, value: 'x' })).toBe(true);
    expect(hub.workspace.modalOf(lei)?.fields.map((field) => field.id)).toEqual(['note', 'kind', 'who']);

    const answer = await hub.workspace.submitView({
      user: lei,
      values: { note: '电源坏，已更换', kind: 'power', who: chen },
    });
    expect(answer).toMatchObject({ ok: true });
    expect((await hub.read()).at(-1)).toMatchObject({
      kind: 'verb',
      from,
      verb: 'fix',
      ticket: 4821,
      value: 'x',
      fields: { note: '电源坏，已更换', kind: 'power', who: chen },
    });
    expect(hub.workspace.modalOf(lei)).toBeUndefined();
  });

  it('says beside a field that it must be filled, and stores nothing', async () => {
    await hub.workspace.command({ user: lei, command: '/fault', text: '' });
    const [asked] = await hub.read();
    await hub.channel.openForm?.(asked?.kind === 'verb' ? (asked.trigger ?? '') : '', fixForm);
    const rows = hub.inbox.rows.size;
    const answer = await hub.workspace.submitView({ user: lei, values: { note: '   ' } });
    expect(answer).toMatchObject({ ok: false, errors: { note: '请填写' } });
    expect(hub.inbox.rows.size).toBe(rows);
    expect(hub.workspace.modalOf(lei)).toBeDefined();
  });

  it('does not open a form once the chance has passed', async () => {
    await hub.workspace.command({ user: lei, command: '/fault', text: '' });
    const [asked] = await hub.read();
    hub.workspace.expireTriggers();
    expect(await hub.channel.openForm?.(asked?.kind === 'verb' ? (asked.trigger ?? '') : '', fixForm)).toBe(
      false,
    );
    expect(await hub.channel.openForm?.('made-up', fixForm)).toBe(false);
  });

  it('reads the opened home tab', async () => {
    await hub.workspace.openHome({ user: lei });
    expect(await hub.read()).toEqual([{ kind: 'home', from }]);
  });

  it('makes nothing of rows that it cannot read', async () => {
    const rows = [
      undefined,
      null,
      {},
      { body: '' },
      { body: '[]' },
      { body: '{"type":"odd"}' },
      { body: '{"event":{"type":"message"}}' },
    ];
    for (const payload of rows) {
      expect(await hub.channel.read({ id: 'slack:x', payload, receivedAt: new Date(0) })).toEqual([]);
    }
  });

  it('keeps a message whose text is unreadable, marked partial', async () => {
    const body = {
      type: 'event_callback',
      event: { type: 'message', channel: 'D1', channel_type: 'im', user: lei, ts: '1.000100', text: 7 },
    };
    const raw = { id: 'slack:x', payload: { body: JSON.stringify(body) }, receivedAt: new Date(0) };
    expect(await hub.channel.read(raw)).toMatchObject([{ kind: 'text', text: '', partial: true }]);
  });
});

describe('a listener that fails', () => {
  it('is heard by whoever asked for the reading, though Bolt would swallow it', async () => {
    const app = new App({
      receiver: { init: () => undefined, start: async () => undefined, stop: async () => undefined },
      authorize: async () => ({ botToken: 'xoxb' }),
      convoStore: false,
      logger: boltLogger(log),
    });
    registerListeners(app, { known: () => undefined });
    const broken = new Error('a listener broke');
    app.event('message', async () => {
      throw broken;
    });
    const event = { type: 'message', channel: 'D1', channel_type: 'im', user: lei, ts: '1.0', text: 'x' };
    await expect(readBody(app, { type: 'event_callback', team_id: 'T', event })).rejects.toBe(broken);
  });
});
