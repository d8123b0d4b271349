#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import type { Locale } from './domain/locale.ts';
import { nearest } from './domain/nearest.ts';
import { AppError } from './lib/errors.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
// A full disk or a closed terminal behind it: the hub goes on, unheard.
process.stdout.on('error', () => undefined);
const stopWithinMs = 12_000;

const ticketNumber = (text: string): number => {
  if (!/^#?\d{1,9}$/.test(text)) throw new InvalidArgumentError('a ticket number looks like 4821');
  return Number(text.replace('#', ''));
};
const languageNamed = (name: string): Locale => {
  if (!/^(?:zh|en)(?:[-_]|$)/i.test(name)) throw new InvalidArgumentError('it is zh or en');
  return localeOf(name);
};
const localeOf = (name: string): Locale => (name.toLowerCase().startsWith('en') ? 'en' : 'zh-CN');
const terminalLocale = (): Locale => localeOf(process.env['DEFAULT_LOCALE'] ?? process.env['LANG'] ?? 'zh');

/** `start` runs until it is told to stop, also while it starts; a second signal ends it at once. */
async function run(): Promise<void> {
  const { start } = await import('./main.ts');
  let told = 0;
  const stopped = new AbortController();
  const starting = start(process.env, say, undefined, stopped.signal);
  const end = (): void => {
    told++;
    if (told > 1) process.exit(1);
    say('stopping …');
    setTimeout(() => process.exit(1), stopWithinMs).unref();
    stopped.abort();
    // One that did not come up has nothing to put away.
    starting
      .then(
        (hub) => hub.stop(),
        () => undefined,
      )
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  const hub = await starting.catch((error: unknown) => {
    if (told === 0) throw error;
  });
  if (!hub || told > 0) return;
  say('');
  if (hub.sandbox) say(`  sandbox  ${hub.url}/sandbox`);
  say(`  health   ${hub.url}/healthz   ready ${hub.url}/readyz`);
  say(`  metrics  ${hub.url}/metrics`);
  say('\nCtrl-C stops it; what it knows stays.');
}

const finish = async (code: Promise<number>): Promise<void> => {
  process.exitCode = await code;
};

// Each command reads in what it needs when it runs: a mistyped word is answered at once.
const program = new Command('faultline')
  .description('A fault desk that lives where people already are.')
  .showHelpAfterError();
program
  .command('start', { isDefault: true })
  .description('start the hub; with nothing configured the sandbox too')
  .action(run);
program
  .command('check')
  .argument('[file]', 'a service file')
  .description('check a service file: all mistakes at once')
  .action(async (file?: string) => {
    const { check } = await import('./commands/apply.ts');
    await finish(check(file ?? process.env['SERVICE_FILE'] ?? 'service.example.yaml', process.env, say));
  });
program
  .command('apply')
  .argument('<file>', 'a service file')
  .option('--dry-run', 'only say what would change')
  .description('put a service file in force, its consequences first')
  .action(async (file: string, options: { dryRun?: boolean }) => {
    const { apply } = await import('./commands/apply.ts');
    await finish(apply(file, process.env, { dry: options.dryRun ?? false, locale: terminalLocale(), say }));
  });
for (const what of ['why', 'trace'] as const) {
  program
    .command(what)
    .argument('<ticket>', 'a ticket number', ticketNumber)
    .option('--json', 'for scripts')
    .option('--lang <lang>', 'zh or en', languageNamed)
    .description(what === 'why' ? 'each clock of a ticket as a sum' : 'who was told what, when, how proven')
    .action(async (number: number, options: { json?: boolean; lang?: Locale }) => {
      const { explain } = await import('./commands/explain.ts');
      const how = { json: options.json ?? false, locale: options.lang ?? terminalLocale(), say };
      await finish(explain(what, number, process.env, how));
    });
}
program
  .command('doctor')
  .option('--send <person>', 'a real message to this person over each channel')
  .description('settings, database, channels: what works, what does not, what to do')
  .action(async (options: { send?: string }) => {
    const { doctor } = await import('./commands/doctor.ts');
    await finish(doctor(process.env, { say, ...(options.send && { send: options.send }) }));
  });
program
  .command('read')
  .argument('<files...>', 'mails as .eml')
  .option('--json', 'one object a line')
  .description('how a mail would be understood; nothing is sent')
  .action(async (files: string[], options: { json?: boolean }) => {
    const { read } = await import('./commands/read.ts');
    await finish(read(files, options.json ?? false, say));
  });

const [wanted] = process.argv.slice(2);
const known = ['help', ...program.commands.map((command) => command.name())];
// `start` is what no command at all means; a mistyped one must not start a hub.
if (wanted && !wanted.startsWith('-') && !known.includes(wanted)) {
  const meant = nearest(wanted, known);
  program.error(`error: unknown command '${wanted}'${meant ? `, did you mean ${meant}?` : ''}`);
}
if (existsSync('.env')) process.loadEnvFile('.env');
try {
  await program.parseAsync();
} catch (error) {
  // One clear sentence for what people can mend; the whole story for what they can't.
  if (error instanceof AppError) process.stderr.write(`${error.message}\n`);
  else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
