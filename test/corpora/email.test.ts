import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseMail } from '../../src/channels/email/mime/parts.ts';
import { type MailReading, readMailFile } from '../../src/channels/email/read-file.ts';
import { readMail } from '../../src/channels/email/reading/read-mail.ts';
import { createMailReader } from '../../src/channels/email/worker/reader.ts';

/** Third-party mails beside the checkout; none of them is in this project. */
const corpora = resolve(import.meta.dirname, '../../../shared/corpora');
const missing = !existsSync(join(corpora, 'expectations.jsonl'));

interface Row {
  corpus: string;
  file: string;
  kind: string;
  expect: Record<string, unknown>;
}
interface Recipient {
  status: string;
  reason: string;
  hard: boolean;
}

/**
 * What we read differently from the expectation, and why. A row that starts to hold must leave this list.
 * The bounces first: their expectation knows from the name of the operator or product, which is not in the words,
 * that "user unknown" there means a filter.
 */
const known: Record<string, string> = {
  'sisimai/bsd/lhost-amazonworkmail-02.eml':
    '"5.2.1 User Unknown": soft for this product, hard for all others',
  'sisimai/bsd/lhost-messagingserver-08.eml': '"550 User unknown" without a word about a filter',
  'sisimai/bsd/lhost-receivingses-02.eml':
    '"5.1.1 Mailbox does not exist" is a rule of the receiving product',
  'sisimai/bsd/lhost-sendmail-27.eml': '"User unknown" before the content, of an operator known to filter',
  'sisimai/bsd/lhost-surfcontrol-01.eml': '"No such user" of a product known to filter',
  'sisimai/bsd/lhost-x1-01.eml': '"User unknown" of a product known to filter',
  'sisimai/bsd/lhost-zoho-03.eml': '"Invalid Address" is an address that does not exist, for us',
  'reply-crisp/email_1.txt': 'expects the signature to stay; another corpus wants the same mail without it',
  'talon/standard_replies/iphone.eml': 'expects "Sent from my iPhone" to stay: only quotes were to go there',
  'talon/standard_replies/sparrow.eml': 'expects the signature to stay: only quotes were to go there',
};

const rows: Row[] = missing
  ? []
  : readFileSync(join(corpora, 'expectations.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row);

const text = (value: unknown): string => String(value).trim();
const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** A bare text becomes a mail of the sender it belongs to. */
function mailOf(row: Row): Buffer {
  const bytes = readFileSync(join(corpora, 'email', row.file));
  if (/\.(eml|raw)$/.test(row.file)) return bytes;
  const sender = text(row.expect['sender'] ?? 'Somebody');
  const from = sender.includes('@') ? sender : `"${sender}" <somebody@example.org>`;
  const head = `From: ${from}\r\nTo: desk@example.net\r\nSubject: Re: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
}

function bounceObjections(reading: MailReading, row: Row): string[] {
  const wanted = (row.expect['recipients'] ?? []) as Recipient[];
  const isBounce = row.expect['is_bounce'] === true;
  if ((reading.kind === 'bounce') !== isBounce) return [`read as ${reading.kind}`];
  if (!isBounce) return reading.kind === 'auto' ? [] : [`read as ${reading.kind}`];
  if (wanted.length === 0) return [];
  const found = reading.bounce ?? [];
  if (found.length !== wanted.length) return [`${found.length} recipients instead of ${wanted.length}`];
  const hard = (each: { hard: boolean }[]) =>
    each
      .map(({ hard: is }) => is)
      .sort()
      .join();
  return hard(found) === hard(wanted)
    ? []
    : [`hard is ${hard(found)} (${wanted.map(({ reason }) => reason).join()})`];
}

function textObjections({ text: own }: MailReading, row: Row, bytes: Buffer): string[] {
  const { expect: wanted } = row;
  const whole = () =>
    parseMail(bytes)
      .parts.map((part) => part.text())
      .join('\n')
      .trim();
  const signature = () => text(wanted['signature']);
  const held: [string, boolean][] = [
    ['text', wanted['text'] === undefined || own === text(wanted['text'])],
    ['first fragment', wanted['first_fragment'] === undefined || own === text(wanted['first_fragment'])],
    ['beginning', own.startsWith(text(wanted['text_starts_with'] ?? wanted['starts_with'] ?? ''))],
    ['contains', list(wanted['must_contain']).every((each) => own.includes(each))],
    ['contains not', !list(wanted['must_not_contain']).some((each) => own.includes(each))],
    ['matches', list(wanted['must_contain_regex']).every((each) => new RegExp(each, 'm').test(own))],
    ['matches not', !list(wanted['must_not_contain_regex']).some((each) => new RegExp(each, 'm').test(own))],
    ['nothing stripped', wanted['nothing_stripped'] !== true || own === whole()],
    [
      'signature',
      wanted['signature'] === undefined ||
        own ===
          whole()
            .slice(0, whole().length - signature().length)
            .trim(),
    ],
  ];
  return held.filter(([, holds]) => !holds).map(([name]) => name);
}

function headObjections(reading: MailReading, row: Row, bytes: Buffer): string[] {
  const { expect: wanted } = row;
  const mail = readMail(bytes);
  const held: [string, boolean][] = [
    ['subject', wanted['subject'] === undefined || reading.subject === text(wanted['subject'])],
    [
      'attachments',
      wanted['attachments'] === undefined || reading.attachments.length === wanted['attachments'],
    ],
    [
      'automatic',
      wanted['is_auto_reply'] === undefined || (reading.kind === 'auto') === wanted['is_auto_reply'],
    ],
    [
      'in reply to',
      !('in_reply_to_first' in wanted) || (mail.inReplyTo[0] ?? null) === wanted['in_reply_to_first'],
    ],
    [
      'references',
      wanted['references'] === undefined || mail.references.join() === list(wanted['references']).join(),
    ],
    [
      'date',
      wanted['date'] === undefined || Date.parse(mail.date ?? '') === Date.parse(text(wanted['date'])),
    ],
    ['readable', reading.kind !== 'unreadable'],
  ];
  return held.filter(([, holds]) => !holds).map(([name]) => name);
}

describe.skipIf(missing)(
  `third-party mails are read as their authors expect${missing ? ' (skipped: ../shared/corpora is not beside the checkout)' : ''}`,
  () => {
    const reader = createMailReader({ threads: 2 });
    const tally = new Map<string, { held: number; all: number }>();
    afterAll(async () => {
      await reader.stop();
      for (const [kind, { held, all }] of tally) console.info(`${kind}: ${held} of ${all} hold`);
    });

    it.each(rows.map((row) => [row.kind, row.file, row] as const))('%s of %s', async (kind, file, row) => {
      const bytes = mailOf(row);
      const reading = await readMailFile(bytes, file, reader);
      const about =
        kind === 'bounce' || kind === 'feedback_loop'
          ? bounceObjections(reading, row)
          : headObjections(reading, row, bytes);
      const objections = [...about, ...textObjections(reading, row, bytes)];
      const sum = tally.get(kind) ?? { held: 0, all: 0 };
      tally.set(kind, { held: sum.held + (objections.length === 0 ? 1 : 0), all: sum.all + 1 });
      if (known[file] === undefined || (kind !== 'bounce' && kind !== 'reply_text'))
        expect(objections).toEqual([]);
      else expect(objections, `${file} holds now: take it off the list`).not.toEqual([]);
    });

    it('has no mail on the list of exceptions that is not in the corpora', () => {
      const files = new Set(rows.map(({ file }) => file));
      expect(Object.keys(known).filter((file) => !files.has(file))).toEqual([]);
    });
  },
);
