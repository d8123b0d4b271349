import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, '../..');
const rulesFile = join(root, '.dependency-cruiser.cjs');
const { forbidden } = require(rulesFile) as { forbidden: { name: string }[] };

/** rule → a file and the import in it that the rule must catch. */
const planted: Record<string, [file: string, code: string][]> = {
  'domain-is-pure': [
    ['src/domain/reads-a-file.ts', "import 'node:fs';"],
    ['src/domain/asks-lib.ts', "import '../lib/errors.ts';"],
    ['src/domain/asks-zod.ts', "import 'zod';"],
    ['src/domain/knows-a-type-of-app.ts', "import type { useCase } from '../app/use-case.ts';"],
  ],
  templates: [
    ['templates/asks-app.ts', "import '../src/app/use-case.ts';"],
    ['templates/asks-lib.ts', "import '../src/lib/errors.ts';"],
  ],
  store: [
    ['src/store/asks-app.ts', "import '../app/use-case.ts';"],
    ['src/store/words.ts', "import '../../templates/words.ts';"],
  ],
  app: [
    ['src/app/asks-channel.ts', "import '../channels/one/sender.ts';"],
    ['src/app/asks-handler.ts', "import '../../handlers/claim.ts';"],
  ],
  'app-types': [
    ['src/app/opens-store.ts', "import { tickets } from '../store/tickets.ts'; tickets;"],
    ['src/app/words.ts', "import { words } from '../../templates/words.ts'; words;"],
  ],
  handlers: [
    ['handlers/opens-store.ts', "import '../src/store/tickets.ts';"],
    ['handlers/asks-zod.ts', "import 'zod';"],
  ],
  schedules: [['schedules/words.ts', "import '../templates/words.ts';"]],
  'channel-is-an-island': [
    ['src/channels/one/asks-the-other.ts', "import '../two/sender.ts';"],
    ['src/channels/one/asks-app.ts', "import '../../app/use-case.ts';"],
    ['src/channels/one/asks-the-registry.ts', "import '../index.ts';"],
  ],
  'channel-registry': [['src/channels/index.ts', "import '../store/tickets.ts';"]],
  'channel-registry-types': [['src/channels/serves.ts', "import express from 'express'; express;"]],
  http: [['src/http/opens-store.ts', "import '../store/tickets.ts';"]],
  'http-types': [['src/http/decides.ts', "import { decide } from '../domain/decide.ts'; decide;"]],
  config: [
    ['src/config/opens-store.ts', "import '../store/tickets.ts';"],
    ['src/config/asks-pino.ts', "import 'pino';"],
  ],
  sandbox: [['src/sandbox/asks-app.ts', "import '../app/use-case.ts';"]],
  'sandbox-types': [['src/sandbox/decides.ts', "import { decide } from '../domain/decide.ts'; decide;"]],
  lib: [['src/lib/knows-the-domain.ts', "import '../domain/decide.ts';"]],
  'sandbox-is-not-the-hub': [['src/cli.ts', "import './sandbox/phone.ts'; import './main.ts';"]],
  'only-cli-imports-main': [['src/app/asks-main.ts', "import '../main.ts';"]],
  'only-main-imports-wiring': [['src/app/asks-the-wiring.ts', "import '../wiring/open-store.ts';"]],
  'nothing-imports-cli': [['src/main.ts', "import './cli.ts';"]],
  'slack-at-home': [['src/channels/two/asks-slack.ts', "import '@slack/bolt';"]],
  'twilio-at-home': [['src/app/asks-twilio.ts', "import 'twilio';"]],
  'mail-at-home': [['src/channels/sms/asks-mail.ts', "import 'nodemailer';"]],
  'mongo-at-home': [['src/http/asks-mongoose.ts', "import 'mongoose';"]],
  'no-test-in-production': [['src/http/asks-a-test.ts', "import '../../test/support.ts';"]],
  'no-dev-package-in-production': [['src/http/asks-vitest.ts', "import 'vitest';"]],
  'no-unlisted-package': [['src/http/asks-left-pad.ts', "import 'left-pad';"]],
  'no-cycles': [['src/lib/egg.ts', "import { hen } from './hen.ts'; export const egg = () => hen;"]],
  resolvable: [['src/lib/lost.ts', "import './nowhere.ts';"]],
};

/** What the design allows, and no rule may complain about. */
const allowed: [file: string, code: string][] = [
  ['src/domain/decide.ts', "import 'temporal-polyfill'; export const decide = 1;"],
  ['src/domain/locale.ts', 'export const locale = 1;'],
  ['src/lib/errors.ts', "import 'node:fs'; import 'pino';"],
  // The other half of the cycle: one report for two files.
  ['src/lib/hen.ts', "import { egg } from './egg.ts'; export const hen = () => egg;"],
  ['src/lib/parent.ts', "import './child.ts'; export type Parent = 1;"],
  ['src/lib/child.ts', "import type { Parent } from './parent.ts'; export type Child = Parent;"],
  ['src/store/tickets.ts', "import 'mongoose'; import '../domain/decide.ts'; export const tickets = 1;"],
  ['src/app/use-case.ts', "import type { tickets } from '../store/tickets.ts'; export const useCase = 1;"],
  ['src/app/worded.ts', "import type { words } from '../../templates/words.ts'; import '../lib/errors.ts';"],
  ['src/channels/one/sender.ts', "import '../../lib/errors.ts'; import '../../domain/decide.ts';"],
  ['src/channels/two/sender.ts', "import './render.ts';"],
  ['src/channels/two/render.ts', "import 'node:http';"],
  ['src/channels/sms/sender.ts', "import 'twilio';"],
  ['src/http/server.ts', "import type { decide } from '../domain/decide.ts'; import 'node:http';"],
  ['src/http/page.ts', "import { locale } from '../domain/locale.ts'; locale;"],
  ['src/config/settings.ts', "import 'zod'; import '../domain/decide.ts';"],
  ['src/sandbox/phone.ts', "import type { decide } from '../domain/decide.ts'; import 'nodemailer';"],
  ['handlers/claim.ts', "import '../src/app/use-case.ts'; import '../templates/words.ts';"],
  ['schedules/morning.ts', "import '../src/app/use-case.ts';"],
  ['templates/words.ts', "import '../src/domain/decide.ts'; export const words = 1;"],
  [
    'src/wiring/open-store.ts',
    "import 'mongoose'; import '../store/tickets.ts'; import '../sandbox/phone.ts';",
  ],
  ['test/support.ts', "import '../src/store/tickets.ts'; import 'vitest';"],
];

const dependencies = [
  'temporal-polyfill',
  'zod',
  'yaml',
  'pino',
  '@slack/bolt',
  'twilio',
  'nodemailer',
  'mongoose',
  'express',
];
const packages = [...dependencies, 'vitest', 'left-pad'];

interface Violation {
  from: string;
  rule: { name: string };
}

describe('the import rules', () => {
  let tree = '';
  let violations: Violation[] = [];

  beforeAll(async () => {
    tree = await mkdtemp(join(tmpdir(), 'faultline-rules-'));
    await plantAll(tree);
    violations = await cruise(tree);
  });
  afterAll(() => rm(tree, { recursive: true, force: true }));

  it('each have a violation planted here', () => {
    expect(Object.keys(planted).sort()).toEqual(forbidden.map((rule) => rule.name).sort());
  });

  it.each(Object.entries(planted).flatMap(([rule, files]) => files.map(([file]) => [rule, file] as const)))(
    '%s catches %s',
    (rule, file) => {
      expect(violations.filter(({ from }) => from === file).map((found) => found.rule.name)).toContain(rule);
    },
  );

  it.each(allowed)('leave %s alone', (file) => {
    expect(violations.filter(({ from }) => from === file)).toEqual([]);
  });
});

async function plantAll(tree: string): Promise<void> {
  const plant = async (file: string, text: string) => {
    await mkdir(dirname(join(tree, file)), { recursive: true });
    await writeFile(join(tree, file), text);
  };
  const listed = (names: string[]) => Object.fromEntries(names.map((name) => [name, '1.0.0']));
  await plant(
    'package.json',
    JSON.stringify({
      type: 'module',
      dependencies: listed(dependencies),
      devDependencies: listed(['vitest']),
    }),
  );
  await plant('tsconfig.json', JSON.stringify({ compilerOptions: { module: 'NodeNext' } }));
  for (const name of packages) {
    await plant(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
    await plant(`node_modules/${name}/index.js`, '');
  }
  for (const [file, code] of [...allowed, ...Object.values(planted).flat()])
    await plant(file, `${code}\nexport {};\n`);
}

/** The real command with the real rules, on the planted tree; it exits with the number of violations. */
async function cruise(tree: string): Promise<Violation[]> {
  const bin = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [bin, '--config', rulesFile, '--output-type', 'json'];
  const folders = ['src', 'handlers', 'schedules', 'templates', 'test'];
  const options = { cwd: tree, timeout: 50_000, maxBuffer: 32 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(process.execPath, [...args, ...folders], options);
  const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[] } };
  return summary.violations;
}
