import { describe, expect, it } from 'vitest';
import { countryOf, createSmsCountries, normaliseNumber } from '../../../src/channels/sms/index.ts';
import { readSmsSettings } from '../../../src/channels/sms/settings.ts';

describe('the country of a number', () => {
  it.each([
    ['sms:+8613800000001', 'CN'],
    ['sms:+85251234567', 'HK'],
    ['sms:+886912345678', 'TW'],
    ['sms:+6581234567', 'SG'],
    ['sms:+60123456789', 'MY'],
    ['sms:+819012345678', 'JP'],
    ['sms:+821012345678', 'KR'],
    ['sms:+12125550123', 'US'],
    ['sms:+14165550123', 'CA'],
    ['sms:+447700900123', 'GB'],
    ['sms:+491701234567', 'DE'],
    ['sms:+33612345678', 'FR'],
    ['sms:+61412345678', 'AU'],
    ['sms:+919876543210', 'IN'],
    ['sms:+15005550006', 'US'],
    ['sms:+999', undefined],
    ['email:a@b.example', undefined],
  ] as const)('%s is %s', (address, country) => {
    expect(countryOf(address)).toBe(country);
  });
});

describe('what can be done in a country', () => {
  it('is one-way without links or numbers on the mainland, and two-way in the United Kingdom', () => {
    const countries = createSmsCountries();
    expect(countries.can('sms:+8613800000001')).toMatchObject({
      inbound: false,
      links: false,
      numbers: false,
    });
    expect(countries.can('sms:+447700900123')).toMatchObject({ inbound: true, links: true, numbers: true });
  });

  it('is two-way with whoever has texted us, whatever the table says', () => {
    const countries = createSmsCountries();
    expect(countries.twoWay('sms:+8613800000001', { seenInbound: false })).toBe(false);
    expect(countries.twoWay('sms:+8613800000001', { seenInbound: true })).toBe(true);
  });

  it('is careful where nobody has looked', () => {
    expect(createSmsCountries().can('sms:+37061234567')).toMatchObject({
      country: 'LT',
      inbound: false,
      links: false,
    });
  });

  it('follows the service file', () => {
    const row = { country: 'CN', inbound: true, links: true, numbers: true, freeText: true, dailyCap: 99 };
    expect(createSmsCountries([row]).can('sms:+8613800000001')).toEqual(row);
  });
});

describe('a number as people write it', () => {
  it.each([
    ['138 0000 0001', 'CN', '+8613800000001'],
    ['+86-138-0000-0001', 'US', '+8613800000001'],
    ['００８６１３８０００００００１', 'CN', '+8613800000001'],
    ['0044 7700 900123', 'CN', '+447700900123'],
    ['(212) 555-0123', 'US', '+12125550123'],
    ['tel:+15005550006', 'CN', '+15005550006'],
    ['3楼断网 13800000001', 'CN', undefined],
    ['10086', 'CN', undefined],
    ['', 'CN', undefined],
  ])('%s (%s) is %s', (text, country, expected) => {
    expect(normaliseNumber(text, country)).toBe(expected);
  });
});

describe('the settings of SMS', () => {
  const all = { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 't', TWILIO_FROM: '+15005550006' };

  it('are off when nothing is set', () => {
    expect(readSmsSettings({ PUBLIC_URL: 'https://a.example' })).toEqual({ ok: true, value: undefined });
  });

  it('ask the real Twilio unless told otherwise', () => {
    expect(readSmsSettings(all)).toMatchObject({
      value: { from: '+15005550006', apiUrl: 'https://api.twilio.com' },
    });
    expect(readSmsSettings({ ...all, TWILIO_API_URL: 'http://127.0.0.1:9/' })).toMatchObject({
      value: { apiUrl: 'http://127.0.0.1:9' },
    });
  });

  it.each([
    [
      'the token is missing',
      { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_FROM: '+15005550006' },
      ['TWILIO_AUTH_TOKEN is missing'],
    ],
    [
      'there is nothing to send from',
      { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 't' },
      ['TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID is missing'],
    ],
    [
      'nearly all is missing',
      { TWILIO_ACCOUNT_SID: 'AC1' },
      ['TWILIO_AUTH_TOKEN is missing', 'TWILIO_FROM or'],
    ],
    ['the number is none', { ...all, TWILIO_FROM: '138' }, ['TWILIO_FROM: is a number']],
    [
      'the address has a path',
      { ...all, TWILIO_API_URL: 'https://a.example/x' },
      ['TWILIO_API_URL: is an origin'],
    ],
  ])('stop the start when %s', (_when, env, expected) => {
    const settings = readSmsSettings(env);
    expect(settings.ok ? [] : settings.error).toEqual(
      expected.map((start) => expect.stringContaining(start)),
    );
  });
});
