import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createIntake } from '../../src/wiring/intake.ts';

const raw = (n: number) => ({ id: `sms:${n}`, payload: {} });

/** An inbox whose store answers when it is told to. */
function desk(shortOfMemory = () => false) {
  const waiting: (() => void)[] = [];
  const answer = <T>(value: T) => new Promise<T>((resolve) => waiting.push(() => resolve(value)));
  const intake = createIntake({
    inbox: {
      accept: () => answer({ fresh: true }),
      acceptAll: (raws) => answer(raws.map(() => ({ status: 'fulfilled', value: { fresh: true } }) as const)),
      differs: async () => false,
    },
    clock: { now: () => new Date('2026-03-02T01:00:00Z') },
    log: pino({ level: 'silent' }),
    shortOfMemory,
    taken: () => undefined,
  });
  return { intake, answerAll: () => waiting.splice(0).forEach((one) => void one()) };
}

describe('what comes in', () => {
  it('waits for the store a thousand at a time; the next one is refused like by a store that is away', async () => {
    const { intake, answerAll } = desk();
    const many = Array.from({ length: 1000 }, (_, n) => intake.accept(raw(n)));
    await expect(intake.accept(raw(1000))).rejects.toMatchObject({ code: 'store-unavailable' });
    const [one] = await intake.acceptAll([raw(1001)]);
    expect(one?.status).toBe('rejected');
    answerAll();
    await Promise.all(many);
    const next = intake.accept(raw(1000));
    answerAll();
    expect(await next).toEqual({ fresh: true });
  });

  it('is refused while memory is short', async () => {
    const { intake } = desk(() => true);
    await expect(intake.accept(raw(1))).rejects.toMatchObject({ code: 'store-unavailable' });
  });
});
