import { describe, expect, it } from 'vitest';
import { alreadySent } from '../../src/app/already-sent.ts';
import type { Channel, Outgoing, Unsure } from '../../src/domain/channel.ts';
import type { Attempt } from '../../src/store/documents.ts';
import { aNotice, later, nine } from '../support/store.ts';

const lane = 'sms:+8613900000001';
const outgoing = {} as Outgoing;
const attempt = (minute: number, over: Partial<Attempt> = {}): Attempt => ({
  at: later(minute * 60_000),
  to: lane,
  result: 'unknown',
  fingerprint: `words of minute ${minute}`,
  ...over,
});

/** What the provider is asked; nothing when it isn't. */
async function asked(attempts: Attempt[], sentAt?: Date): Promise<Unsure | undefined> {
  let unsure: Unsure | undefined;
  const channel = {
    fingerprint: () => 'the words of now',
    find: async (_outgoing: Outgoing, given: Unsure) => {
      unsure = given;
    },
  } as unknown as Channel;
  await alreadySent(aNotice('n', { lane, attempts, ...(sentAt && { sentAt }) }), outgoing, channel);
  return unsure;
}

describe('a notice whose earlier attempts ended unseen', () => {
  it('is asked for by the words of each of them, since the first', async () => {
    const attempts = [attempt(1), attempt(2, { result: 'try-later' }), attempt(3, { result: 'started' })];
    expect(await asked(attempts)).toEqual({
      since: later(60_000),
      fingerprints: ['words of minute 1', 'words of minute 3'],
    });
  });

  it('is asked for by the words of now where an older hub kept none', async () => {
    const { fingerprint: _, ...older } = attempt(1);
    expect(await asked([older])).toEqual({ since: later(60_000), fingerprints: ['the words of now'] });
  });

  it.each<[string, Attempt[], Date?]>([
    ['every end is known', [attempt(1, { result: 'try-later' })]],
    ['they went to another address', [attempt(1, { to: 'email:a@example.org' })]],
    // Found again, a text that the phone never got would count as delivered for good.
    ['it was found since, and the provider gave it up later', [attempt(1)], later(2 * 60_000)],
    ['nothing was tried', []],
  ])('is not asked for when %s', async (_when, attempts, sentAt) => {
    expect(await asked(attempts, sentAt ?? undefined)).toBeUndefined();
  });

  it('begins anew after that: a later attempt is asked for', async () => {
    expect(await asked([attempt(1), attempt(5)], nine)).toMatchObject({ since: later(60_000) });
    expect(await asked([attempt(1), attempt(5)], later(120_000))).toEqual({
      since: later(300_000),
      fingerprints: ['words of minute 5'],
    });
  });

  // Worded anew after a crash `trace` would tell of words that nobody got.
  it('is known with the words that went out, when it was noted as sent and only the proof was missing', async () => {
    const sent = {
      attempts: [attempt(1, { result: 'sent' })],
      providerId: 'SM1',
      text: 'what was said then',
    };
    expect(await alreadySent(aNotice('n', { lane, ...sent }), outgoing, {} as Channel)).toEqual({
      providerId: 'SM1',
      text: 'what was said then',
    });
  });
});
