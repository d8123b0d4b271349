import type { Mutant } from './mutant.ts';

const races = 'test/faults/races.test.ts';
const twoHubs = 'test/faults/two-hubs.test.ts';
const restart = 'test/faults/restart.test.ts';
const upgrade = 'test/faults/upgrade.test.ts';

/** Several hubs side by side, restarted, stopped, and of different versions. */
export const hubs: Mutant[] = [
  {
    rows: ['F12'],
    without: 'a hub that thawed notices that its lease is over',
    edits: [
      {
        file: 'src/app/keep-lease.ts',
        find: '!lost && performance.now() - renewedAt < safeMs',
        replace: 'renewedAt > 0',
      },
    ],
    test: twoHubs,
    title: 'F12: refuse what a frozen hub does when it thaws after its leases were taken over',
    says: 'I6: ',
  },
  {
    rows: ['F12'],
    without: 'which ticket words belong to is fixed before they are written there',
    edits: [
      {
        file: 'handlers/text.ts',
        find: 'await source.aim?.(reading.ticket);',
        replace: 'await Promise.resolve();',
      },
    ],
    test: 'test/store/begun.test.ts',
    title: 'are on that ticket alone, although they could by now belong to another, and whoever writes first',
    says: 'to have a length of 1 but got 2',
  },
  {
    rows: ['F13'],
    without: 'hubs divide what is due, an alarm is written onto its version, and the ids of what it owes',
    edits: [
      {
        file: 'src/app/shares.ts',
        find: 'share = await leases.muster(livesMs);',
        replace: 'share = { part: 0, of: 1 };',
      },
      {
        file: 'src/store/outbox.ts',
        find: '({ ...notice, open: true })',
        replace: '({ ...notice, _id: `${notice._id}.${Math.random()}`, open: true })',
      },
      {
        file: 'src/store/ticket-rows.ts',
        find: '{ _id: next.ticket.number, version: expected, schema:',
        replace: '{ _id: next.ticket.number, schema:',
      },
    ],
    test: twoHubs,
    title: 'F13: fire 200 alarms that are due at once, each one once',
    says: 'to deeply equal []',
  },
  {
    rows: ['F14'],
    without: 'a channel that is stopped refuses, so that the provider comes again',
    edits: [
      {
        file: 'src/channels/sms/webhook.ts',
        find: 'if (!taker) return 503;',
        replace: 'if (!taker) return 200;',
      },
    ],
    test: races,
    title: 'F14: one after the other is restarted in the middle of a burst, and nothing is lost',
    says: 'was acknowledged and is on tickets 0 times',
  },
  {
    rows: ['F15'],
    without: 'the id of a visit is made from plan and date',
    edits: [
      {
        file: 'src/domain/inspection/inspection.ts',
        find: '`${plan}/${slot}`;',
        replace: '`${plan}/${slot}/${process.hrtime.bigint()}`;',
      },
    ],
    test: restart,
    title: "F15: ('after' 'inspections.save') a visit is reminded of once",
    after: ["F15: ('before' 'inspections.save') a visit is reminded of once"],
    says: 'a visit is planned twice',
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
    rows: ['F27'],
    without: 'a claim ends the calls for somebody',
    edits: [
      {
        file: 'src/domain/ticket/evolve.ts',
        find: "without(ticket, 'offer', 'worker', 'unclaimedSince', 'held')",
        replace: "without(ticket, 'offer', 'worker', 'held')",
      },
    ],
    test: races,
    title: 'F27: a claim and the call of the next one: either came first, never both',
    says: 'fired after it was claimed',
  },
  {
    rows: ['F28'],
    without: 'an alarm is written onto the version that it was decided on',
    edits: [
      {
        file: 'src/store/ticket-rows.ts',
        find: '{ _id: next.ticket.number, version: expected, schema:',
        replace: '{ _id: next.ticket.number, schema:',
      },
    ],
    // Two hubs meet in that moment only now and then: this test brings it about.
    test: 'test/app/alarms.test.ts',
    title: 'of 40, never fire on one that was fixed after they were decided (F28)',
    says: "expected 'StepsFired' to be 'TicketFixed'",
  },
  {
    rows: ['F28'],
    without: 'the ticket is looked at once more before a send',
    edits: [
      {
        file: 'src/app/send-one.ts',
        find: 'notice.unless && isObsolete(',
        replace: "notice.unless === 'has-ticket' && isObsolete(",
      },
    ],
    test: 'test/faults/overtaken.test.ts',
    title: 'F28: a page is not sent once the provider is back',
    says: 'expected [ …(2) ] to deeply equal []',
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
    rows: ['F57'],
    without: 'documents of a newer shape are not read',
    edits: [
      {
        file: 'src/store/ticket-rows.ts',
        find: '  if (schema > schemaVersion)\n    throw',
        replace: '  if (schema > schemaVersion + 1)\n    throw',
      },
      {
        file: 'src/store/tickets.ts',
        find: 'const known = { schema: { $lte: schemaVersion } };',
        replace: 'const known = {};',
      },
      {
        file: 'src/store/ticket-batches.ts',
        find: 'const known = { schema: { $lte: schemaVersion } };',
        replace: 'const known = {};',
      },
    ],
    test: upgrade,
    title: 'F57: side by side, the older one leaves documents of a newer shape to the newer one',
    says: '"claimed": true',
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
  {
    rows: ['F58'],
    without: 'what is left to the newer one keeps nothing else of its lane back',
    edits: [
      {
        file: 'src/app/deliver.ts',
        find: '      left ??= new Date(ctx.clock.now().getTime() + leaveMs());\n      return undefined;',
        replace: '      return new Date(ctx.clock.now().getTime() + leaveMs());',
      },
    ],
    test: upgrade,
    title: 'F58: put back to the older one, it starts and goes on; the newer one finds its own as they were',
    says: 'it did not come about: its card is shown beside',
  },
  {
    rows: ['F62'],
    without: 'a stop waits for hanging sends so long and no longer',
    edits: [
      {
        file: 'src/app/hub.ts',
        find: 'if (!(await Promise.race([finished, late])))',
        replace: 'if (!(await finished) && (await late))',
      },
    ],
    test: 'test/faults/stop.test.ts',
    title: 'F62: SIGTERM: ends by itself with 0 while dozens of sends hang, and nothing is lost',
    says: 'expected 0 to be greater than 0',
  },
  {
    rows: ['F62'],
    without: 'the signal is listened for before the start',
    edits: [
      { file: 'src/cli.ts', find: "  process.on('SIGTERM', end);\n", replace: '' },
      {
        file: 'src/cli.ts',
        find: '  if (!hub || told > 0) return;\n',
        replace: "  process.on('SIGTERM', end);\n  if (!hub || told > 0) return;\n",
      },
    ],
    test: 'test/faults/stop.test.ts',
    title: 'F62: while it starts, ends by itself with 0 as well',
    says: 'expected null to be +0',
  },
  {
    rows: ['F62'],
    without: 'a store that is away is asked no more once somebody said stop',
    edits: [{ file: 'src/wiring/patiently.ts', find: ' || stop?.aborted', replace: '' }],
    test: 'test/faults/stop.test.ts',
    title: 'F62: while it waits for its store, ends by itself with 0 as well',
    says: 'expected 1 to be +0',
  },
];
