import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createBreakers } from '../../src/app/breakers.ts';
import type { Context } from '../../src/app/context.ts';
import { handOver } from '../../src/app/hand-over.ts';
import type { Channel, Outgoing } from '../../src/domain/channel.ts';
import { aNotice, nine } from '../support/store.ts';

const outgoing = {} as Outgoing;

/** A channel that notes what happens, and an outbox that notes when an attempt begins. */
function desk(room?: Channel['room'], safe = true) {
  const seen: string[] = [];
  const channel = {
    name: 'email',
    ...(room && { room }),
    send: async () => {
      seen.push('sent');
      return { kind: 'sent', providerId: 'x', proof: 'accepted' };
    },
  } as unknown as Channel;
  const ctx = {
    clock: { now: () => nine },
    breakers: createBreakers(pino({ level: 'silent' }), { breaker: () => undefined }),
    outbox: { started: async () => seen.push('started') > 0 },
  } as unknown as Context;
  const hand = () =>
    handOver(aNotice('n'), outgoing, channel, { lease: { safe: () => safe }, fence: 1 }, ctx);
  return { seen, hand };
}

describe('a notice handed to its channel', () => {
  it('begins no attempt while the channel has no room: it waits, and nothing is counted', async () => {
    const { seen, hand } = desk(async () => undefined);
    const until = await hand();
    expect(until).toBeInstanceOf(Date);
    expect(Number(until)).toBeGreaterThan(nine.getTime());
    expect(seen).toEqual([]);
  });

  it('begins when there is room, and gives it back after the send', async () => {
    const { seen, hand } = desk(async () => () => void seen.push('left'));
    expect(await hand()).toMatchObject({ kind: 'sent' });
    expect(seen).toEqual(['started', 'sent', 'left']);
  });

  it('is let be by a process that stood still: somebody else may hold its lane by now', async () => {
    const { seen, hand } = desk(undefined, false);
    expect(await hand()).toBeUndefined();
    expect(seen).toEqual(['started']);
  });

  it('needs none where a channel asks for none', async () => {
    const { seen, hand } = desk();
    await hand();
    expect(seen).toEqual(['started', 'sent']);
  });
});
