import type { Mutant } from './mutant.ts';

const sender = 'test/channels/email/sender.test.ts';
const inbound = 'test/channels/email/inbound.test.ts';
const mailbox = 'test/channels/email/mailbox.test.ts';
const bounce = 'test/faults/bounce.test.ts';

/** What mail servers refuse, lose, send back and hand out again. */
export const mail: Mutant[] = [
  {
    rows: ['F42'],
    without: 'a 4xx of a mail server is for now',
    edits: [
      {
        file: 'src/channels/email/send-result.ts',
        find: 'if (responseCode < 500)',
        replace: 'if (responseCode < 400)',
      },
    ],
    test: sender,
    title: 'F42, F43: is understood when the server says 450 undefined',
    says: '"kind": "refused"',
  },
  {
    rows: ['F43'],
    without: 'a mailbox that does not exist is told from a policy',
    edits: [
      {
        file: 'src/channels/email/send-result.ts',
        find: "address: dead ? 'dead' : 'ok'",
        replace: "address: 'ok'",
      },
    ],
    test: sender,
    title: 'F42, F43: is understood when the server says 550 5.1.1 no such user',
    says: '"address": "ok"',
  },
  {
    rows: ['F44'],
    without: "a mail's id is made from the notice",
    edits: [
      {
        file: 'src/channels/email/sender.ts',
        find: 'ids.notice(outgoing.id, outgoing.ticket)',
        replace: 'ids.notice(`${outgoing.id}.${Date.now()}`, outgoing.ticket)',
      },
    ],
    test: sender,
    title:
      'F44: is unknown when the connection breaks after the content, and the same mail again when resent',
    says: 'to deeply equal',
  },
  {
    rows: ['F45'],
    without: 'a bounce is known by our own id',
    edits: [
      {
        file: 'src/channels/email/inbound.ts',
        find: 'if (mail.bounce) return receipts(mail.bounce, deps.ids);',
        replace: '',
      },
    ],
    test: inbound,
    title: 'F45: of a user who does not exist is a receipt for our notice',
    says: 'receipt',
  },
  {
    rows: ['F45'],
    without: 'a warning of delay is no failure',
    edits: [
      {
        file: 'src/channels/email/inbound.ts',
        find: '...(first.delayed\n',
        replace: '...(first.delayed && first.hard\n',
      },
    ],
    test: inbound,
    title: 'F45: of a mere delay is a receipt for our notice',
    says: '"state": "failed"',
  },
  {
    rows: ['F45'],
    without: 'what came back ends the row that it was sent for',
    edits: [
      {
        file: 'src/app/receipts.ts',
        find: "await ctx.outbox.receipt(known, 'failed', reason);",
        replace: "await ctx.outbox.receipt(known, 'sent', reason);",
      },
    ],
    test: bounce,
    title:
      'F45: a bounce ends the mail that came back as failed and tells the owner; it opens nothing and is not answered',
    says: '"state": "sent"',
  },
  {
    rows: ['F45'],
    without: 'what a machine wrote is not read',
    edits: [
      {
        file: 'handlers/text.ts',
        find: 'if (message.automatic) return { ok: true };',
        replace: '',
      },
    ],
    test: bounce,
    title: 'F45: an out-of-office note that answers our mail opens nothing and is not answered',
    says: 'please call Sun Hao',
  },
  {
    rows: ['F5', 'F6'],
    without: 'the flag comes after the mail was stored',
    edits: [
      {
        file: 'src/channels/email/mailbox-reader.ts',
        find: '          const mails = await box.fetch(batch.uids, maxMailBytes);\n',
        replace:
          '          const mails = await box.fetch(batch.uids, maxMailBytes);\n          await box.flagSeen(batch.uids);\n',
      },
    ],
    test: mailbox,
    title:
      'F5, F6: is flagged seen only after the mail was stored, so that nothing is lost and nothing comes twice',
    says: 'expected 1 to be greater than 1',
  },
  {
    rows: ['F5'],
    without: 'the id of a mail is made from what it says',
    edits: [
      {
        file: 'src/channels/email/raw-mail.ts',
        find: "id: `email:${hash.digest('hex')}`",
        replace: "id: `email:${hash.digest('hex')}.${Math.random()}`",
      },
    ],
    test: mailbox,
    title: 'F5: comes again when all was cut before its flag, and is known',
    says: "expected [ 'new', 'new' ] to deeply equal",
  },
  {
    rows: ['F55'],
    without: 'a mailbox that was lost is opened again',
    edits: [
      {
        file: 'src/channels/email/mailbox-reader.ts',
        find: '      if (stopped) return;\n      await pause(',
        replace: '      if (retryMs > 0) return;\n      await pause(',
      },
    ],
    test: mailbox,
    title: 'F55: is found again after a cut connection',
    says: 'expected [] to have a length of 1 but got +0',
  },
  {
    rows: ['F55'],
    without: 'a command that is never answered closes the connection',
    edits: [
      {
        file: 'src/channels/email/mailbox.ts',
        find: 'return await Promise.race([command, late]);',
        replace: 'late.catch(() => undefined);\n      return await command;',
      },
    ],
    test: mailbox,
    title: 'F55: is found again after the server hung without a word',
    says: 'to be greater than 1',
  },
  {
    rows: ['F55'],
    without: 'the id of a mail is not its UID',
    edits: [
      {
        file: 'src/channels/email/index.ts',
        find: 'open().acceptAll(await Promise.all(mails.map(fetched)))',
        replace:
          'open().acceptAll((await Promise.all(mails.map(fetched))).map((raw, n) => ({ ...raw, id: `email:${mails[n]?.uid}` })))',
      },
    ],
    test: mailbox,
    title: 'F55: is found again after the server was restarted with new UIDs, without a mail twice',
    says: "expected [ 'new', 'new', 'new' ] to deeply equal",
  },
];
