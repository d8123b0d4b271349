import { type Address, addressOf } from '../../domain/address.ts';
import type { Inbound, InboundReceipt, InboundText } from '../../domain/inbound.ts';
import type { Bounce } from './bounce/bounce.ts';
import type { OurIds } from './our-ids.ts';
import type { ReadMail } from './reading/read-mail.ts';

export interface InboundDeps {
  /** Our own addresses, in lower case and without plus tags. */
  ours: ReadonlySet<string>;
  ids: OurIds;
}

/** Whom a mail is from that names nobody, or several: read, never answered. */
const nobody = 'nobody@invalid';
/** More people than this in To and Cc is a mailing, not a conversation. */
const maxCopied = 20;
const unreadable =
  '这封邮件未能完整读取，原件已保留。This mail could not be read fully; the original is kept.';

/** What a mail means to the hub; nothing for our own mail coming back and for bounces of other people's mail. */
export function inboundOf(mail: ReadMail, deps: InboundDeps): Inbound[] {
  if (mail.bounce) return receipts(mail.bounce, deps.ids);
  if (isLoop(mail, deps)) return [];
  return [textOf(mail, deps)];
}

export function isLoop(mail: ReadMail, { ours, ids }: InboundDeps): boolean {
  if (mail.ours || (mail.from && ours.has(withoutTag(mail.from.address)))) return true;
  return mail.messageId !== undefined && ids.verify(mail.messageId) !== undefined;
}

function textOf(mail: ReadMail, deps: InboundDeps): InboundText {
  const from = mail.from?.address ?? nobody;
  const token = ticketProven(mail, deps.ids);
  const named = /\[#(\d{1,9})\]/.exec(mail.subject)?.[1];
  const copied = copiedOf(mail, from, deps.ours);
  const forwarded = mail.forwardedFrom;
  return {
    kind: 'text',
    from: addressOf('email', from),
    ...(mail.from?.name ? { fromName: mail.from.name } : {}),
    text: wordsOf(mail),
    ...(mail.subject ? { subject: mail.subject } : {}),
    attachments: mail.attachments,
    ...(copied.length > 0 ? { copied } : {}),
    ...(token ? { token } : {}),
    ...(named ? { named: { ticket: Number(named) } } : {}),
    ...(forwarded && !deps.ours.has(withoutTag(forwarded.address)) && forwarded.address !== from
      ? {
          onBehalfOf: {
            address: addressOf('email', forwarded.address),
            ...(forwarded.name ? { name: forwarded.name } : {}),
          },
        }
      : {}),
    ...(mail.partial ? { partial: true } : {}),
    ...(mail.automatic ? { automatic: true } : {}),
    ...(mail.from ? {} : { unanswerable: true }),
  };
}

/** A subject alone is a report ("三楼断网"); that of an answer is our own. */
function wordsOf(mail: ReadMail): string {
  if (mail.text !== '') return mail.text;
  const answer = mail.inReplyTo.length > 0 || mail.references.length > 0 || isReplySubject(mail.subject);
  const said = answer ? '' : mail.subject;
  return mail.partial ? [said, unreadable].filter((each) => each !== '').join('\n') : said;
}

export const isReplySubject = (subject: string): boolean =>
  /^\s*(?:re|aw|sv|vs|antw|odp|回复|答复|回覆|答覆|返信|회신)(?:\[\d+\])?\s*[:：]/iu.test(subject);

/** The nearest of our own Message-IDs in the thread: In-Reply-To first, then References from their end. */
function ticketProven(mail: ReadMail, ids: OurIds): { ticket: number } | undefined {
  for (const id of [...mail.inReplyTo, ...mail.references.toReversed()]) {
    const found = ids.verify(id);
    if (found && found.ticket > 0) return { ticket: found.ticket };
  }
  return undefined;
}

function copiedOf(mail: ReadMail, from: string, ours: ReadonlySet<string>): Address[] {
  const others = new Set([...mail.to, ...mail.cc].map(({ address }) => address));
  const people = [...others].filter((address) => address !== from && !ours.has(withoutTag(address)));
  return people.length > maxCopied ? [] : people.map((address) => addressOf('email', address));
}

/** One receipt for each notice of ours that came back; a bounce that names none of ours says nothing to us. */
function receipts(bounce: Bounce, ids: OurIds): InboundReceipt[] {
  const [first] = bounce.recipients;
  const ours = new Set(
    bounce.originals.map((id) => `<${id.replace(/^<|>$/g, '')}>`).filter((id) => ids.verify(id)),
  );
  if (!first) return [];
  return [...ours].map((providerId) => ({
    kind: 'receipt',
    providerId,
    ...(first.delayed
      ? { state: 'sent' as const, reason: 'delayed' }
      : {
          state: 'failed' as const,
          failure: failureOf(first),
          reason: `bounced${first.status ? ` ${first.status}` : ''}`,
        }),
  }));
}

function failureOf({ hard, status }: { hard: boolean; status: string }): 'dead' | 'later' | 'blocked' {
  if (hard) return 'dead';
  return status.startsWith('4') || status.startsWith('5.2.2') ? 'later' : 'blocked';
}

/** `fault+4821@example.org` is still `fault@example.org`. */
export const withoutTag = (address: string): string => address.toLowerCase().replace(/\+[^@]*@/, '@');
