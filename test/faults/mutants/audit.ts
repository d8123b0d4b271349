import type { Mutant } from './mutant.ts';

/** What nobody would miss until a manager asks. */
export const audit: Mutant[] = [
  {
    rows: ['F60'],
    without: 'the audit',
    edits: [
      {
        file: 'src/main.ts',
        find: '    closers.push(startAudit(secrets, ctx));\n',
        replace: '    void startAudit;\n',
      },
    ],
    test: 'test/faults/audit.test.ts',
    title: 'F60: the audit of one of them finds it, fires it marked, and the managers hear of it once',
    says: 'it did not come about: the missing page goes out',
  },
];
