import tseslint from 'typescript-eslint';

const everywhere = [
  {
    selector: 'CatchClause > BlockStatement[body.length=0]',
    message: 'Say in code what happens to the error; a comment does nothing.',
  },
  { selector: 'TSEnumDeclaration', message: 'A union of words is shorter and survives JSON.' },
];

/** The domain means the same tomorrow: time and chance are handed in. */
const inTheDomain = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Take `now: Date` as an argument.',
  },
  { selector: "CallExpression[callee.name='Date']", message: 'Take `now: Date` as an argument.' },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Take `now: Date` as an argument.',
  },
  {
    selector: "MemberExpression[object.name='Temporal'][property.name='Now']",
    message: 'Take `now: Date` as an argument.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Take the random value as an argument.',
  },
];

const worldly = [
  'process',
  'Buffer',
  'console',
  'fetch',
  'performance',
  'crypto',
  'setTimeout',
  'setInterval',
];

export default tseslint.config(
  { ignores: ['dist/**', 'coverage/**', 'node_modules/**', '**/*.js', '**/*.cjs'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.base],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...everywhere],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
    },
  },
  {
    files: ['src/domain/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...inTheDomain],
      'no-restricted-globals': ['error', ...worldly],
    },
  },
  {
    files: ['**/*.ts'],
    ignores: ['src/config/**', 'src/main.ts', 'src/cli.ts', 'test/**', '*.config.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'main reads it once and hands it on.' },
      ],
    },
  },
  // A table of cases may be as long as the world is strange.
  { files: ['test/**/*.ts'], rules: { 'max-lines': 'off', '@typescript-eslint/no-misused-promises': 'off' } },
  { files: ['src/cli.ts', 'test/**/*.ts'], rules: { 'no-console': 'off' } },
);
