import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { listenForStrays } from '../../src/lib/strays.ts';

describe('what fails where nobody waits for it', () => {
  it('is said with its cause, and is listened for no longer than the hub runs', async () => {
    const lines: string[] = [];
    const log = pino({}, { write: (line: string) => void lines.push(line) });
    const before = process.listenerCount('unhandledRejection');
    const deaf = listenForStrays(log);
    const [listener] = process.listeners('unhandledRejection').slice(-1);
    listener?.(new Error('forgotten'), Promise.resolve());
    await deaf();
    expect(lines.join('')).toMatch(/"message":"forgotten".*something failed that nobody waited for/);
    expect(process.listenerCount('unhandledRejection')).toBe(before);
  });
});
