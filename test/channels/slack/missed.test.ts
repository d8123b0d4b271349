import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { botUser } from '../../../src/sandbox/slack/index.ts';
import { card, chen, faults, type Hub, lei, startHub } from './hub.ts';

describe('reading what was missed', () => {
  let hub: Hub;
  const since = new Date(0);
  beforeEach(async () => {
    hub = await startHub({ resendAfterMs: [] });
  });
  afterEach(() => hub.stop());

  async function whileAway(speak: () => Promise<unknown>) {
    hub.inbox.goAway(true);
    await speak();
    hub.inbox.goAway(false);
  }

  it('feeds direct messages and mentions that could not be stored, threads included', async () => {
    const sent = await hub.channel.send({ id: 'n1', to: `slack:${faults}`, message: card });
    const root = sent.kind === 'sent' ? (sent.ref?.split(':')[1] ?? '') : '';
    await whileAway(async () => {
      await hub.workspace.say({ user: lei, text: '断网' });
      await hub.workspace.say({ user: chen, channel: faults, text: `<@${botUser}> 打印机坏了` });
      await hub.workspace.say({ user: lei, channel: faults, text: `<@${botUser}> 修好`, threadTs: root });
      await hub.workspace.say({ user: chen, channel: faults, text: '中午吃什么' });
    });
    expect(await hub.channel.missed?.(since, hub.inbox.intake)).toBe(3);
    expect((await hub.read()).map((one) => (one.kind === 'text' ? one.text : one.kind)).sort()).toEqual(
      ['修好', '打印机坏了', '断网'].sort(),
    );
    expect((await hub.read()).find((one) => one.kind === 'text' && one.text === '修好')).toMatchObject({
      mention: true,
      place: { conversation: faults, thread: `${faults}:${root}` },
    });
  });

  it('feeds nothing that came by webhook already: both ways name a message alike', async () => {
    await hub.workspace.say({ user: lei, text: '断网' });
    await hub.workspace.say({ user: lei, channel: faults, text: `<@${botUser}> 坏了` });
    expect(await hub.channel.missed?.(since, hub.inbox.intake)).toBe(0);
    expect(hub.inbox.rows.size).toBe(2);
  });

  it('leaves out what was said before, what it said itself and conversations that it can no longer read', async () => {
    await hub.channel.send({ id: 'n1', to: `slack:${lei}`, message: card });
    await whileAway(() => hub.workspace.say({ user: lei, text: '断网' }));
    hub.workspace.failNext({ method: 'conversations.history', channel: faults, error: 'channel_not_found' });
    expect(await hub.channel.missed?.(new Date(Date.now() + 60_000), hub.inbox.intake)).toBe(0);
    expect(await hub.channel.missed?.(since, hub.inbox.intake)).toBe(1);
  });

  it('rejects while Slack is away, so that the same time is asked for again', async () => {
    await hub.channel.health();
    hub.workspace.failNext({ method: 'users.conversations', status: 503 });
    await expect(hub.channel.missed?.(since, hub.inbox.intake)).rejects.toThrow();
    await whileAway(() => hub.workspace.say({ user: lei, text: '断网' }));
    hub.workspace.failNext({ method: 'conversations.history', retryAfter: 30 });
    await expect(hub.channel.missed?.(since, hub.inbox.intake)).rejects.toThrow();
    expect(await hub.channel.missed?.(since, hub.inbox.intake)).toBe(1);
  });

  it('is not fed by its own words, though Slack tells an app of them', async () => {
    const other = await startHub({ echo: true });
    await other.channel.send({ id: 'n1', to: `slack:${lei}`, message: card });
    await other.workspace.say({ user: lei, text: '断网' });
    expect(other.inbox.rows.size).toBe(1);
    await other.stop();
  });
});
