import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const program = '/usr/bin/openssl';
/** What is missing for making certificates; undefined when nothing is. */
export const missingOpenssl = existsSync(program) ? undefined : `${program} (Debian: openssl)`;

const openssl = (...args: string[]) => promisify(execFile)(program, args);

export interface Certificate {
  key: string;
  cert: string;
}
/** `strange`: by an authority that nobody here knows. */
export type Kind = 'good' | 'expired' | 'other-host' | 'self-signed' | 'strange';

/** An authority of its own, and what it signed for a host, each with something else about it. */
export async function makeCertificates(host: string): Promise<{
  /** The authority, for whoever is to trust it. */
  authority: string;
  of: Record<Kind, Certificate>;
  remove(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-certificates-'));
  const at = (name: string) => join(folder, name);
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

  async function ownSigned(name: string, subject: string): Promise<void> {
    const files = ['-keyout', at(`${name}.key`), '-out', at(`${name}.pem`)];
    const alt = ['-addext', `subjectAltName=DNS:${subject}`];
    await openssl('req', '-x509', ...newKey, ...files, '-days', '2', '-subj', `/CN=${subject}`, ...alt);
  }
  async function signed(name: string, subject: string, by: string, days: number): Promise<void> {
    const files = ['-keyout', at(`${name}.key`), '-out', at(`${name}.csr`)];
    const alt = ['-addext', `subjectAltName=DNS:${subject}`];
    await openssl('req', ...newKey, ...files, '-subj', `/CN=${subject}`, ...alt);
    const signer = ['-CA', at(`${by}.pem`), '-CAkey', at(`${by}.key`), '-copy_extensions', 'copy'];
    const from = ['-req', '-in', at(`${name}.csr`), '-out', at(`${name}.pem`)];
    await openssl('x509', ...from, ...signer, '-days', String(days));
  }
  const read = async (name: string): Promise<Certificate> => ({
    key: await readFile(at(`${name}.key`), 'utf8'),
    cert: await readFile(at(`${name}.pem`), 'utf8'),
  });

  await Promise.all([
    ownSigned('authority', 'authority.test'),
    ownSigned('nobody', 'nobody.test'),
    ownSigned('self', host),
  ]);
  await Promise.all([
    signed('good', host, 'authority', 2),
    signed('expired', host, 'authority', -1),
    signed('other', 'elsewhere.test', 'authority', 2),
    signed('strange', host, 'nobody', 2),
  ]);
  return {
    authority: at('authority.pem'),
    of: {
      good: await read('good'),
      expired: await read('expired'),
      'other-host': await read('other'),
      'self-signed': await read('self'),
      strange: await read('strange'),
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
