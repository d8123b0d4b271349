import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { botUser } from '../../../src/sandbox/slack/index.ts';
import { card, chen, faults, type Hub, lei, startHub } from './hub.ts';

describe('reading what was missed', () => {
  let hub: Hub;
  const gap = { since: new Date(0), until: new Date('2026-03-05T04:00:00Z') };
  const missed = (asked = gap) => hub.channel.missed?.(asked, hub.inbox.intake);
  const fresh = async (asked = gap) => (await missed(asked))?.fresh;
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
    expect(await fresh()).toBe(3);
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
    expect(await fresh()).toBe(0);
    expect(hub.inbox.rows.size).toBe(2);
  });

  it('leaves out what was said before, what it said itself and conversations that it can no longer read', async () => {
    await hub.channel.send({ id: 'n1', to: `slack:${lei}`, message: card });
    await whileAway(() => hub.workspace.say({ user: lei, text: '断网' }));
    hub.workspace.failNext({ method: 'conversations.history', channel: faults, error: 'channel_not_found' });
    expect(await fresh({ ...gap, since: new Date(Date.now() + 60_000) })).toBe(0);
    expect(await fresh()).toBe(1);
  });

  it('rejects while Slack is away, so that the same time is asked for again', async () => {
    await hub.channel.health();
    hub.workspace.failNext({ method: 'users.conversations', status: 503 });
    await expect(missed()).rejects.toThrow();
    await whileAway(() => hub.workspace.say({ user: lei, text: '断网' }));
    hub.workspace.failNext({ method: 'conversations.history', retryAfter: 30 });
    await expect(missed()).rejects.toThrow();
    expect(await fresh()).toBe(1);
  });

  // Read from the beginning each time, a gap with more pages than Slack gives at a time would never be over.
  it('goes on where it stood when Slack asks for a rest, and says until when all is known', async () => {
    const limited = { retryAfter: 30 };
    const before = { since: gap.since, until: new Date('2026-03-05T03:00:00Z') };
    const root = await hub.channel.send({ id: 'n1', to: `slack:${faults}`, message: card });
    const threadTs = root.kind === 'sent' ? (root.ref?.split(':')[1] ?? '') : '';
    const direct = `D${lei.slice(1)}`;
    await whileAway(async () => {
      await hub.workspace.say({ user: lei, text: '断网' });
      await hub.workspace.say({ user: lei, channel: faults, text: `<@${botUser}> 修好`, threadTs });
    });
    hub.workspace.failNext({ method: 'conversations.replies', channel: faults, ...limited });
    hub.workspace.failNext({ method: 'conversations.history', channel: direct, ...limited });
    await expect(missed(before)).rejects.toThrow();
    await expect(missed()).rejects.toThrow();
    // What was read is not asked for again: whoever asks fails.
    const again = [
      { method: 'users.conversations' },
      { method: 'conversations.history', channel: faults },
      ...(hub.inbox.rows.size > 0 ? [{ method: 'conversations.replies', channel: faults }] : []),
    ];
    for (const one of again) hub.workspace.failNext({ ...one, ...limited });
    expect((await missed())?.until).toEqual(before.until);
    expect((await hub.read()).map((one) => (one.kind === 'text' ? one.text : one.kind)).sort()).toEqual(
      ['修好', '断网'].sort(),
    );
    // The next gap is read anew, whatever the last one asked for.
    await expect(missed()).rejects.toThrow();
  });

  it('begins anew when Slack no longer knows where it stood', async () => {
    await whileAway(() => hub.workspace.say({ user: lei, text: '断网' }));
    hub.workspace.failNext({ method: 'conversations.history', error: 'invalid_cursor' });
    await expect(missed()).rejects.toThrow();
    hub.workspace.failNext({ method: 'users.conversations', retryAfter: 30 });
    await expect(missed()).rejects.toThrow();
    expect(await fresh()).toBe(1);
  });

  it('is not fed by its own words, though Slack tells an app of them', async () => {
    const other = await startHub({ echo: true });
    await other.channel.send({ id: 'n1', to: `slack:${lei}`, message: card });
    await other.workspace.say({ user: lei, text: '断网' });
    expect(other.inbox.rows.size).toBe(1);
    await other.stop();
  });
});
