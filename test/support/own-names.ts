import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A name that this machine knows or does not, as a test says; whoever is started with `options` asks here. */
export interface OwnName {
  /** For NODE_OPTIONS. */
  options: string;
  forget(): Promise<void>;
  know(): Promise<void>;
}

/** In front of the system's own resolver, for `name` alone. */
const preload = (name: string, gone: string): string => `
const dns = require('node:dns');
const { existsSync } = require('node:fs');
const name = ${JSON.stringify(name)}, gone = ${JSON.stringify(gone)};
const unknown = (syscall) =>
  Object.assign(new Error(syscall + ' ENOTFOUND ' + name), { code: 'ENOTFOUND', errno: -3008, syscall, hostname: name });
const { lookup } = dns;
dns.lookup = (host, given, done) => {
  const [options, callback] = typeof given === 'function' ? [{}, given] : [given, done];
  if (host !== name) return lookup(host, options, callback);
  const found = { address: '127.0.0.1', family: 4 };
  setImmediate(() => {
    if (existsSync(gone)) callback(unknown('getaddrinfo'));
    else if (options && options.all) callback(null, [found]);
    else callback(null, found.address, found.family);
  });
};
for (const way of ['resolve4', 'resolve6']) {
  const resolve = dns.Resolver.prototype[way];
  dns.Resolver.prototype[way] = function (host, ...more) {
    if (host !== name) return resolve.call(this, host, ...more);
    setImmediate(() => more.at(-1)(unknown(way)));
  };
}
require('node:module').syncBuiltinESMExports();
`;

export async function ownName(name: string, folder: string): Promise<OwnName> {
  const [script, gone] = [join(folder, 'own-names.cjs'), join(folder, 'name-is-gone')];
  await writeFile(script, preload(name, gone));
  return {
    options: `--require=${script}`,
    forget: () => writeFile(gone, ''),
    know: () => rm(gone, { force: true }),
  };
}
