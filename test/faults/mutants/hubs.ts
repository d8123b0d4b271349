import type { Mutant } from './mutant.ts';

const races = 'test/faults/races.test.ts';
const twoHubs = 'test/faults/two-hubs.test.ts';
const restart = 'test/faults/restart.test.ts';
const upgrade = 'test/faults/upgrade.test.ts';

/** Several hubs side by side, restarted, stopped, and of different versions. */
export const hubs: Mutant[] = [
  {
    rows: ['F13'],
    without: 'an alarm is written onto the version that it was decided on, and the ids of what it owes',
    edits: [
      {
        file: 'src/store/outbox.ts',
        find: '({ ...notice, open: true })',
        replace: '({ ...notice, _id: `${notice._id}.${Math.random()}`, open: true })',
      },
      {
        file: 'src/store/ticket-batches.ts',
        find: '{ _id: next.ticket.number, version: expected, ...known }',
        replace: '{ _id: next.ticket.number, ...known }',
      },
    ],
    test: twoHubs,
    title: 'fire 200 alarms that are due at once, each one once',
    says: 'to deeply equal []',
  },
  {
    rows: ['F15'],
    without: "a schedule's slot is kept after its run",
    edits: [
      {
        file: 'schedules/timetable.ts',
        find: '      await row.run(due, ctx);\n      await ctx.meta.keepSlot(row.name, due);',
        replace: '      await ctx.meta.keepSlot(row.name, due);\n      await row.run(due, ctx);',
      },
    ],
    test: restart,
    title: 'F15: in the minute of the morning message, each reader gets one',
    says: 'to be greater than 1',
  },
  {
    rows: ['F28'],
    without: 'an alarm is written onto the version that it was decided on',
    edits: [
      {
        file: 'src/store/ticket-batches.ts',
        find: '{ _id: next.ticket.number, version: expected, ...known }',
        replace: '{ _id: next.ticket.number, ...known }',
      },
    ],
    test: races,
    title: 'F28: a fix and a reminder: nothing rings for what is fixed',
    says: 'I9: the chain of ticket',
  },
  {
    rows: ['F57'],
    without: 'only our own fields are written',
    edits: [
      {
        file: 'src/store/tickets.ts',
        find: '          ...toSet(next),\n          $push: {',
        replace:
          "          ...toSet(next),\n          $unset: { ...toSet(next).$unset, later: '' },\n          $push: {",
      },
    ],
    test: upgrade,
    title: 'F57: the older one keeps the fields that it does not know',
    says: 'expected undefined to deeply equal',
  },
  {
    rows: ['F58'],
    without: 'alarms of a newer shape are not fired',
    edits: [
      {
        file: 'src/store/ticket-rows.ts',
        find: '  if (schema > schemaVersion)\n    throw',
        replace: '  if (schema > schemaVersion + 1)\n    throw',
      },
      {
        file: 'src/store/ticket-batches.ts',
        find: 'const known = { schema: { $lte: schemaVersion } };',
        replace: 'const known = {};',
      },
    ],
    test: upgrade,
    title: 'F58: put back to the older one, it starts and goes on; the newer one finds its own as they were',
    after: ['F57: side by side, the older one leaves documents of a newer shape to the newer one'],
    says: 'to deeply equal',
  },
];
