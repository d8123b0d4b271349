import type { Mutant } from './mutant.ts';

const mailSender = 'test/channels/email/sender.test.ts';

/** What providers refuse, delay, lose, repeat and mix up. */
export const providers: Mutant[] = [
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
    test: mailSender,
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
    test: mailSender,
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
    test: mailSender,
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
    test: 'test/channels/email/inbound.test.ts',
    title: 'of a user who does not exist is a receipt for our notice',
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
    test: 'test/channels/email/inbound.test.ts',
    title: 'of a mere delay is a receipt for our notice',
    says: '"state": "failed"',
  },
  {
    rows: ['F54'],
    without: 'what never left is told from what was not answered',
    edits: [
      {
        file: 'src/channels/sms/http-client.ts',
        find: '            connected()\n',
        replace: '            connected() || url.port\n',
      },
    ],
    test: 'test/channels/sms/sender.test.ts',
    title: 'F54: knows that nothing went out when the provider cannot be reached',
    says: '"kind": "unknown"',
  },
];
