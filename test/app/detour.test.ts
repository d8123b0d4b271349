import { describe, expect, it } from 'vitest';
import { detourOf } from '../../src/app/detour.ts';
import { aNotice, later, nine } from '../support/store.ts';

const fallbacks: `${string}:${string}`[] = ['sms:+8613800000001', 'email:wang.lei@example.com'];
const owed = (loud: 'page' | 'notice' | 'digest') => aNotice('n', { lane: 'slack:U1', loud, fallbacks });
const onlySlack = (address: string) => address.startsWith('slack:');

describe('while a provider rests', () => {
  it.each([
    ['a page waits half a minute', 'page', 29_999, 30_000],
    ['a notice five minutes', 'notice', 299_999, 300_000],
  ] as const)('%s for it, and then goes by the next way', (_title, loud, waits, goes) => {
    expect(detourOf(owed(loud), onlySlack, later(waits))).toBeUndefined();
    expect(detourOf(owed(loud), onlySlack, later(goes))).toEqual({
      lane: 'sms:+8613800000001',
      fallbacks: ['email:wang.lei@example.com'],
      nextAt: later(goes),
    });
  });

  it('ways whose own provider rests are passed over, and kept for later', () => {
    const rests = (address: string) => !address.startsWith('email:');
    expect(detourOf(owed('page'), rests, later(60_000))).toMatchObject({
      lane: 'email:wang.lei@example.com',
      fallbacks: ['sms:+8613800000001'],
    });
  });

  it('whoever has no other way waits', () => {
    const alone = aNotice('n', { loud: 'page' });
    expect(detourOf(alone, onlySlack, later(3_600_000, nine))).toBeUndefined();
    expect(detourOf(owed('page'), () => true, later(3_600_000))).toBeUndefined();
  });
});
