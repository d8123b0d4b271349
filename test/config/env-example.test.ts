import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The environment that is promised to the outside. */
const promised = [
  'MONGODB_URI',
  'DATA_DIR',
  'HOST',
  'PORT',
  'PUBLIC_URL',
  'SERVICE_FILE',
  'SECRET',
  'SANDBOX',
  'DEFAULT_LOCALE',
  'LOG_LEVEL',
  'HEARTBEAT_URL',
  'HTTPS_PROXY',
  'SLACK_BOT_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_APP_TOKEN',
  'SLACK_API_URL',
  'TWILIO_ACCOUNT_SID',
  'TWILIO_AUTH_TOKEN',
  'TWILIO_FROM',
  'TWILIO_MESSAGING_SERVICE_SID',
  'TWILIO_API_URL',
  'SMTP_URL',
  'MAIL_FROM',
  'IMAP_URL',
  'MAIL_LISTEN',
];

const lines = readFileSync('.env.example', 'utf8').split('\n');
const documented = new Set(lines.flatMap((line) => /^#([A-Z][A-Z0-9_]*)=/.exec(line)?.[1] ?? []));

/** Names in the settings' schemas (`PORT: z…`) and read directly (`env['MONGOD']`); not those of the system. */
function namesReadIn(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  const direct = [...source.matchAll(/\benv\[['"]([A-Z][A-Z0-9_]+)['"]\]/g)];
  const schema = /(config\/config|settings)\.ts$/.test(file)
    ? [...source.matchAll(/^\s+([A-Z][A-Z0-9_]+):/gm)]
    : [];
  return [...direct, ...schema]
    .flatMap((match) => match[1] ?? [])
    .filter((name) => !/^(PATH|HOME|XDG_\w+)$/.test(name));
}

describe('.env.example', () => {
  it.each(promised)('documents %s', (name) => {
    expect(documented).toContain(name);
  });

  const files = ['src/config', 'src/channels', 'src/store', 'src/lib'].flatMap(filesUnder);
  const read = files.flatMap((file) => namesReadIn(file).map((name) => [name, file] as const));

  it.each(read)('documents %s, which %s reads', (name) => {
    expect(documented).toContain(name);
  });

  it('documents nothing that nobody promised or reads', () => {
    const known = new Set([...promised, ...read.map(([name]) => name)]);
    expect([...documented].filter((name) => !known.has(name))).toEqual([]);
  });
});

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}
