import type { Address } from '../../src/domain/address.ts';
import type { Channel, Outgoing } from '../../src/domain/channel.ts';
import type { Inbound } from '../../src/domain/inbound.ts';
import type { Process, Turns } from './turns.ts';

/** What a provider took, in its order. */
export interface Taken {
  id: string;
  to: Address;
  edit: boolean;
}

export type Answer = 'heard' | 'lost' | 'busy' | 'mute';

/** Providers that outlive every hub: they take what they are given, and can be asked, save the mail server. */
export function createProvider(turns: Turns) {
  const taken: Taken[] = [];
  const answers: Answer[] = [];
  const mute = new Set<string>();

  function channel(name: 'slack' | 'sms' | 'email', process: Process): Channel {
    const sent = ({ id }: Outgoing) => ({ providerId: `${name}/${id}`, ref: `ref/${id}` });
    return {
      name,
      start: async () => undefined,
      stop: async () => undefined,
      read: async ({ payload }) => payload as Inbound[],
      health: async () => ({ ok: true, say: 'a provider of the model' }),
      // Between the last look at one's own clock and the provider's door nothing can be fenced: no turn there.
      async send(outgoing) {
        const answer = answers.shift() ?? 'heard';
        if (answer === 'busy') return { kind: 'try-later', reason: 'busy', afterMs: 1000 };
        taken.push({ id: outgoing.id, to: outgoing.to, edit: outgoing.replace !== undefined });
        await turns.call(process, `${name}.send ${outgoing.id}`, async () => undefined);
        if (answer === 'mute') mute.add(outgoing.id);
        if (answer === 'lost' || answer === 'mute') return { kind: 'unknown', reason: 'no answer' };
        // A text is proven at once: receipts come in by the inbox, as anything else does.
        return { kind: 'sent', proof: name === 'sms' ? 'delivered' : 'accepted', ...sent(outgoing) };
      },
      ...(name !== 'email' && {
        find: (outgoing: Outgoing) =>
          turns.call(process, `${name}.find ${outgoing.id}`, async () => {
            if (mute.delete(outgoing.id)) return { kind: 'try-later', reason: 'busy' } as const;
            return taken.some(({ id, edit }) => id === outgoing.id && !edit) ? sent(outgoing) : undefined;
          }),
      }),
    };
  }

  return {
    taken,
    /** How the next sends end. */
    answer: (answer: Answer): void => void answers.push(answer),
    channels: (process: Process): Channel[] =>
      (['slack', 'sms', 'email'] as const).map((name) => channel(name, process)),
  };
}
export type Provider = ReturnType<typeof createProvider>;
