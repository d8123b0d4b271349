import type { Mutant } from './mutant.ts';

/** Inputs that cannot be handled, and machines without room. */
export const sick: Mutant[] = [
  {
    rows: ['F49'],
    without: 'the limit of parts',
    edits: [
      {
        file: 'src/channels/email/mime/parts.ts',
        find: 'const maxParts = 500;',
        replace: 'const maxParts = 1e9;',
      },
    ],
    test: 'test/channels/email/hostile-mail.test.ts',
    title: 'B61, B62: too deep or too many parts are read in part, and said to be',
    says: 'expected false to be true',
  },
];
