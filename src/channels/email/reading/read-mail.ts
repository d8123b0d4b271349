import type { Attachment } from '../../../domain/inbound.ts';
import { type Bounce, bounceOf } from '../bounce/bounce.ts';
import { cleanAddress, type Mailbox, mailboxes, soleMailbox } from '../mime/addresses.ts';
import { type Header, headerOf } from '../mime/head.ts';
import { type Mail, parseMail } from '../mime/parts.ts';
import { decodeWords } from '../mime/words.ts';
import { automaticWhy, callsItselfAutomatic } from './automatic.ts';
import { bodyOf } from './body.ts';
import { messageIds, references } from './ids.ts';
import { ownWords } from './reply.ts';

/** Everything we understand of a mail, as plain data: it crosses from the worker thread. */
export interface ReadMail {
  /** One mailbox or none: a From with several says nobody. */
  from?: Mailbox;
  to: Mailbox[];
  cc: Mailbox[];
  subject: string;
  messageId?: string;
  /** ISO; what the mail claims, which proves nothing. */
  date?: string;
  inReplyTo: string[];
  references: string[];
  /** What the person newly wrote; with a forward, what they forwarded too. */
  text: string;
  attachments: Attachment[];
  /** The sender quoted in a forward. */
  forwardedFrom?: Mailbox;
  automatic?: string;
  bounce?: Bounce;
  /** Our own mark: we sent this. */
  ours: boolean;
  /** Something could not be read. */
  partial: boolean;
}

const maxSubject = 500;
const garbledShare = 0.05;

export function readMail(bytes: Buffer): ReadMail {
  const mail = parseMail(bytes);
  const { headers } = mail;
  const from = senderOf(headers);
  const subject = oneLine(headerOf(headers, 'subject'));
  const told = bounceOf(mail);
  const body = bodyOf(mail);
  const forward = /^\s*(?:fwd?|wg|tr|rv|enc|i|转发|轉寄|转|転送)\s*[:：]/iu.test(subject);
  const own = ownWords(body.text, { name: from?.name ?? '', address: from?.address ?? '' }, forward);
  const automatic =
    automaticWhy(mail) ??
    (told === 'delivered' ? 'a delivery confirmation' : undefined) ??
    (callsItselfAutomatic(own.text) ? 'its words say that it is automatic' : undefined);
  const forwardedFrom =
    own.forwardedFrom === undefined ? embeddedSender(mail, forward) : quotedSender(own.forwardedFrom);
  const garbled = isGarbled(own.text);
  const id = messageIds(headerOf(headers, 'message-id'), 1)[0];
  const date = dateOf(headers);
  return {
    ...(from ? { from } : {}),
    to: mailboxes(headerOf(headers, 'to')),
    cc: mailboxes(headerOf(headers, 'cc')),
    subject,
    ...(id ? { messageId: id } : {}),
    ...(date ? { date } : {}),
    inReplyTo: messageIds(headerOf(headers, 'in-reply-to'), 5),
    references: references(headerOf(headers, 'references')),
    text: garbled ? '' : own.text || embeddedText(mail, body.text),
    attachments: body.attachments,
    ...(forwardedFrom ? { forwardedFrom } : {}),
    ...(automatic ? { automatic } : {}),
    ...(told && told !== 'delivered' ? { bounce: told } : {}),
    ours: headerOf(headers, 'x-faultline') !== undefined,
    partial: mail.cut || garbled,
  };
}

/** From; where that names nobody or several, the one Sender or the envelope's sender. */
function senderOf(headers: readonly Header[]): Mailbox | undefined {
  const sole = soleMailbox(headerOf(headers, 'from')) ?? soleMailbox(headerOf(headers, 'sender'));
  if (sole) return sole;
  const envelope = cleanAddress(headerOf(headers, 'return-path') ?? '');
  return envelope ? { address: envelope, name: '' } : undefined;
}

const oneLine = (value: string | undefined): string =>
  decodeWords((value ?? '').slice(0, 16 * 1024))
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, maxSubject);

function dateOf(headers: readonly Header[]): string | undefined {
  const at = Date.parse((headerOf(headers, 'date') ?? '').slice(0, 100));
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** `Zhou Min <zhou@example.org>`, `"周敏" [mailto:zhou@example.org]` → a mailbox. */
function quotedSender(line: string): Mailbox | undefined {
  const address = cleanAddress(/[^\s<>()[\]"':;,]+@[^\s<>()[\]"':;,]+/.exec(line)?.[0] ?? '');
  if (!address) return undefined;
  const name = line.split(/[<[(]/)[0]?.replace(/["'*]/g, '').replace(address, '').trim() ?? '';
  return { address, name: name.slice(0, 200) };
}

const embedded = (mail: Mail) =>
  mail.parts.find((part) => part.type === 'message/rfc822' || part.type === 'message/global');

/** A mail forwarded as an attachment. */
function embeddedSender(mail: Mail, forward: boolean): Mailbox | undefined {
  const part = forward ? embedded(mail) : undefined;
  return part && soleMailbox(headerOf(parseMail(part.content()).headers, 'from'));
}

/** Whoever sends nothing but another mail means what stands in that one. */
function embeddedText(mail: Mail, outer: string): string {
  const part = outer.trim() === '' ? embedded(mail) : undefined;
  if (!part) return '';
  return ownWords(bodyOf(parseMail(part.content())).text, { name: '', address: '' }).text;
}

/** Bytes that are no text in any charset show controls and replacement characters; people write none. */
function isGarbled(text: string): boolean {
  const start = text.slice(0, 4000);
  const odd = start.match(/[^\P{Cc}\n\r\t]|\uFFFD|\p{Cn}|\p{Co}/gu)?.length ?? 0;
  return odd > 3 && odd > start.length * garbledShare;
}
