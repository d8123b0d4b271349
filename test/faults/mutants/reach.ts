import type { Mutant } from './mutant.ts';

const unreached = 'test/faults/unreached.test.ts';
const notDelivered = 'src/app/not-delivered.ts';

/** Nobody hears, or hears too late, and the log that can't be written. */
export const reach: Mutant[] = [
  {
    rows: ['F35'],
    without: 'a channel that takes nothing is nobody’s dead address',
    edits: [
      {
        file: 'src/app/settle.ts',
        find: "result.address !== 'ok' && notice.to.kind !== 'conversation'",
        replace: "result.address !== 'ok'",
      },
      {
        file: 'src/app/send-one.ts',
        find: '(isDead(identity, ctx.clock.now()) && !conversation)',
        replace: 'isDead(identity, ctx.clock.now())',
      },
    ],
    test: unreached,
    title:
      'F35: (channel_not_found) its keepers hear once a day, people are called as ever, and cards come back once it is restored',
    says: 'expected [] to have a length of 1 but got +0',
  },
  {
    rows: ['F38'],
    without: 'the next way to whoever was refused',
    edits: [{ file: 'src/app/settle.ts', find: '  if (lane) {', replace: "  if (lane && reason === '') {" }],
    test: unreached,
    title:
      'F38: because its reader said STOP (21610), goes the next way at once, and so does all that follows',
    says: "expected 'sms failed' to be 'sms email sent'",
  },
  {
    rows: ['F41'],
    without: "the minute's look at texts without a receipt",
    edits: [
      {
        file: 'schedules/unproven.ts',
        find: 'await chase(notice, ctx).catch',
        replace: 'await Promise.resolve().catch',
      },
    ],
    test: unreached,
    title: 'F41: a page goes on by the next way that its reader has, once five minutes have passed',
    says: "expected 'sms sent' to be 'sms email sent'",
  },
  {
    rows: ['F41'],
    without: 'the provider is asked for a receipt that went astray',
    edits: [
      { file: 'src/app/unproven.ts', find: '  if (receipt) {', replace: '  if (receipt && !receipt) {' },
    ],
    test: unreached,
    title: 'F41: a receipt that went astray is asked for, and nothing is sent again',
    says: 'to deeply equal',
  },
  {
    rows: ['F46'],
    without: 'the next responder is told of who could not be reached',
    edits: [
      { file: notDelivered, find: 'if (next === undefined) return;', replace: "if (next !== '') return;" },
    ],
    test: unreached,
    title: 'F46: the next responder is called at once, can claim, and the trace shows it',
    says: 'expected [ undefined ] to deeply equal',
  },
  {
    rows: ['F46'],
    without: "the look at a page's other channels",
    edits: [
      { file: notDelivered, find: 'if (await mayArrive(beside, ctx))', replace: 'if (beside.length > 99)' },
    ],
    test: unreached,
    title: 'F46: a page that arrives by one of its channels calls nobody else',
    says: 'to deeply equal []',
  },
  {
    rows: ['F50'],
    without: 'what the log can not write waits',
    edits: [
      {
        file: 'src/lib/log-output.ts',
        find: '    } catch {',
        replace: '    } catch (error) {\n      throw error;',
      },
    ],
    test: 'test/lib/log-output.test.ts',
    title: 'takes lines while the disk is full, and writes them in order, none cut, once there is room',
    says: 'no space',
  },
  {
    rows: ['F50'],
    without: 'the embedded mongod is started again',
    edits: [
      {
        file: 'src/store/embedded/keep-running.ts',
        find: 'returning = comeBack();',
        replace: 'returning = Promise.resolve(void comeBack);',
      },
    ],
    test: 'test/faults/full-store.test.ts',
    title: 'F50: answers 503 and stays up, and goes on by itself once there is room',
    says: 'it did not come about: the text is taken',
  },
];
