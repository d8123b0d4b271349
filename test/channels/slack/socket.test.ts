import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSlackChannel } from '../../../src/channels/slack/index.ts';
import { appToken, botToken, card, createInbox, fixForm, type Hub, lei, log, startHub } from './hub.ts';

describe('Socket Mode', () => {
  let hub: Hub;
  beforeEach(async () => {
    hub = await startHub({ socket: true, ackWithinMs: 500 });
  });
  afterEach(() => hub.stop());

  it('needs no route, and takes a message, a command, a tap and a form over the socket', async () => {
    expect(hub.channel.router).toBeUndefined();
    await hub.workspace.say({ user: lei, text: '断网' });
    await hub.workspace.command({ user: lei, command: '/fault', text: '' });
    await hub.channel.send({ id: 'n1', to: `slack:${lei}`, message: card });
    await hub.workspace.tap({ user: lei, verb: 'claim', ticket: 4821 });
    const readings = await hub.read();
    expect(readings.map((one) => (one.kind === 'verb' ? one.verb : one.kind))).toEqual([
      'text',
      'report-form',
      'claim',
    ]);

    const tap = readings[2];
    await hub.channel.openForm?.(tap?.kind === 'verb' ? (tap.trigger ?? '') : '', fixForm);
    expect(await hub.workspace.submitView({ user: lei, values: { note: '' } })).toMatchObject({
      errors: { note: '请填写' },
    });
    expect(await hub.workspace.submitView({ user: lei, values: { note: '好了' } })).toMatchObject({
      ok: true,
    });
    expect((await hub.read()).at(-1)).toMatchObject({ verb: 'fix', fields: { note: '好了' } });
  });

  it('acknowledges nothing while the store is away, and takes the resend', async () => {
    hub.inbox.goAway(true);
    const said = hub.workspace.say({ user: lei, text: '断网' });
    await vi.waitFor(() => expect(hub.inbox.refused()).toBeGreaterThan(0));
    expect(hub.inbox.rows.size).toBe(0);
    hub.inbox.goAway(false);
    expect(await said).toMatchObject({ ok: true });
    expect(hub.inbox.rows.size).toBe(1);
  });

  it('connects again when Slack recycles the socket', async () => {
    let opened = 0;
    hub.workspace.onCall(({ method }) => {
      if (method === 'apps.connections.open') opened += 1;
    });
    hub.workspace.recycleSockets();
    await vi.waitFor(() => expect(opened).toBe(1), { timeout: 8_000, interval: 20 });
    await vi.waitFor(async () => expect(await hub.channel.health()).toMatchObject({ ok: true }), {
      timeout: 8_000,
      interval: 20,
    });
    expect(await hub.workspace.say({ user: lei, text: '断网' })).toMatchObject({ ok: true });
    expect(hub.inbox.rows.size).toBe(1);
  });

  it('says in its health that the socket is refused, and goes on trying', async () => {
    const channel = createSlackChannel(
      { botToken, apiUrl: hub.apiUrl, intake: { mode: 'socket', appToken: `${appToken}-wrong` } },
      { log },
    );
    await channel.start(createInbox().intake);
    expect(await channel.health()).toMatchObject({ ok: false, say: expect.stringContaining('invalid_auth') });
    await channel.stop();
  });
});
