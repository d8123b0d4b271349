import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Private, shared, loopback, link-local (clouds keep their secrets there), reserved, multicast. */
const notPublic4 = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  notPublic4.addSubnet(network, bits, 'ipv4');

/** The one block of IPv6 that is given out, and what of it is set apart (some carry an IPv4 address inside). */
const given6 = new BlockList();
given6.addSubnet('2000::', 3, 'ipv6');
const notPublic6 = new BlockList();
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  notPublic6.addSubnet(network, bits, 'ipv6');

/** Is this an address on the public internet? False for names too. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !notPublic4.check(address, 'ipv4');
  return family === 6 && given6.check(address, 'ipv6') && !notPublic6.check(address, 'ipv6');
}

/** Names that no resolver of the internet knows. */
const insideName = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home\.arpa|test|invalid)$/i;

/** Is this host of an address plainly not to be reached from outside? A name may still lead anywhere. */
export function isInsideHost(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0) return !isPublicAddress(bare);
  return !bare.includes('.') || insideName.test(bare);
}

/** A name that leads nowhere but inside, or an address that is inside. */
export class InsideAddress extends Error {
  override readonly name = 'InsideAddress';
}

/**
 * Looks a name up for a connection and hands on public addresses alone: what is checked is what is connected
 * to, so a name that answers differently the second time gains nothing.
 */
export const publicLookup =
  (resolve: typeof lookup = lookup): LookupFunction =>
  (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 0);
      const open = (found as { address: string; family: number }[]).filter(({ address }) =>
        isPublicAddress(address),
      );
      const [first] = open;
      if (!first) return done(new InsideAddress(`${hostname} leads inside`), '', 0);
      return options.all ? done(null, open) : done(null, first.address, first.family);
    });
  };
