import { describe, expect, it } from 'vitest';
import { isInsideHost, isPublicAddress } from '../../src/lib/public-address.ts';

describe('B84: an address', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '100.63.255.255',
    '172.15.0.1',
    '172.32.0.1',
    '192.169.0.1',
    '2606:4700::1111',
  ])('%s is on the public internet', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:a9fe:a9fe',
    '64:ff9b::7f00:1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    '2001:db8::1',
    '2001:0:4136:e378::1',
    '2002:7f00:1::1',
    'localhost',
    'example.org',
    '2130706433',
    '0x7f.1',
    '',
  ])('%j is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('a host of an address', () => {
  it.each([
    'localhost',
    '127.0.0.1',
    '[::1]',
    '10.0.0.7',
    'hub',
    'hub.lan',
    'hub.internal',
    'faults.local',
    'x.test',
  ])('%s is plainly inside', (host) => {
    expect(isInsideHost(host)).toBe(true);
  });
  it.each(['faults.example.org', '1.1.1.1', '[2606:4700::1111]', 'slack.com', 'local.example.org'])(
    '%s may be reached from outside',
    (host) => {
      expect(isInsideHost(host)).toBe(false);
    },
  );
});
