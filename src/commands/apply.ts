import type { Locale } from '../domain/locale.ts';
import { describeConsequence } from '../domain/service/describe-consequence.ts';
import type { Env } from '../lib/optional-group.ts';
import { foresee, loadService } from '../wiring/apply-service.ts';
import { openForCommand } from './open-for-command.ts';

type Say = (line: string) => void;

const realSms = (env: Env): boolean => Boolean(env['TWILIO_ACCOUNT_SID']);

/** `check FILE`: all mistakes at once, by line; 0 when it may be applied. */
export async function check(file: string, env: Env, say: Say): Promise<number> {
  const { service, warnings } = await loadService(file, { realSms: realSms(env) });
  if (warnings) say(warnings);
  const { people, customers, contracts, inspections } = service;
  say(
    `${file} is fine: ${people.length} people, ${customers.length} customers, ${contracts.length} contracts, ${inspections.length} inspection plans`,
  );
  return 0;
}

/** `apply FILE`: the consequences first, then the change; applying the same file again changes nothing. */
export async function apply(
  file: string,
  env: Env,
  { dry, locale, say }: { dry: boolean; locale: Locale; say: Say },
): Promise<number> {
  const { service, warnings } = await loadService(file, { realSms: realSms(env) });
  if (warnings) say(warnings);
  const opened = await openForCommand(env, (line) => process.stderr.write(`${line}\n`));
  try {
    const { store, clock } = opened;
    if ((await store.meta.serviceHash()) === service.hash) {
      say('nothing changes: this file is already applied');
      return 0;
    }
    const foreseen = await foresee(service, store);
    for (const consequence of foreseen) say(`- ${describeConsequence(consequence, locale)}`);
    if (dry) return 0;
    if ((await store.leases.hold('apply', 30_000)) === undefined) {
      say('somebody else is applying a file right now; try again in a moment');
      return 1;
    }
    await store.meta.keepService(service, clock.now());
    await store.leases.free('apply');
    say(`applied ${file}; tickets that are open keep the promises they were opened under`);
    return 0;
  } finally {
    await opened.close();
  }
}
