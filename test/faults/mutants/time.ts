import type { Mutant } from './mutant.ts';

const time = 'test/faults/time.test.ts';

/** Clocks that are set, days that have other hours, threads that stand still. */
export const clocks: Mutant[] = [
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
];
