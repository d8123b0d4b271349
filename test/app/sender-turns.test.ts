import { describe, expect, it } from 'vitest';
import { createSenderTurns } from '../../src/app/sender-turns.ts';

const sender = 'slack:U1' as const;
const rowOf = (message: string) => ({ _id: message, fence: 1 });

/** One hub's turns, on leases that nobody else holds unless `taken`. */
function hub(taken: () => boolean = () => false) {
  const calledUp: string[] = [];
  const leases = { hold: async () => (taken() ? undefined : 1), free: async () => undefined };
  const turns = createSenderTurns({ leases } as never, async ({ _id }) => void calledUp.push(_id));
  return { turns, calledUp, take: (message: string) => turns.take(sender, message, rowOf(message)) };
}

describe('hundreds of messages of one sender', () => {
  it('wait the longer the more of them stand before, and eight seconds at most', async () => {
    const { take } = hub();
    expect(await take('0')).toBe(0);
    const waits: number[] = [];
    for (let n = 1; n <= 300; n++) waits.push(await take(`${n}`));
    expect(waits.slice(0, 3)).toEqual([100, 200, 300]);
    expect(waits.at(-1)).toBe(8000);
    // Asked again they keep their places.
    expect(await take('2')).toBe(200);
  });

  it('are called up one after the other as each is done', async () => {
    const { turns, take, calledUp } = hub();
    for (const message of ['a', 'b', 'c']) await take(message);
    await turns.free(sender);
    expect(calledUp).toEqual(['b']);
    expect(await take('c')).toBe(200);
    expect(await take('b')).toBe(0);
    await turns.free(sender);
    expect(calledUp).toEqual(['b', 'c']);
    expect(await take('c')).toBe(0);
    await turns.free(sender);
    expect(calledUp).toEqual(['b', 'c']);
  });

  it('wait for a moment each while another hub hears their sender', async () => {
    let elsewhere = true;
    const { take } = hub(() => elsewhere);
    expect(await take('a')).toBe(100);
    expect(await take('b')).toBe(200);
    elsewhere = false;
    expect(await take('b')).toBe(200);
    expect(await take('a')).toBe(0);
  });
});
