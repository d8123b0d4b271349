import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReceivedMail } from '../../src/sandbox/mailbox/index.ts';
import type { InboxDoc, NoticeDoc, TicketDoc } from '../../src/store/documents.ts';
import { type Desk, deskAddress, openDesk } from '../support/desk.ts';
import { violations } from '../support/invariants.ts';
import { testDatabase } from '../support/mongo.ts';

const { uri } = testDatabase();
const reports: string[] = [];
let desk: Desk;

const outbox = () => desk.db.collection<NoticeDoc>('outbox');
const inbox = () => desk.db.collection<InboxDoc>('inbox');
const tickets = () => desk.db.collection<TicketDoc>('tickets');

/** Somebody reports by mail; their receipt's row, its ticket, and the mail as it arrived. */
async function receiptFor(from: string, word: string) {
  reports.push(word);
  await desk.mail({ from, subject: '投影', text: `投影仪不亮了 ${word}`, id: word });
  const notice = await desk.until(`the receipt to ${from} is sent`, () =>
    outbox().findOne({ lane: `email:${from}` as const, name: 'receipt', state: 'sent' }),
  );
  await desk.settled();
  const mail = desk.mails.find(({ messageId }) => messageId === notice.providerId);
  if (!mail) throw new Error(`the receipt to ${from} never arrived`);
  return { id: notice._id, ticket: Number(notice.ticket), mail };
}

/** Comes in without a return path, as machines send it, and is read. */
async function machineSays(...lines: string[]): Promise<void> {
  const before = await inbox().countDocuments({});
  const raw = Buffer.from(lines.join('\r\n'));
  expect(await desk.mailbox.deliver({ raw, from: '' })).toMatchObject({ accepted: true });
  expect(await inbox().countDocuments({})).toBe(before + 1);
  await desk.settled();
}

interface Report {
  subject: string;
  words: string;
  action: 'failed' | 'delayed';
  status: string;
  /** Why, in the words of the other server. */
  says: string;
}

/** What Postfix writes, with the head of the mail that comes back. */
const reportOf = (
  { to, headers }: ReceivedMail,
  { subject, words, action, status, says }: Report,
): string[] => [
  'From: MAILER-DAEMON@mx.client.test (Mail Delivery System)',
  `To: ${deskAddress}`,
  `Subject: ${subject}`,
  `Message-Id: <${action}.20260302010000.4F1A2@mx.client.test>`,
  'Date: Mon, 02 Mar 2026 09:00:00 +0800 (CST)',
  'Auto-Submitted: auto-replied',
  'MIME-Version: 1.0',
  'Content-Type: multipart/report; report-type=delivery-status;',
  '\tboundary="4F1A2.1772413200/mx.client.test"',
  '',
  'This is a MIME-encapsulated message.',
  '',
  '--4F1A2.1772413200/mx.client.test',
  'Content-Description: Notification',
  'Content-Type: text/plain; charset=us-ascii',
  '',
  'This is the mail system at host mx.client.test.',
  '',
  words,
  '',
  `<${to}>: ${says}`,
  '',
  '--4F1A2.1772413200/mx.client.test',
  'Content-Description: Delivery report',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mx.client.test',
  'X-Postfix-Queue-ID: 4F1A2',
  `X-Postfix-Sender: rfc822; ${deskAddress}`,
  'Arrival-Date: Mon, 02 Mar 2026 08:59:58 +0800 (CST)',
  '',
  `Final-Recipient: rfc822; ${to}`,
  `Original-Recipient: rfc822;${to}`,
  `Action: ${action}`,
  `Status: ${status}`,
  `Diagnostic-Code: smtp; ${says}`,
  '',
  '--4F1A2.1772413200/mx.client.test',
  'Content-Description: Undelivered Message Headers',
  'Content-Type: text/rfc822-headers',
  '',
  ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  '',
  '--4F1A2.1772413200/mx.client.test--',
  '',
];

/** What a new ticket, words on one, and an answer would change. */
const everything = async () => ({
  words: (await tickets().find({}).toArray()).map(({ reports, notes }) =>
    [...reports, ...notes].map(({ text }) => text),
  ),
  toReporters: await outbox().find({ audience: 'reporter' }).toArray(),
  mails: desk.mails.map(({ to, subject }) => `${to} ${subject}`),
});

beforeAll(async () => {
  desk = await openDesk({ uri });
  await desk.hubs[0]?.start();
});
afterAll(() => desk.close());

describe('what a mail server says of a mail of ours', () => {
  // Not linked to its row, the receipt would count as sent for good, and the machine's words would be a report.
  it('F45: a bounce ends the mail that came back as failed and tells the owner; it opens nothing and is not answered', async () => {
    const { id, ticket, mail } = await receiptFor('wu@client.test', 'RBOUNCE');
    const before = await everything();
    await machineSays(
      ...reportOf(mail, {
        subject: 'Undelivered Mail Returned to Sender',
        words:
          "I'm sorry to have to inform you that your message could not\r\nbe delivered to one or more recipients. It's attached below.",
        action: 'failed',
        status: '5.1.1',
        says: '550 5.1.1 <wu@client.test>: Recipient address rejected: User unknown',
      }),
    );
    expect(await outbox().findOne({ _id: id })).toMatchObject({
      state: 'failed',
      reason: 'bounced 5.1.1',
    });
    const told = await outbox().find({ ticket, name: 'undelivered' }).toArray();
    const about = await tickets().findOne({ _id: ticket });
    expect(told.map(({ to }) => to)).toEqual([{ kind: 'person', id: about?.owner }]);
    const { words, toReporters, mails } = await everything();
    expect(words).toEqual(before.words);
    expect(toReporters).toHaveLength(before.toReporters.length);
    expect(mails).toEqual(before.mails);
  });

  // Taken for a failure, it would call somebody for a mail that is on its way.
  it('F45: a warning that it is delayed changes nothing', async () => {
    const { mail } = await receiptFor('zheng@slow.test', 'RDELAYED');
    const before = await everything();
    await machineSays(
      ...reportOf(mail, {
        subject: 'Delayed Mail (still being retried)',
        words:
          '####################################################################\r\n# THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #\r\n####################################################################\r\n\r\nYour message could not be delivered for more than 1 hour(s).\r\nIt will be retried until it is 5 day(s) old.',
        action: 'delayed',
        status: '4.4.1',
        says: 'connect to mx.slow.test[192.0.2.7]:25: Connection timed out',
      }),
    );
    expect(await everything()).toEqual(before);
  });
});

describe('what a machine of a reader answers', () => {
  // Answered, two machines would write to each other for ever.
  it.each([
    ['our mail', (mail: ReceivedMail) => [`In-Reply-To: ${mail.messageId}`, `References: ${mail.messageId}`]],
    ['nothing that it names', () => []],
  ])(
    'F45: an out-of-office note that answers %s opens nothing and is not answered',
    async (_what, thread) => {
      const from = `li${reports.length}@away.test`;
      const { mail } = await receiptFor(from, `RAWAY${reports.length}X`);
      const before = await everything();
      await machineSays(
        `From: Li <${from}>`,
        `To: ${deskAddress}`,
        `Subject: Automatic reply: ${mail.headers['subject']}`,
        `Message-ID: <away${reports.length}@away.test>`,
        ...thread(mail),
        'Date: Mon, 02 Mar 2026 09:00:05 +0800',
        'Auto-Submitted: auto-replied',
        'X-Auto-Response-Suppress: All',
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=utf-8',
        '',
        // No words by which it would be known for a machine's.
        'I am travelling this week. If the printer is broken again, please call Sun Hao.',
        '',
      );
      expect(await everything()).toEqual(before);
    },
  );

  it('leaves nothing undone, and the one that bounced alone has failed', async () => {
    await desk.settled();
    expect(await violations(desk, { reports, failed: 1 })).toEqual([]);
  });
});
