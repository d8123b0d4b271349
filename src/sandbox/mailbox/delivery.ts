import { createTransport } from 'nodemailer';
import type { Media } from '../media.ts';

/** A mail to the hub: as somebody types it, or byte for byte. */
export type MailToHub =
  | {
      from: string;
      subject: string;
      text: string;
      to?: string;
      inReplyTo?: string;
      /** The thread so far, oldest first; `inReplyTo` alone when absent. */
      references?: string[];
      cc?: string[];
      messageId?: string;
      headers?: Record<string, string>;
      attachments?: Media[];
    }
  | { raw: Uint8Array; from?: string; to?: string };

/** Whether the hub took it, and its own words. */
export interface Delivery {
  accepted: boolean;
  response: string;
}

const timeoutMs = 10_000;

export function createDelivery(hub: (() => { host: string; port: number; address: string }) | undefined) {
  return async function deliver(mail: MailToHub): Promise<Delivery> {
    if (!hub) throw new Error('this mailbox was not told where the hub takes mail in');
    const { host, port, address } = hub();
    const transport = createTransport({
      host,
      port,
      secure: false,
      ignoreTLS: true,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
    });
    const to = mail.to ?? address;
    try {
      const { response } = await transport.sendMail('raw' in mail ? rawMail(mail, to) : typedMail(mail, to));
      return { accepted: true, response };
    } catch (error) {
      const { response, message } = error as { response?: unknown; message: string };
      return { accepted: false, response: typeof response === 'string' ? response : message };
    } finally {
      transport.close();
    }
  };
}

function typedMail(mail: Extract<MailToHub, { text: string }>, to: string) {
  const { from, subject, text, inReplyTo, references, cc, messageId, headers, attachments = [] } = mail;
  return {
    from,
    to,
    subject,
    text,
    ...(inReplyTo ? { inReplyTo, references: references ?? [inReplyTo] } : {}),
    // Copied people get theirs from the sender's own server; here only the hub is delivered to.
    ...(cc ? { cc, envelope: { from, to: [to] } } : {}),
    ...(messageId ? { messageId } : {}),
    ...(headers ? { headers } : {}),
    attachments: attachments.map(({ name, type, bytes }) => ({
      filename: name,
      contentType: type,
      content: Buffer.from(bytes),
    })),
  };
}

/** The envelope's sender is what the mail itself says, as a forwarding server would keep it. */
function rawMail(mail: Extract<MailToHub, { raw: Uint8Array }>, to: string) {
  const raw = Buffer.from(mail.raw);
  const head = raw.toString('latin1', 0, 64 * 1024).split(/\r?\n\r?\n/)[0] ?? '';
  const line = /^(?:return-path|from):.*$/im.exec(head)?.[0] ?? '';
  const from = mail.from ?? /[^\s<>"@]+@[\w.-]+/.exec(line)?.[0] ?? '';
  return { envelope: { from, to: [to] }, raw };
}
