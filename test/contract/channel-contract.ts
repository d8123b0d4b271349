import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Address } from '../../src/domain/address.ts';
import type { Channel, Outgoing, Unsure } from '../../src/domain/channel.ts';
import type { InboundText } from '../../src/domain/inbound.ts';
import type { Message } from '../../src/domain/message.ts';
import { whileOurs } from '../../src/lib/last-look.ts';
import { createMemoryIntake, type MemoryIntake } from './memory-intake.ts';

/** How the provider takes the next text. A channel whose provider can't do one of them leaves it out. */
export type ProviderMood =
  | 'ok'
  | 'rate-limited'
  | 'trouble'
  | 'refused'
  | 'dead'
  | 'opted-out'
  /** Never answers, and has not taken the text. */
  | 'hang'
  /** Has taken the text, its answer gets lost. */
  | 'lost';

export interface ContractHarness {
  /** Built, not started. Give it short timeouts, so that `hang` doesn't hold the suite up for 10 s. */
  channel: Channel;
  /** Somebody who can write to us and be written to. */
  person: Address;
  moods: readonly ProviderMood[];
  /** What the provider got from the channel so far, oldest first: everything a reader sees. */
  sent(): { to: string; text: string }[];
  /** Sets how the next text is taken. */
  providerSays(mood: ProviderMood): void;
  /**
   * The provider delivers what the person wrote, under this id of its own; answers whether the channel
   * acknowledged it (2xx, a `\Seen` flag, a socket's ack). The same id again is a resend.
   */
  deliver(id: string, text: string): Promise<boolean>;
  /** The same without a valid signature or sender; leave it out where nobody else can get in. */
  forge?(id: string, text: string): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * What the kernel relies on from every channel. To hold a channel to it, write
 * `test/channels/<name>/contract.test.ts` with
 *
 *     channelContract('sms', async () => ({ channel, person, moods, sent, providerSays, deliver, forge, close }));
 *
 * where the harness wires the real channel to a real look-alike of its provider.
 */
export function channelContract(name: string, build: () => Promise<ContractHarness>): void {
  describe(`the ${name} channel keeps the contract: it`, () => {
    let harness: ContractHarness;
    let intake: MemoryIntake;

    beforeEach(async () => {
      harness = await build();
      intake = createMemoryIntake();
      await harness.channel.start(intake);
    });
    afterEach(async () => {
      await harness.channel.stop();
      await harness.close();
    });

    const texts = async (): Promise<InboundText[]> => {
      const read = intake
        .rows()
        .map((row) => harness.channel.read({ ...row, receivedAt: new Date('2026-03-05T18:00:00Z') }));
      return (await Promise.all(read)).flat().filter((inbound) => inbound.kind === 'text');
    };

    it('stores what a person wrote, word for word, and only then acknowledges it', async () => {
      expect(await harness.deliver('first', hostileText)).toBe(true);
      expect(intake.rows()).toHaveLength(1);
      expect(intake.rows()[0]?.id).toMatch(new RegExp(`^${name}:.`));
      expect(await texts()).toMatchObject([{ from: harness.person, text: hostileText }]);
    });

    it('stores a resent message once, and acknowledges it each time', async () => {
      expect(await harness.deliver('again', '3楼断网')).toBe(true);
      expect(await harness.deliver('again', '3楼断网')).toBe(true);
      expect(intake.rows()).toHaveLength(1);
      expect(await harness.deliver('other', '3楼断网')).toBe(true);
      expect(intake.rows()).toHaveLength(2);
    });

    it('does not acknowledge while the store is away, and takes the resend when it is back', async () => {
      intake.goAway();
      expect(await harness.deliver('lost', '断电')).toBe(false);
      intake.comeBack();
      expect(await harness.deliver('lost', '断电')).toBe(true);
      expect(await texts()).toMatchObject([{ text: '断电' }]);
    });

    it('lets nobody else in', async () => {
      if (!harness.forge) return;
      expect(await harness.forge('forged', '断电')).toBe(false);
      expect(intake.rows()).toEqual([]);
    });

    it('acknowledges nothing after it was stopped', async () => {
      await harness.channel.stop();
      expect(await harness.deliver('late', '断电')).toBe(false);
      expect(intake.rows()).toEqual([]);
    });

    it.each([undefined, null, 42, 'text', [], {}, { kind: 'message' }, { form: 7 }, { payload: '{' }])(
      'reads %j without a throw',
      async (payload) => {
        const raw = { id: `${name}:junk`, payload, receivedAt: new Date('2026-03-05T18:00:00Z') };
        expect(Array.isArray(await harness.channel.read(raw))).toBe(true);
      },
    );

    it('sends the words as they are, and names what it sent', async () => {
      const result = await harness.channel.send(outgoing(harness.person));
      expect(result).toMatchObject({ kind: 'sent', providerId: expect.stringMatching(/./) });
      expect(harness.sent()).toHaveLength(1);
      expect(harness.sent()[0]?.text).toContain('4821 <b>*is*</b> open & {{due}}');
    });

    it.each<[ProviderMood, object]>([
      ['rate-limited', { kind: 'try-later', afterMs: expect.any(Number) }],
      ['trouble', { kind: 'try-later' }],
      ['refused', { kind: 'refused', address: 'ok' }],
      ['dead', { kind: 'refused', address: 'dead' }],
      ['opted-out', { kind: 'refused', address: 'opted-out' }],
    ])('says in our own words what happened when the provider is "%s"', async (mood, expected) => {
      if (!harness.moods.includes(mood)) return;
      harness.providerSays(mood);
      const result = await harness.channel.send(outgoing(harness.person));
      expect(result).toMatchObject({ ...expected, reason: expect.stringMatching(/^[a-z][a-z-]*$/) });
      expect(harness.sent()).toEqual([]);
    });

    it('hands over nothing once it is no longer ours, and says so', async () => {
      const sendIf = (ours: boolean) =>
        whileOurs(
          () => ours,
          () => harness.channel.send(outgoing(harness.person)),
        );
      expect(await sendIf(false)).toEqual({ kind: 'try-later', reason: 'no-longer-ours' });
      expect(harness.sent()).toEqual([]);
      expect(await sendIf(true)).toMatchObject({ kind: 'sent' });
      expect(harness.sent()).toHaveLength(1);
    });

    it('ends by itself when the provider never answers, and does not claim to know', async () => {
      if (!harness.moods.includes('hang')) return;
      harness.providerSays('hang');
      const result = await harness.channel.send(outgoing(harness.person));
      expect(['unknown', 'try-later']).toContain(result.kind);
      expect(await harness.channel.find?.(outgoing(harness.person), unsure(harness))).toBeUndefined();
    }, 12_000);

    it('finds a text whose answer was lost, where the provider can be asked', async () => {
      if (!harness.moods.includes('lost')) return;
      const { since } = unsure(harness);
      harness.providerSays('lost');
      expect(await harness.channel.send(outgoing(harness.person))).toMatchObject({ kind: 'unknown' });
      expect(harness.sent()).toHaveLength(1);
      if (!harness.channel.find) return;
      const handedOver = { ...unsure(harness), since };
      const there = { providerId: expect.any(String) };
      expect(await harness.channel.find(outgoing(harness.person), handedOver)).toMatchObject(there);
      const reworded = outgoing(harness.person, 'Hengxin: other words.');
      expect(await harness.channel.find(reworded, handedOver)).toMatchObject(there);
      const another = { ...outgoing(harness.person, 'Hengxin: other words.'), id: 'notice-2' };
      const other = { ...unsure(harness, another), since };
      expect(await harness.channel.find(another, other)).toBeUndefined();
    }, 12_000);

    it('is healthy, and says so', async () => {
      expect(await harness.channel.health()).toMatchObject({ ok: true, say: expect.stringMatching(/./) });
    });
  });
}

/** Markup of three vendors, an order to a database, and Chinese: all of it is only text. */
const hostileText =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it must arrive as it stands
  '3楼断网 <!channel> <script>alert(1)</script> {{x}} ${x} *b* {"$ne":1} & <https://evil.example|点这里>';

const unsure = ({ channel, person }: ContractHarness, message = outgoing(person)): Unsure => ({
  since: new Date(Date.now() - 1000),
  fingerprints: [channel.fingerprint?.(message) ?? ''],
});

function outgoing(to: Address, short = 'Hengxin: ticket 4821 <b>*is*</b> open & {{due}}'): Outgoing {
  const message: Message = { locale: 'en', short, title: short, body: [{ kind: 'text', text: short }] };
  return { id: 'notice-1', to, message, ticket: 4821 };
}
