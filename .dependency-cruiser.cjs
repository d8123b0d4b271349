/**
 * Who may import whom: pure rules in the middle, vendors at the rim, one place (main) that joins them.
 * `test/tools/dependency-rules.test.ts` plants a violation of every rule and sees it caught.
 */

const production = '^(src|handlers|schedules|templates)/';
const pureDates = '^node_modules/(temporal-polyfill|rrule-temporal)/';
const packages = '^node_modules/';
/** Which languages there are, and a phrase in one of them: words rather than rules. */
const locale = '^src/domain/locale[.]ts$';

/** `folder` may import itself and `allowed`; `types` only with `import type`; node's own modules if `core`. */
function only(name, folder, { allowed = [], types = [], core = false, from = {} }, comment) {
  // A folder with a group in it, or one file, says itself what it may see of its own kind.
  const own = folder.endsWith('/') && !folder.includes('(') ? [folder] : [];
  const within = [...own, ...allowed];
  const notCore = core ? { dependencyTypesNot: ['core'] } : {};
  const rules = [
    {
      name,
      severity: 'error',
      comment,
      from: { path: folder, ...from },
      to: { pathNot: [...within, ...types], ...notCore },
    },
  ];
  if (types.length > 0) {
    rules.push({
      name: `${name}-types`,
      severity: 'error',
      comment: `${comment} Of the rest it sees types alone: use \`import type\`.`,
      from: { path: folder, ...from },
      to: { path: types, pathNot: allowed, dependencyTypesNot: ['type-only'] },
    });
  }
  return rules;
}

/** A vendor's package stays in the folders named here. */
const home = (name, sdk, folders) => ({
  name: `${name}-at-home`,
  severity: 'error',
  comment: `The vendor stops at its own folder (${folders.join(', ')}); the rest speaks our words.`,
  from: { path: production, pathNot: folders },
  to: { path: sdk.map((name) => `^node_modules/${name}/`) },
});

module.exports = {
  forbidden: [
    ...only(
      'domain-is-pure',
      '^src/domain/',
      { allowed: [pureDates] },
      'The domain imports itself and two pure date libraries, nothing else, not even node:.',
    ),
    ...only(
      'templates',
      '^templates/',
      { allowed: ['^src/domain/', pureDates] },
      'Templates see the domain.',
    ),
    ...only(
      'store',
      '^src/store/',
      { allowed: ['^src/domain/', '^src/lib/', packages], core: true },
      'The store sees the domain and lib.',
    ),
    ...only(
      'app',
      '^src/app/',
      {
        allowed: ['^src/domain/', '^src/lib/', packages],
        types: ['^src/store/', '^templates/'],
        core: true,
      },
      'Use cases see the domain and lib; store and templates are handed to them.',
    ),
    ...only(
      'handlers',
      '^handlers/',
      { allowed: ['^src/domain/', '^src/app/', '^templates/'] },
      'A handler translates, asks a use case and words the answer.',
    ),
    ...only(
      'schedules',
      '^schedules/',
      { allowed: ['^src/domain/', '^src/app/', '^node_modules/croner/'] },
      'A schedule asks a use case; croner alone says which minutes it stands for.',
    ),
    ...only(
      'channel-is-an-island',
      '^src/channels/([^/]+)/',
      { allowed: ['^src/channels/$1/', '^src/domain/', '^src/lib/', packages], core: true },
      'A channel sees its own folder, the domain, lib and its SDK; never another channel.',
    ),
    ...only(
      'channel-registry',
      '^src/channels/[^/]+[.]ts$',
      {
        allowed: ['^src/channels/', '^src/domain/', '^src/lib/'],
        types: ['^node_modules/(express|pino|@types/express)/'],
      },
      'The registry lists channels and does nothing else.',
    ),
    ...only(
      'http',
      '^src/http/',
      { allowed: ['^src/lib/', locale, packages], types: ['^src/domain/'], core: true },
      'The server sees lib and what main hands it.',
    ),
    ...only(
      'config',
      '^src/config/',
      { allowed: ['^src/lib/', '^src/domain/', '^node_modules/(zod|yaml)/', pureDates], core: true },
      'Settings are zod, yaml and the words of the domain.',
    ),
    ...only(
      'sandbox',
      '^src/sandbox/',
      { allowed: ['^src/lib/', locale, packages], types: ['^src/domain/'], core: true },
      'The look-alikes know the providers, not the hub.',
    ),
    ...only(
      'lib',
      '^src/lib/',
      { allowed: [packages], core: true },
      'Small shared things know nothing of the hub.',
    ),
    {
      name: 'sandbox-is-not-the-hub',
      severity: 'error',
      comment: 'Nothing but main starts the sandbox; the hub must not know that it is in one.',
      from: { path: production, pathNot: ['^src/sandbox/', '^src/main[.]ts$', '^src/wiring/'] },
      to: { path: '^src/sandbox/' },
    },
    {
      name: 'only-cli-imports-main',
      severity: 'error',
      comment: 'main builds everything; whoever imports it gets everything.',
      from: { path: production, pathNot: '^src/cli[.]ts$' },
      to: { path: '^src/main[.]ts$' },
    },
    {
      name: 'only-main-imports-wiring',
      severity: 'error',
      comment: 'The wiring is main in several files: it knows everybody, so nobody may know it.',
      from: {
        path: production,
        pathNot: ['^src/main[.]ts$', '^src/cli[.]ts$', '^src/wiring/', '^src/commands/'],
      },
      to: { path: '^src/wiring/' },
    },
    {
      name: 'nothing-imports-cli',
      severity: 'error',
      comment: 'The command is an end, not a means.',
      from: { path: production },
      to: { path: '^src/cli[.]ts$' },
    },
    home('slack', ['@slack'], ['^src/channels/slack/']),
    home('twilio', ['twilio'], ['^src/channels/sms/']),
    home(
      'mail',
      ['nodemailer', 'imapflow', 'smtp-server', 'mailparser'],
      ['^src/channels/email/', '^src/sandbox/'],
    ),
    home('mongo', ['mongoose', 'mongodb', 'mongodb-memory-server'], ['^src/store/', '^src/wiring/']),
    {
      name: 'no-test-in-production',
      severity: 'error',
      comment: 'What only tests need stays with the tests.',
      from: { path: production },
      to: { path: '^test/' },
    },
    {
      name: 'no-dev-package-in-production',
      severity: 'error',
      comment: 'A package that the running hub needs belongs to `dependencies`.',
      from: { path: production },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-unlisted-package',
      severity: 'error',
      comment: 'What is imported is listed in package.json, or the next install may not bring it.',
      from: { path: production },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one, or miss a third. (A type that looks back is none.)',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import that leads nowhere.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Sees `import type` too, and can tell it from the rest.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.cjs', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
