import type { Mutant } from './mutant.ts';

const sickTest = 'test/faults/sick.test.ts';
const handlerTest = 'test/faults/handler.test.ts';
const machine = 'test/faults/machine.test.ts';

/** Inputs that cannot be handled, and machines without room. */
export const sick: Mutant[] = [
  {
    rows: ['F47'],
    without: 'the count of attempts',
    edits: [
      {
        file: 'src/store/inbox.ts',
        find: "attempts >= maxAttempts ? 'quarantined'",
        replace: "attempts >= 1000 * maxAttempts ? 'quarantined'",
      },
    ],
    test: sickTest,
    title: 'is kept aside with its raw when it was received, and the others flow (F47)',
    says: 'it did not come about: it is put aside',
  },
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
    title: 'F49, B61, B62: too deep or too many parts are read in part, and said to be',
    says: 'expected false to be true',
  },
  {
    rows: ['F51'],
    without: 'a mail is stored before it is acknowledged',
    edits: [
      {
        file: 'src/channels/email/receiver.ts',
        find: '      await take(await gather([path, ...chunks]));',
        replace:
          '      const whole = await gather([path, ...chunks]);\n      setTimeout(() => void take(whole), 5000);',
      },
    ],
    test: machine,
    title:
      'F51: that is full while large mails come in, ends with an error and loses nothing that it acknowledged',
    says: 'was acknowledged and is on tickets 0 times',
  },
  {
    rows: ['F48'],
    without: 'one that cannot be worded steps aside',
    edits: [
      {
        file: 'src/app/deliver.ts',
        find: 'return setAside(notice, error, ctx);',
        replace: 'throw error;',
      },
    ],
    test: sickTest,
    title: 'steps aside in the outbox, ends as failed, and somebody is told (F48)',
    says: 'it did not come about',
  },
  {
    rows: ['F61'],
    without: 'what fails where nobody waits for it ends nothing else',
    edits: [
      {
        file: 'src/lib/strays.ts',
        find: "  process.on('unhandledRejection', say);\n",
        replace: '',
      },
    ],
    test: handlerTest,
    title: 'F61: that fails where nobody waits for it: the hub goes on, and the others are answered',
    says: 'it ended',
  },
  {
    rows: ['F61'],
    without: 'what goes wrong with one message ends there',
    edits: [
      {
        file: 'src/app/receive.ts',
        find: '    } catch (error) {\n      await failed(row, error).catch(',
        replace:
          '    } catch (error) {\n      if (error) throw error;\n      await failed(row, error).catch(',
      },
    ],
    test: handlerTest,
    title: 'F61: that throws: its message alone is kept aside, and the others are answered',
    says: 'it did not come about: its message is kept aside',
  },
];
