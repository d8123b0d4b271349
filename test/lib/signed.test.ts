import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sign, verify } from '../../src/lib/signed.ts';

const secrets = ['new-secret', 'old-secret'];

describe('a signed token', () => {
  it('gives back what was signed, for its purpose only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (payload) => {
        const token = sign(secrets, 'page', payload);
        expect(verify(secrets, 'page', token)).toBe(payload);
        expect(verify(secrets, 'mail', token)).toBeUndefined();
      }),
    );
  });

  it('keeps its validity when a new secret is put in front', () => {
    const token = sign(['old-secret'], 'page', '4821');
    expect(verify(secrets, 'page', token)).toBe('4821');
    expect(verify(['new-secret'], 'page', token)).toBeUndefined();
    expect(sign(secrets, 'page', '4821')).toBe(sign(['new-secret'], 'page', '4821'));
  });

  it('is spoiled by changing any one character', () => {
    const token = sign(secrets, 'page', '4821');
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...'aZ09-_.=+/ '), (at, character) => {
        fc.pre(token[at] !== character);
        expect(verify(secrets, 'page', token.slice(0, at) + character + token.slice(at + 1))).toBeUndefined();
      }),
    );
  });

  it('never throws for what strangers put into the address bar', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(verify(secrets, 'page', text)).toBeUndefined();
      }),
    );
    for (const text of ['', '.', '..', 'a.b.c', 'NDgyMQ.', '.AAAAAAAAAAAAAAAAAAAAAA'])
      expect(verify(secrets, 'page', text)).toBeUndefined();
  });

  it('is 29 characters long for a ticket number, so that a link fits into an SMS', () => {
    expect(sign(secrets, 'page', '4821')).toHaveLength(29);
  });

  it('cannot be made or verified with an empty secret', () => {
    expect(() => sign([], 'page', '4821')).toThrow('secret');
    expect(() => sign([''], 'page', '4821')).toThrow('secret');
    expect(verify([''], 'page', sign(secrets, 'page', '4821'))).toBeUndefined();
  });
});
