import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Delivery, MailToHub } from '../mailbox/index.ts';
import { attachedTo, type ReceivedMail, receivedMail } from '../mailbox/received.ts';
import type { Media } from '../media.ts';
import { SandboxRefused } from '../refused.ts';
import type { RawMailRequest, TypedMailRequest } from '../requests.ts';
import { type ActContext, type Answer, mustBeTaken, type No, perform } from './act.ts';

const bareOf = (address: string): string =>
  (/<([^<>]+)>$/.exec(address)?.[1] ?? address).trim().toLowerCase();

/** A refusal is the server's word to the sender; "try again" and no answer are the hub's trouble. */
function noOf({ accepted, response }: Delivery): No {
  if (accepted) return undefined;
  if (/^5\d\d\b/.test(response)) return { say: response };
  mustBeTaken(false, 'the mail', response);
  return undefined;
}

/** The thread that an answer carries on, as mail programs do: all that the mail before carried, and that mail. */
function threadOf(inReplyTo: string, { machines }: ActContext): { inReplyTo: string; references: string[] } {
  const known =
    machines.mails.find(inReplyTo) ??
    machines.journal.find(inReplyTo)?.mail ??
    machines.journal.rows().findLast((row) => row.mail?.messageId === inReplyTo)?.mail;
  if (known) {
    const { messageId, references } = known;
    return { inReplyTo: messageId, references: [...references.filter((id) => id !== messageId), messageId] };
  }
  if (!/^<[^<>\s]+@[^<>\s]+>$/.test(inReplyTo))
    throw new SandboxRefused(
      400,
      'inReplyTo: must be the id of a mail listed by /sandbox/messages, or a Message-ID like <a@b>',
    );
  return { inReplyTo, references: [inReplyTo] };
}

/** Somebody writes a mail to the desk, in a mail program. */
export function mailIn(request: z.infer<typeof TypedMailRequest>, context: ActContext): Promise<Answer> {
  const { machines, reads } = context;
  const { from, subject, text, inReplyTo, cc, media } = request;
  const thread = inReplyTo === undefined || inReplyTo === '' ? undefined : threadOf(inReplyTo, context);
  const messageId = `<${randomUUID()}@sandbox.test>`;
  const mail: MailToHub = {
    from,
    subject,
    text,
    messageId,
    attachments: media,
    ...thread,
    ...(cc && { cc }),
  };
  return perform(context, bareOf(from), async () => {
    machines.mails.add({
      id: `in-${messageId}`,
      way: 'in',
      at: reads.now().toISOString(),
      from,
      to: '',
      subject,
      text,
      html: '',
      messageId,
      references: thread?.references ?? [],
      ...(cc && { cc }),
      ...(media.length > 0 && { media: media.map(machines.media.keep) }),
    });
    return noOf(await machines.mailbox.deliver(mail));
  });
}

/** What the reader of the pane can't take apart is shown as it came. */
async function leniently(bytes: Buffer, id: string): Promise<ReceivedMail & { sent: Media[] }> {
  try {
    return { ...(await receivedMail(bytes, id, '')), sent: await attachedTo(bytes) };
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unreadable';
    const text = `(${why})\n\n${bytes.toString('utf8', 0, 2000)}`;
    const nothing = { from: '', to: '', subject: '', html: '', messageId: '', references: [], headers: {} };
    return { ...nothing, id, text, sent: [] };
  }
}

/** A whole mail, byte for byte. */
export function rawMailIn({ raw }: z.infer<typeof RawMailRequest>, context: ActContext): Promise<Answer> {
  const { machines, reads } = context;
  const bytes = Buffer.from(raw, 'base64');
  if (bytes.length === 0) throw new SandboxRefused(400, 'raw: must be a whole mail in base64');
  return perform(context, '', async () => {
    const no = noOf(await machines.mailbox.deliver({ raw: bytes }));
    // The pane shows what a lenient reader makes of it; the hub reads by its own rules.
    const id = `in-${randomUUID()}`;
    const { from, subject, text, html, messageId, references, sent } = await leniently(bytes, id);
    const at = reads.now().toISOString();
    const media = sent.map(machines.media.keep);
    machines.mails.add({
      id,
      way: 'in',
      at,
      from,
      to: '',
      subject,
      text,
      html,
      messageId,
      references,
      ...(media.length > 0 && { media }),
    });
    return no;
  });
}
