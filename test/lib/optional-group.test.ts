import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { namesOf, optionalGroup } from '../../src/lib/optional-group.ts';

const Radio = z
  .object({ RADIO_URL: z.url(), RADIO_KEY: z.string(), RADIO_NICK: z.string().optional() })
  .transform(({ RADIO_URL, RADIO_KEY }) => ({ url: RADIO_URL, key: RADIO_KEY }));

describe('settings that stand or fall together', () => {
  it('are off when none is set, empty ones included', () => {
    expect(optionalGroup(Radio, { PATH: '/bin' })).toEqual({ ok: true, value: undefined });
    expect(optionalGroup(Radio, { RADIO_URL: '', RADIO_KEY: '  ' })).toEqual({ ok: true, value: undefined });
  });

  it('are on when all that is needed is set', () => {
    const env = { RADIO_URL: 'http://radio', RADIO_KEY: ' k ' };
    expect(optionalGroup(Radio, env)).toEqual({ ok: true, value: { url: 'http://radio', key: 'k' } });
  });

  it('name every missing variable when half set, and how to switch them off', () => {
    expect(optionalGroup(Radio, { RADIO_NICK: 'x' })).toEqual({
      ok: false,
      error: [
        'RADIO_URL is missing: set it, or unset RADIO_NICK to switch this off',
        'RADIO_KEY is missing: set it, or unset RADIO_NICK to switch this off',
      ],
    });
  });

  it('say which value is wrong without repeating it', () => {
    const read = optionalGroup(Radio, { RADIO_URL: 'secret words', RADIO_KEY: 'k' });
    expect(read.ok).toBe(false);
    expect(JSON.stringify(read)).toMatch(/RADIO_URL: .*URL/);
    expect(JSON.stringify(read)).not.toContain('secret words');
  });

  it('know the names that they read', () => {
    expect(namesOf(Radio)).toEqual(['RADIO_URL', 'RADIO_KEY', 'RADIO_NICK']);
  });
});
