import { mailboxes } from '../mime/addresses.ts';
import { type Header, headerOf } from '../mime/head.ts';
import type { Notice } from './notice.ts';

/** One address that a bounce is about, with the sentence that says why. */
export interface Returned {
  recipient: string;
  /** From the report's own fields. */
  action?: string;
  status?: string;
  sentence: string;
}

// No Chinese letter or mark in front: 收件人：li@example.org.
const address = /[^\s<>()[\]",;:'`\u3000-\u9fff\uff00-\uffef]{1,64}@[a-z0-9][a-z0-9.-]{0,250}[a-z0-9]/i;
/** An address that begins a line of its own: `<a@b>:`, `"a@b":`, `a@b: 550 …`, `a@b [User unknown]`. */
const opening = new RegExp(
  `^[\\s*]*(?:[a-z]{3,9}\\s*:\\s*)?["'<(]{0,3}(${address.source})[>"')]{0,3}\\s*(?:$|[:.,;([<\\s])`,
  'i',
);
const named = new RegExp(
  `(?:recipients?|addressed to|undeliverable to|deliver(?:ed|ing)?(?: your)?(?: (?:mail|message|e-?mail))? to|could not (?:be delivered|deliver \\w+) to|failed (?:to|for)|following (?:address|recipient)\\S*|did not reach)\\b[^\\n@]{0,40}?["'<]{0,2}(${address.source})`,
  'i',
);
const commanded = new RegExp(`(?:rcpt to|\\bto)\\s*:\\s*<?(${address.source})`, 'i');
const answered = new RegExp(`(?:^|\\s)[45]\\d\\d[ -][^@\\n]{0,40}?<?(${address.source})`, 'i');
const anywhere = new RegExp(`(${address.source})`, 'i');
/** Sendmail's transcript: `550 <a@b>... User unknown`. */
const transcript = new RegExp(`^[45]\\d\\d (?:\\d\\.\\d+\\.\\d+ )?<?(${address.source})>?\\.\\.\\.`, 'i');
const helpful =
  /(?:contact|assistance|send (?:mail|e-?mail) to|postmaster|reply to|from\b|write to|abuse|support@|連絡)/i;

export function returnedOf(headers: readonly Header[], notice: Notice): Returned[] {
  const failed = headersAddresses(headerOf(headers, 'x-failed-recipients'));
  if (notice.groups.length > 0) return fromGroups(notice, failed);
  const lines = notice.words.split('\n').map((line) => line.slice(0, 1000));
  const places = failed.length > 0 ? placesOf(lines, failed) : openings(lines);
  if (places.length > 0) return places;
  const answers = answersIn(lines);
  if (answers.length > 0) return answers;
  const guessed =
    firstIn(lines, named) ??
    firstIn(lines, commanded) ??
    firstIn(lines, answered) ??
    firstIn(lines, anywhere) ??
    originalRecipient(notice);
  return [{ recipient: guessed ?? '', sentence: notice.words }];
}

function fromGroups(notice: Notice, failed: readonly string[]): Returned[] {
  const found = new Map<string, Returned>();
  for (const group of notice.groups) {
    const said = bare(group['final-recipient']) ?? bare(group['original-recipient']) ?? failed[found.size];
    const recipient = said ?? originalRecipient(notice) ?? '';
    const diagnosis = (group['diagnostic-code'] ?? '').replace(/^[\w-]+\s*;/, '').trim();
    const near = said ? around(notice.words, said) : notice.words;
    const sentence = /[a-z]{3}/i.test(diagnosis)
      ? `${diagnosis} ${phase(near, diagnosis)}`
      : `${group['status'] ?? ''} ${near}`;
    const { action, status } = { action: group['action']?.toLowerCase(), status: group['status'] };
    if (!found.has(recipient)) {
      found.set(recipient, {
        recipient,
        sentence,
        ...(action ? { action } : {}),
        ...(status ? { status } : {}),
      });
    }
  }
  return [...found.values()];
}

/** Which command was being answered often stands only in the prose: it decides what a refusal means. */
function phase(near: string, diagnosis: string): string {
  if (/\(in reply to [^)]*\)/i.test(diagnosis)) return '';
  return /\(in reply to [^)]*\)/i.exec(near)?.[0] ?? (answersData(near) ? '(in reply to DATA command)' : '');
}

/** Pipelined commands are answered late: "Need RCPT" shows that what followed DATA was still about the address. */
const answersData = (near: string): boolean =>
  />>> DATA\s*\n<<< (?!354)/i.test(near) && !/need rcpt|no (?:valid )?recipients/i.test(near);

function bare(field: string | undefined): string | undefined {
  return address.exec(field?.replace(/^[\w-]+\s*;/, '') ?? '')?.[0]?.toLowerCase();
}

const headersAddresses = (value: string | undefined): string[] =>
  [...new Set((value ?? '').split(',').flatMap((each) => bare(each) ?? []))].slice(0, 200);

function openings(lines: readonly string[]): { recipient: string; sentence: string }[] {
  const seen = new Map<string, number>();
  for (const [index, line] of lines.entries()) {
    const recipient = opening.exec(line)?.[1]?.toLowerCase();
    if (recipient && !helpful.test(line.slice(0, 30)) && !seen.has(recipient)) seen.set(recipient, index);
  }
  return cutAt(lines, seen);
}

/** The listed addresses, each with the lines from its first mention to the next one's. */
function placesOf(
  lines: readonly string[],
  recipients: readonly string[],
): { recipient: string; sentence: string }[] {
  const seen = new Map(
    recipients.map((recipient) => [
      recipient,
      lines.findIndex((line) => line.toLowerCase().includes(recipient)),
    ]),
  );
  return cutAt(lines, seen);
}

function cutAt(
  lines: readonly string[],
  seen: ReadonlyMap<string, number>,
): { recipient: string; sentence: string }[] {
  return [...seen].map(([recipient, at]) => {
    if (at < 0 || seen.size === 1) return { recipient, sentence: lines.join('\n') };
    const others = [...seen.keys()].filter((each) => each !== recipient).slice(0, 50);
    const next = lines.findIndex(
      (line, index) => index > at && others.some((other) => line.toLowerCase().includes(other)),
    );
    return { recipient, sentence: lines.slice(at, next < 0 ? at + 40 : next).join('\n') };
  });
}

function answersIn(lines: readonly string[]): { recipient: string; sentence: string }[] {
  const found = new Map<string, string>();
  for (const line of lines) {
    const recipient = transcript.exec(line)?.[1]?.toLowerCase();
    if (recipient && !found.has(recipient)) found.set(recipient, line);
  }
  return [...found].map(([recipient, sentence]) => ({ recipient, sentence }));
}

function around(words: string, recipient: string): string {
  const lines = words.split('\n');
  const at = lines.findIndex((line) => line.toLowerCase().includes(recipient));
  return at < 0 ? words : lines.slice(at, at + 40).join('\n');
}

function firstIn(lines: readonly string[], pattern: RegExp): string | undefined {
  for (const line of lines) {
    const found = helpful.test(line) && pattern !== commanded ? undefined : pattern.exec(line)?.[1];
    if (found) return found.toLowerCase();
  }
  return undefined;
}

const originalRecipient = (notice: Notice): string | undefined =>
  mailboxes(headerOf(notice.original, 'to'), 1)[0]?.address;
