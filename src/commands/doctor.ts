import { auditResult } from '../app/audit/result.ts';
import { openChannels } from '../channels/index.ts';
import { addressOf } from '../domain/address.ts';
import type { Channel } from '../domain/channel.ts';
import { personById } from '../domain/service/directory.ts';
import type { Service } from '../domain/service/service.ts';
import { createLogger } from '../lib/logger.ts';
import type { Env } from '../lib/optional-group.ts';
import { loadService } from '../wiring/apply-service.ts';
import { BadSettings, readSettings } from '../wiring/settings.ts';
import { type CommandStore, openForCommand } from './open-for-command.ts';

type Say = (line: string) => void;

const line = (fine: boolean, what: string, say: string): string =>
  `${fine ? 'ok  ' : 'FAIL'} ${what}: ${say}`;

/** One real message to one person, over each channel that reaches them. */
async function roundTrip(channels: Channel[], service: Service, who: string, say: Say): Promise<boolean> {
  const person = personById(service, who.replace(/^@/, ''));
  if (!person) {
    say(
      line(
        false,
        'send',
        `nobody is called ${who}; use an id of service.yaml, like @${service.people[0]?.id ?? 'wang.lei'}`,
      ),
    );
    return false;
  }
  let fine = true;
  for (const address of person.reach) {
    const channel = channels.find((c) => address.startsWith(`${c.name}:`));
    if (!channel) continue;
    const text =
      person.locale === 'en'
        ? 'Faultline doctor: this message proves the way to you.'
        : 'Faultline 自检：收到这条消息，说明这条路是通的。';
    const message = {
      locale: person.locale,
      short: text,
      title: 'Faultline',
      body: [{ kind: 'text' as const, text }],
    };
    const result = await channel.send({
      id: `doctor/${Date.now()}/${channel.name}`,
      to: addressOf(channel.name, address.slice(channel.name.length + 1)),
      message,
    });
    fine &&= result.kind === 'sent';
    say(
      line(
        result.kind === 'sent',
        `send ${channel.name}`,
        result.kind === 'sent' ? 'the provider took it; look whether it arrives' : result.reason,
      ),
    );
  }
  return fine;
}

function inForce(applied: string | undefined, wanted: string): string {
  if (applied === undefined) return 'nothing yet: the first start applies this service file';
  return applied === wanted
    ? 'this service file is in force'
    : 'another version is in force: run apply, or start';
}

const shownFindings = 10;
const longAgoSeconds = 120;

/** Did everything that had to fire fire? What the hubs' audit says of it. */
async function audited({ store, clock }: CommandStore, say: Say): Promise<boolean> {
  const { findings, passAgeSeconds, sweepAgeSeconds } = await auditResult({ ...store, clock });
  if (passAgeSeconds === undefined) {
    say(line(true, 'audit', 'has not run yet: a hub that runs begins after 10 s'));
    return true;
  }
  const ago = (seconds: number) => `${Math.round(seconds)} s ago`;
  const when = `last looked ${ago(passAgeSeconds)}, at everything open ${sweepAgeSeconds === undefined ? 'not yet' : ago(sweepAgeSeconds)}`;
  const late = passAgeSeconds > longAgoSeconds ? ' (no hub runs it now)' : '';
  const good = `${findings.repaired} found and made good, ${findings.open} open`;
  say(line(findings.open === 0, 'audit', `${good}; ${when}${late}`));
  for (const { ticket, what } of await store.findings.open(shownFindings))
    say(line(false, ticket === undefined ? 'audit' : `ticket ${ticket}`, what));
  return findings.open === 0;
}

/** Settings, database, channels: what works, what doesn't, what to do. 0 when all is well. */
export async function doctor(env: Env, { send, say }: { send?: string; say: Say }): Promise<number> {
  let settings: ReturnType<typeof readSettings>;
  try {
    settings = readSettings(env);
    say(
      line(
        true,
        'settings',
        settings.config.sandbox ? 'the sandbox is on: nothing leaves this machine' : 'complete',
      ),
    );
  } catch (error) {
    if (!(error instanceof BadSettings)) throw error;
    for (const problem of error.problems) say(line(false, 'settings', problem));
    return 1;
  }
  const { config, channels: given } = settings;
  const { service, warnings } = await loadService(config.serviceFile, { realSms: given.sms !== undefined });
  say(line(true, 'service', `${config.serviceFile} is fine${warnings ? ', with warnings: run check' : ''}`));
  const opened = await openForCommand(env, say);
  let fine = true;
  const log = createLogger({ level: 'silent' });
  try {
    const hash = await opened.store.meta.serviceHash();
    say(line(true, 'database', 'answers, indexes are right'));
    const fits = hash === undefined || hash === service.hash;
    fine &&= fits;
    say(line(fits, 'applied', inForce(hash, service.hash)));
    const skew = await opened.clock.checkSkew();
    say(line(Math.abs(skew) <= 2000, 'clock', `${skew} ms from the database's`));
    fine &&= Math.abs(skew) <= 2000;
    fine = (await audited(opened, say)) && fine;
    const open = openChannels(given, {
      log,
      secrets: config.secrets.length > 0 ? config.secrets : ['doctor'],
      clock: opened.clock,
      publicUrl: () => config.publicUrl ?? '',
      proxy: config.httpsProxy,
      countries: service.smsCountries,
    });
    if (open.all.length === 0) say(line(true, 'channels', 'none is configured; npm start opens the sandbox'));
    for (const channel of open.all) {
      const { ok, say: words } = await channel.health();
      fine &&= ok;
      say(line(ok, channel.name, words));
    }
    if (send && open.all.length === 0)
      say(line(true, 'send', 'nothing was sent: no channel is configured; in the sandbox open its page'));
    if (send) fine = (await roundTrip(open.all, service, send, say)) && fine;
    for (const channel of open.all) await channel.stop();
  } finally {
    await opened.close();
  }
  return fine ? 0 : 1;
}
