import { isReplySubject } from './inbound.ts';
import type { Mailbox } from './mime/addresses.ts';
import { looksLikeOurs, tokenOf } from './our-ids.ts';
import type { ReadMail } from './reading/read-mail.ts';
import { createMailReader, type MailReader } from './worker/reader.ts';

/** How a mail would be understood; one line of `faultline read --json`. */
export interface MailReading {
  file: string;
  kind: 'report' | 'reply' | 'auto' | 'bounce' | 'loop' | 'empty' | 'unreadable';
  /** A bare address, empty when the mail names nobody. */
  from: string;
  to: string[];
  subject: string;
  /** What the person newly wrote. */
  text: string;
  attachments: { name: string; type: string; bytes: number }[];
  /** The signed part of one of our Message-IDs, not verified here: that takes the secret. */
  token?: string;
  bounce?: { recipient: string; status: string; hard: boolean }[];
  /** What decided the kind, for people. */
  why: string;
}

/** Reads one `.eml`, without a database and without sending anything. Never throws for what the mail contains. */
export async function readMailFile(
  bytes: Uint8Array,
  file: string,
  reader: MailReader | undefined = undefined,
): Promise<MailReading> {
  const own = reader ?? createMailReader();
  try {
    return described(await own.read(bytes), file, bytes.length);
  } finally {
    if (!reader) await own.stop();
  }
}

function described(mail: ReadMail, file: string, size: number): MailReading {
  const { kind, why } = kindOf(mail, size);
  const token = [...mail.inReplyTo, ...mail.references.toReversed()]
    .map(tokenOf)
    .find((each) => each !== undefined);
  return {
    file,
    kind,
    from: mail.from?.address ?? '',
    to: mail.to.map(({ address }: Mailbox) => address),
    subject: mail.subject,
    text: mail.text,
    attachments: mail.attachments.map(({ name, type, bytes }) => ({ name, type, bytes })),
    ...(token ? { token } : {}),
    ...(mail.bounce
      ? { bounce: mail.bounce.recipients.map(({ recipient, status, hard }) => ({ recipient, status, hard })) }
      : {}),
    why,
  };
}

function kindOf(mail: ReadMail, size: number): Pick<MailReading, 'kind' | 'why'> {
  if (size === 0) return { kind: 'unreadable', why: 'the file is empty' };
  const { from, to, subject, messageId, date } = mail;
  if (!from && to.length === 0 && subject === '' && !messageId && !date)
    return { kind: 'unreadable', why: 'this is no mail: it has no sender, recipient, subject or date' };
  if (mail.bounce) return { kind: 'bounce', why: mail.bounce.why };
  if (mail.ours) return { kind: 'loop', why: 'it carries our own mark' };
  if (mail.messageId && looksLikeOurs(mail.messageId))
    return { kind: 'loop', why: 'its Message-ID is one of ours' };
  if (mail.automatic) return { kind: 'auto', why: mail.automatic };
  const said = mail.text !== '' || mail.attachments.length > 0;
  if (!said && mail.partial) return { kind: 'unreadable', why: 'it could not be read within the limits' };
  const answer = answerWhy(mail);
  if (!said && (answer || mail.subject === '')) return { kind: 'empty', why: 'nothing was newly written' };
  if (answer) return { kind: 'reply', why: answer };
  return { kind: 'report', why: mail.partial ? 'written by a person, read in part' : 'written by a person' };
}

function answerWhy(mail: ReadMail): string | undefined {
  if (mail.inReplyTo.length > 0) return 'it answers another mail (In-Reply-To)';
  if (mail.references.length > 0) return 'it belongs to a thread (References)';
  if (isReplySubject(mail.subject)) return 'its subject says that it is an answer';
  return undefined;
}
