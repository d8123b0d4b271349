import type { Mutant } from './mutant.ts';

const clock = 'test/faults/clock.test.ts';
const time = 'test/faults/time.test.ts';

/** Clocks that are set, days that have other hours, threads that stand still. */
export const clocks: Mutant[] = [
  {
    rows: ['F29'],
    without: 'a clock that jumped is not believed before the store was asked',
    edits: [
      {
        file: 'src/app/business-clock.ts',
        find: '(jumped() ? countedOn() : Date.now())',
        replace: 'Date.now()',
      },
    ],
    test: clock,
    title: 'F29: an hour ahead, it says so and rings nothing early',
    says: 'to be +0',
  },
  {
    rows: ['F29'],
    without: 'the clock is compared with the store before anything else',
    edits: [{ file: 'src/main.ts', find: '    await clock.checkSkew();\n', replace: '' }],
    test: clock,
    title: 'F29: started on a machine an hour ahead, it rings nothing early either',
    after: ['F29: an hour ahead, it says so and rings nothing early'],
    says: 'to be +0',
  },
  {
    rows: ['F30'],
    without: 'the timetable is armed anew when the clock was set',
    edits: [
      {
        file: 'src/wiring/minutes.ts',
        find: 'if (rearming || !clock.jumped()) return;',
        replace: 'if (stoodMs < 1e9) return;',
      },
    ],
    test: clock,
    title: 'F30: three hours back, it neither stands still nor rings twice',
    after: ['F29: an hour ahead, it says so and rings nothing early'],
    says: 'it did not come about',
  },
  {
    rows: ['F31'],
    without: 'a promise counts instants, not what a clock on the wall shows',
    edits: [
      {
        file: 'src/domain/clock/working-time.ts',
        find: 'if (calendar.hours === undefined) return new Date(from.getTime() + ms);',
        replace: [
          'if (calendar.hours === undefined) {',
          '    const wall = new Date(from.getTime() + stretchAt(calendar.timezone, from.getTime()).offsetMs + ms);',
          '    return instantOf(wall.toISOString().slice(0, 10), wall.toISOString().slice(11, 16), calendar.timezone);',
          '  }',
        ].join('\n'),
      },
      {
        file: 'src/domain/clock/working-time.ts',
        find: "import { dateOf, dayNumber, minutesOf } from './zone.ts';",
        replace:
          "import { dateOf, dayNumber, instantOf, minutesOf } from './zone.ts';\nimport { stretchAt } from './offset.ts';",
      },
    ],
    test: time,
    title: 'F31: twelve hours are twelve hours of instants (Europe/Berlin, 2026-03-29)',
    says: 'expected 39600000 to be 43200000',
  },
  {
    rows: ['F31'],
    without: 'a time that is skipped is the first instant after it',
    edits: [
      {
        file: 'src/domain/clock/zone.ts',
        find: "zoned.getTimeZoneTransition('next') ?? zoned",
        replace: "zoned.getTimeZoneTransition('next') && zoned",
      },
    ],
    test: time,
    title: 'F31: what is planned comes once (Australia/Lord_Howe, 2026-10-04, 02:15)',
    says: "[ { slot: '2026-10-04', …(1) } ] to deeply equal",
  },
  {
    rows: ['F31'],
    without: 'a time that comes twice is its first',
    edits: [
      {
        file: 'src/domain/clock/zone.ts',
        find: "disambiguation: 'earlier'",
        replace: "disambiguation: 'later'",
      },
    ],
    test: time,
    title: 'F31: what is planned comes once (Europe/Berlin, 2026-10-25, 02:30)',
    says: "[ { slot: '2026-10-25', …(1) } ] to deeply equal",
  },
  {
    rows: ['F32'],
    without: "the plan's own day, however short the month before was",
    edits: [
      {
        file: 'src/domain/inspection/occurrences.ts',
        find: 'Math.min(day, month.daysInMonth)',
        replace: 'Math.min(day, 28)',
      },
    ],
    test: time,
    title: 'F32: on the 31st comes on the last day of each month, and on leap days',
    says: '2028-01-31',
  },
  {
    rows: ['F33'],
    without: 'an alarm is an instant, not a timer of 32 bits',
    edits: [
      {
        file: 'src/domain/clock/working-time.ts',
        find: 'if (calendar.hours === undefined) return new Date(from.getTime() + ms);',
        replace: 'if (calendar.hours === undefined) return new Date(from.getTime() + (ms | 0));',
      },
    ],
    test: time,
    title: 'F33: rings for nobody before its time, and says when to look again',
    says: 'to deeply equal []',
  },
  {
    rows: ['F52'],
    without: 'a hub that stood still notices that its lease is over',
    edits: [
      {
        file: 'src/app/keep-lease.ts',
        find: '!lost && performance.now() - renewedAt < safeMs',
        replace: 'renewedAt > 0',
      },
    ],
    test: clock,
    title: 'F52: loses what it held to the other one, says that it stood still, and changes nothing any more',
    says: 'I6: ',
  },
  {
    rows: ['F52'],
    without: 'what is about to be written to chat is looked at once more',
    edits: [
      {
        file: 'src/channels/slack/web-client.ts',
        find: 'if (ours()) handler',
        replace: 'if (ours() || context !== null) handler',
      },
    ],
    test: 'test/channels/slack/sender.test.ts',
    title: 'posts nothing once it is no longer ours, and says so',
    says: '"kind": "sent"',
  },
  {
    rows: ['F52'],
    without: 'what is about to be written to the SMS provider is looked at once more',
    edits: [
      {
        file: 'src/channels/sms/http-client.ts',
        find: 'if (!ours()) {',
        replace: 'if (!ours() && method === "") {',
      },
    ],
    test: 'test/channels/sms/contract.test.ts',
    wording: 'test/contract/channel-contract.ts',
    title: 'hands over nothing once it is no longer ours, and says so',
    says: '"kind": "sent"',
  },
  {
    rows: ['F52'],
    without: 'what the mail server is about to get is looked at once more',
    edits: [
      {
        file: 'src/channels/email/sender.ts',
        find: 'handedOver = ours();',
        replace: 'handedOver = ours() || true;',
      },
    ],
    test: 'test/channels/email/contract.test.ts',
    wording: 'test/contract/channel-contract.ts',
    title: 'hands over nothing once it is no longer ours, and says so',
    says: '"kind": "sent"',
  },
];
