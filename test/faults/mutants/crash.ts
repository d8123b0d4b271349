import type { Mutant } from './mutant.ts';

const points = 'test/faults/crash-points.test.ts';
const killed = (place: string): string => `${place}: nothing is lost or doubled`;

/** Killed between two steps. */
export const crash: Mutant[] = [
  {
    rows: ['F1'],
    without: 'the text is stored before the webhook is acknowledged',
    edits: [
      {
        file: 'src/channels/sms/webhook.ts',
        find: '    await taker.accept(raw);',
        replace: '    setTimeout(() => void taker.accept(raw), 50);',
      },
    ],
    test: points,
    title: killed('F1: killed before inbox.accept during a report by SMS'),
    says: 'was acknowledged and is on tickets 0 times',
  },
  {
    rows: ['F2'],
    without: "the row's id is the provider's own",
    edits: [
      {
        file: 'src/channels/sms/webhook.ts',
        find: 'keep(`sms:${id}`, {',
        replace: 'keep(`sms:${id}.${Date.now()}`, {',
      },
    ],
    test: points,
    title: killed('F2: killed after inbox.accept during a report by SMS'),
    // Twice, or three times where its provider had to come a third time.
    says: 'was acknowledged and is doubled',
  },
  {
    rows: ['F3'],
    without: 'the number is fixed on the row first',
    edits: [
      {
        file: 'src/app/receive.ts',
        find: 'ctx.inbox.number(row, () => ctx.meta.nextNumber())',
        replace: 'ctx.meta.nextNumber()',
      },
    ],
    test: points,
    title: killed('F3: killed after tickets.insert during a report by SMS'),
    says: 'was acknowledged and is doubled',
  },
  {
    rows: ['F4'],
    without: 'what a ticket owes is settled last',
    edits: [
      {
        file: 'src/app/move.ts',
        find: '  const pending = owing.flatMap((one) => one.pending);',
        replace: '  const pending = owing.flatMap((one) => one.pending);\n  await ctx.tickets.settle(owing);',
      },
    ],
    test: points,
    title: killed('F4: killed before journal.add during a report by SMS'),
    says: 'I9: ticket',
  },
  {
    rows: ['F4'],
    without: 'the id of a notice is made from what it is for',
    edits: [
      {
        file: 'src/store/outbox.ts',
        find: '({ ...notice, open: true })',
        replace: '({ ...notice, _id: `${notice._id}.${Date.now()}`, open: true })',
      },
    ],
    test: points,
    title: killed('F4: killed before tickets.settle during a report by SMS'),
    says: 'I6: ',
  },
  {
    rows: ['F7'],
    without: 'the state of the ticket, and the causes that it keeps',
    edits: [
      {
        file: 'src/app/execute.ts',
        find: 'stored.causes.includes(cause)',
        replace: 'stored.causes.includes(`${cause}?`)',
      },
      { file: 'src/store/tickets.ts', find: 'causes: { $ne: next.cause }, ', replace: '' },
      {
        file: 'src/domain/ticket/decide/claiming.ts',
        find: '  if (ticket.claimed) {\n',
        replace: "  if (ticket.claimed && ticket.title === '') {\n",
      },
    ],
    test: points,
    title: killed('F7: killed after tickets.save during a claim by tap'),
    says: 'I2: a cause was carried out twice',
  },
  {
    rows: ['F8'],
    without: 'what an alarm owes is in the same write',
    edits: [
      {
        file: 'src/store/ticket-rows.ts',
        find: '$push: { pending: fire.next.pending }, ',
        replace: '',
      },
    ],
    test: points,
    title: killed('F8: killed after tickets.fire during an alarm'),
    says: 'it did not come about: the next one is called',
  },
  {
    rows: ['F9'],
    without: 'a lane stays due while it is leased',
    edits: [
      {
        file: 'src/store/lanes.ts',
        find: "fence: { $add: ['$fence', 1] } } }],",
        replace: "fence: { $add: ['$fence', 1] }, nextAt: '$$REMOVE' } }],",
      },
    ],
    test: points,
    title: killed('F9: killed after outbox.started during a report by SMS'),
    says: 'messages are due at an address that nobody would have looked at',
  },
  {
    rows: ['F10'],
    without: 'the provider is asked before a second send',
    edits: [
      {
        file: 'src/app/already-sent.ts',
        find: 'return channel.find?.(outgoing, { since: first.at, fingerprints });',
        replace: 'return void fingerprints;',
      },
    ],
    test: points,
    title: killed('F10: killed after sms.send during a report by SMS'),
    says: 'I6: ',
  },
  {
    rows: ['F10'],
    without: 'the provider is asked before something is let go that may have gone out',
    edits: [
      {
        file: 'src/app/send-one.ts',
        find: 'if (channel && unsureOf(notice).length > 0) {',
        replace: "if (channel && notice._id === '') {",
      },
    ],
    test: 'test/store/unsure.test.ts',
    title: 'and is no longer worth sending, is known to be there when its provider has it',
    says: '"state": "superseded"',
  },
  {
    rows: ['F10'],
    without: 'what a digest tells is known with the attempt that begins it',
    edits: [
      {
        file: 'src/store/outbox.ts',
        find: "covers: covers ? { $literal: covers } : '$$REMOVE',",
        replace: "covers: '$$REMOVE',",
      },
    ],
    test: points,
    title: killed('F10: killed after slack.send during many at once'),
    says: 'which nobody noted',
  },
  {
    rows: ['F10'],
    without: 'what a digest told is marked before the digest itself',
    edits: [
      {
        file: 'src/app/settle.ts',
        find: '      if (notice.covers) await ctx.outbox.carried(notice, now);\n',
        replace: '',
      },
      {
        file: 'src/app/settle.ts',
        find: '      await ctx.outbox.mark(notice._id, { ...fields, ...receiptDue, state, text: said.text }, last);\n',
        replace:
          '      await ctx.outbox.mark(notice._id, { ...fields, ...receiptDue, state, text: said.text }, last);\n      if (notice.covers) await ctx.outbox.carried(notice, now);\n',
      },
    ],
    test: points,
    title: killed('F10: killed before outbox.carried during many at once'),
    says: 'which nobody noted',
  },
  {
    rows: ['F10'],
    without: 'the fingerprint kept with the attempt',
    edits: [
      {
        file: 'src/app/already-sent.ts',
        find: '({ fingerprint = channel.fingerprint?.(outgoing) }) => fingerprint ?? []',
        replace: '() => channel.fingerprint?.(outgoing) ?? []',
      },
    ],
    test: 'test/faults/restart.test.ts',
    title: 'F10: knows its text at the provider, though it would be worded otherwise by now',
    says: 'to match object { Object (text) }',
  },
  {
    rows: ['F11'],
    without: 'leases of seconds',
    edits: [
      { file: 'src/store/lanes.ts', find: 'const leaseMs = 8_000;', replace: 'const leaseMs = 60_000;' },
    ],
    test: 'test/faults/restart.test.ts',
    title: 'F11: held nothing for longer than 15 s, and another one finishes all of it by itself',
    says: 'to deeply equal []',
  },
];
