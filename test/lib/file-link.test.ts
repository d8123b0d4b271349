import { describe, expect, it } from 'vitest';
import { fileOf, fileToken } from '../../src/lib/file-link.ts';
import { sign } from '../../src/lib/signed.ts';

const secrets = ['new', 'old'];
const noon = new Date('2026-03-05T12:00:00Z');
const later = (days: number, hours = 0) => new Date(noon.getTime() + (days * 24 + hours) * 3_600_000);
const file = '4821/0123456789abcdef';

describe('the address of a file', () => {
  it('opens that file for thirty days', () => {
    const token = fileToken(secrets, file, noon);
    expect(fileOf(secrets, token, noon)).toBe(file);
    expect(fileOf(secrets, token, later(30))).toBe(file);
    expect(fileOf(secrets, token, later(31))).toBeUndefined();
  });

  it('stays the same all day, so that an edited card shows the same picture', () => {
    expect(fileToken(secrets, file, later(0, 11))).toBe(fileToken(secrets, file, noon));
    expect(fileToken(secrets, file, later(1))).not.toBe(fileToken(secrets, file, noon));
  });

  it('is good after the secret was changed, and dead once the old one is dropped', () => {
    const token = fileToken(['old'], file, noon);
    expect(fileOf(secrets, token, noon)).toBe(file);
    expect(fileOf(['new'], token, noon)).toBeUndefined();
  });

  it.each([
    ['signed for another purpose', sign(secrets, 'page', `${file} 99999`)],
    ['without an end', sign(secrets, 'file', file)],
    ['with an end that is no day', sign(secrets, 'file', `${file} 1e9`)],
    ['of somebody else', sign(['theirs'], 'file', `${file} 99999`)],
    [
      'with another file in it',
      `${Buffer.from('4821/other 99999').toString('base64url')}.AAAAAAAAAAAAAAAAAAAAAA`,
    ],
    ['empty', ''],
  ])('opens nothing when it is %s', (_what, token) => {
    expect(fileOf(secrets, token, noon)).toBeUndefined();
  });
});
