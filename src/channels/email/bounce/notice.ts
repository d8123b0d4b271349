import { type Header, headerOf, parseHead } from '../mime/head.ts';
import type { Mail } from '../mime/parts.ts';
import { htmlToText } from '../reading/html.ts';

/** A bounce taken apart: what the machine says, what it reports in fields, what it returns of the original. */
export interface Notice {
  /** The machine's words, without the returned original. */
  words: string;
  /** The `message/delivery-status` groups, wherever they stood: one record for each recipient. */
  groups: Record<string, string>[];
  /** Headers of the returned original, as far as they were sent back. */
  original: Header[];
}

const maxWords = 60_000;

export function noticeOf(mail: Mail): Notice {
  const words: string[] = [];
  const reports: string[] = [];
  let original: Header[] = [];
  for (const part of mail.parts.slice(0, 40)) {
    if (part.type === 'message/delivery-status' || part.type === 'message/global-delivery-status')
      reports.push(part.text());
    else if (/^(message\/(rfc822|global|rfc822-headers|partial)|text\/rfc822(-headers)?)$/.test(part.type)) {
      if (original.length === 0) original = parseHead(part.content()).headers;
    } else if (part.type === 'text/plain') words.push(part.text().slice(0, maxWords));
  }
  if (words.join('').trim() === '')
    words.push(
      ...mail.parts
        .filter((part) => part.type === 'text/html')
        .map((part) => htmlToText(part.text()).slice(0, maxWords)),
    );
  const { said, returned } = splitReturned(words.join('\n'));
  if (original.length === 0) original = returned;
  const reported = reports.flatMap(groupsOf);
  // Without a report of its own, the fields may stand in the prose, or in a bounce pasted below it.
  const groups = [reported, groupsOf(said), groupsOf(words.join('\n'))].find((each) => each.length > 0) ?? [];
  return { words: said, groups, original };
}

const mark =
  /^[\s>]*(?:[-=_* ]*\s*(?:below this line is a copy|this is a copy of (?:the|your) message|copy of (?:the |your )?(?:original )?message|original (?:message|mail)(?: (?:text|follows|headers?|header information))?|(?:unsent|returned|undelivered) message(?: (?:follows|below))?|message (?:header|text|headers) (?:follows?|for the undelivered)|the (?:header|body|first \d+ lines) of the (?:original )?message|included is a copy|start of (?:returned )?message|returned message headers|your original message|original mail as follows|content of the message you sent|message headers follow|received headers follow|(?:here )?follows? the (?:original )?message))\b.*$/i;
const headerLine =
  /^[\s>]{0,8}(received|return-path|from|to|subject|date|message-id|mime-version|content-type|x-[\w-]+|dkim-signature|reply-to|sender)\s?:\s?\S?/i;
const strongHeader =
  /^[\s>]{0,8}(received|return-path|message-id|mime-version|dkim-signature|content-type)\s?:/i;

/** Cuts an original that is pasted below the words, and reads its headers. */
function splitReturned(text: string): { said: string; returned: Header[] } {
  const lines = text.split('\n');
  const at = lines.findIndex((line, index) => startsOriginal(lines, line.slice(0, 300), index));
  if (at < 0) return { said: text, returned: [] };
  const from = lines.findIndex((line, index) => index >= at && headerLine.test(line));
  const head =
    from < 0
      ? ''
      : lines
          .slice(from, from + 200)
          .map((line) => line.replace(/^[> ]{1,8}(?=[\w-]+:)/, ''))
          .join('\n');
  return { said: lines.slice(0, at).join('\n'), returned: parseHead(Buffer.from(head, 'utf8')).headers };
}

function startsOriginal(lines: readonly string[], line: string, index: number): boolean {
  if (mark.test(line))
    return lines.slice(index + 1, index + 8).some((next) => headerLine.test(next)) || index > 3;
  if (!headerLine.test(line)) return false;
  const next = lines.slice(index, index + 12).filter((each) => headerLine.test(each));
  return next.length >= 3 && next.some((each) => strongHeader.test(each));
}

/** `Final-Recipient: …` fields in groups; a group without a recipient is about the message and is left out. */
function groupsOf(text: string): Record<string, string>[] {
  const groups: Record<string, string>[] = [];
  for (const block of text.split(/\n[ \t]*\n/)) {
    let current: Record<string, string> = {};
    for (const { name, value } of parseHead(Buffer.from(`${block.replace(/^\s+/, '')}\n`, 'utf8')).headers) {
      // Some servers forget the empty line between two recipients.
      if (name === 'final-recipient' && current[name] !== undefined) {
        groups.push(current);
        current = {};
      }
      current[name] = current[name] === undefined ? value : `${current[name]} ${value}`;
    }
    groups.push(current);
  }
  return groups
    .filter((group) => group['final-recipient'] !== undefined || group['original-recipient'] !== undefined)
    .slice(0, 200);
}

/** Message-IDs of the original, for finding our own notice. */
export const originalIds = (notice: Notice): string[] =>
  [headerOf(notice.original, 'message-id'), ...(notice.words.match(/<[nt]\.\d[^<>\s]{0,120}>/g) ?? [])]
    .flatMap((id) => (id ? [id] : []))
    .slice(0, 20);
