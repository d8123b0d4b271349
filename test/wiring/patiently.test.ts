import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../src/store/errors.ts';
import { patiently } from '../../src/wiring/patiently.ts';

/** A store that answers at this try. */
function answering(at: number, error: Error = new StoreUnavailable('away')) {
  let tries = 0;
  return {
    tries: () => tries,
    open: async () => {
      tries++;
      if (tries < at) throw error;
      return 'open';
    },
  };
}

describe('a hub that starts', () => {
  it('asks a store again that is away, and says so once', async () => {
    const said: string[] = [];
    const store = answering(3);
    expect(await patiently(store.open, (line) => said.push(line))).toBe('open');
    expect(store.tries()).toBe(3);
    expect(said).toEqual(['MongoDB does not answer yet; it is asked again for 30 s …']);
  });

  it('says nothing where it answers at once', async () => {
    const said: string[] = [];
    expect(await patiently(answering(1).open, (line) => said.push(line))).toBe('open');
    expect(said).toEqual([]);
  });

  it('ends with what is wrong when it stays away', async () => {
    const store = answering(9);
    await expect(patiently(store.open, () => undefined, { waitMs: 0 })).rejects.toThrow('away');
    expect(store.tries()).toBe(1);
  });

  it('asks no more once it was told to stop', async () => {
    const store = answering(9);
    const stop = AbortSignal.abort();
    await expect(patiently(store.open, () => undefined, { stop })).rejects.toThrow('away');
    expect(store.tries()).toBe(1);
  });

  it('ends at once when something else is wrong', async () => {
    const store = answering(9, new Error('an index is missing'));
    await expect(patiently(store.open, () => undefined)).rejects.toThrow('an index is missing');
    expect(store.tries()).toBe(1);
  });
});
