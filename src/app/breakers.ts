import type { Logger } from 'pino';
import { type Address, type ChannelName, channelOf } from '../domain/address.ts';
import type { SendResult } from '../domain/channel.ts';
import { type Breaker, createBreaker } from '../lib/breaker.ts';
import type { Meters } from './context.ts';

export interface Breakers {
  of(channel: ChannelName): Breaker<SendResult>;
  /** Its queue is full: for some seconds nothing more is put in. */
  slowDown(channel: ChannelName): void;
  /** Until when nothing should be sent there; undefined: it may be. */
  restUntil(address: Address, now: Date): Date | undefined;
}

const fullMs = 5000;

/** In trouble with whomever we write to; a limit has its own waiting time, and a refusal is about one address. */
const isTrouble = (result: SendResult): boolean => 'provider' in result && result.provider === true;

/** One breaker for each provider, so that the others go on. */
export function createBreakers(log: Logger, meters: Pick<Meters, 'breaker'>): Breakers {
  const fullUntil = new Map<ChannelName, number>();
  const all = new Map<ChannelName, Breaker<SendResult>>();
  const of = (channel: ChannelName): Breaker<SendResult> => {
    const known = all.get(channel);
    if (known) return known;
    const made = createBreaker(isTrouble, (open) => {
      meters.breaker(channel, open);
      if (open)
        log.error(
          { channel },
          'a provider is in trouble; what is owed there waits, and one send at a time tries',
        );
      else log.warn({ channel }, 'a provider is back');
    });
    all.set(channel, made);
    return made;
  };
  return {
    of,
    slowDown: (channel) => void fullUntil.set(channel, performance.now() + fullMs),
    restUntil(address, now) {
      const channel = channelOf(address);
      const restMs = Math.max(of(channel).restMs(), (fullUntil.get(channel) ?? 0) - performance.now());
      return restMs > 0 ? new Date(now.getTime() + restMs) : undefined;
    },
  };
}
