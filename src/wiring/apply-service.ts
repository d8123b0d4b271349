import { readFile } from 'node:fs/promises';
import { channelNames } from '../channels/index.ts';
import { createSmsCountries } from '../channels/sms/index.ts';
import { formatProblems } from '../config/service/format-problems.ts';
import { readServiceFile } from '../config/service/read-service-file.ts';
import type { Address } from '../domain/address.ts';
import type { Consequence } from '../domain/service/consequence.ts';
import { consequences } from '../domain/service/consequences.ts';
import type { Service, SmsCountry } from '../domain/service/service.ts';
import { AppError } from '../lib/errors.ts';
import type { OpenStore } from './open-store.ts';

/** The service file can't be used; the message shows each problem with its line. */
export class BadServiceFile extends AppError {
  readonly code = 'bad-service-file';
}

/** Real texts go out: what each number's country can do is part of the check. */
const smsWord = (address: Address, rows: readonly SmsCountry[]): SmsCountry =>
  createSmsCountries(rows).can(address);

/**
 * Reads and checks a service file. `realSms`: a provider is configured, so that reporters who can't answer
 * by their phone are an error; the sandbox's provider is two-way everywhere.
 * @throws BadServiceFile
 */
export async function loadService(
  file: string,
  { realSms = false, now = new Date() }: { realSms?: boolean; now?: Date } = {},
): Promise<{ service: Service; warnings: string }> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new BadServiceFile(`${file} can't be read: copy service.example.yaml there, or set SERVICE_FILE`, {
      cause: error,
    });
  });
  const read = readServiceFile(text, { file, now, channels: channelNames, ...(realSms && { smsWord }) });
  if (!read.ok) throw new BadServiceFile(`${file} has mistakes:\n${formatProblems(read.problems, text)}`);
  return {
    service: read.service,
    warnings: read.warnings.length > 0 ? formatProblems(read.warnings, text) : '',
  };
}

type Stored = Pick<OpenStore, 'meta' | 'tickets'>;

/** What applying this service would do to the tickets that are open now. */
export async function foresee(service: Service, { meta, tickets }: Stored): Promise<Consequence[]> {
  const open = await tickets.where({ status: { $in: ['open', 'fixed'] } }, 5000);
  return consequences(
    await meta.service(),
    service,
    open.map(({ ticket: { number, owner, worker, contract, site } }) => ({
      number,
      owner,
      policyContract: contract,
      ...(worker && { worker }),
      ...(site && { site }),
    })),
  );
}

/** `start` applies a file whose hash was never applied before, under a lease so that one hub does it. */
export async function applyAtStart(service: Service, store: OpenStore, now: Date): Promise<boolean> {
  if (await store.meta.applied(service.hash)) return false;
  for (let tries = 0; tries < 50; tries++) {
    if ((await store.leases.hold('apply', 30_000)) !== undefined) {
      const applied = !(await store.meta.applied(service.hash));
      if (applied) await store.meta.keepService(service, now);
      await store.leases.free('apply');
      return applied;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}
