import { simpleParser } from 'mailparser';
import type { Media } from '../media.ts';

/** A mail that the hub sent, as its reader sees it. */
export interface ReceivedMail {
  id: string;
  from: string;
  /** The envelope's recipient. */
  to: string;
  subject: string;
  text: string;
  html: string;
  messageId: string;
  references: string[];
  /** By lower-case name; the first of each. */
  headers: Record<string, string>;
}

export async function receivedMail(bytes: Buffer, id: string, to: string): Promise<ReceivedMail> {
  const mail = await simpleParser(bytes, { skipTextToHtml: true, skipHtmlToText: true });
  const headers: Record<string, string> = {};
  for (const { key, line } of mail.headerLines) {
    if (!(key in headers)) headers[key] = line.slice(line.indexOf(':') + 1).trim();
  }
  return {
    id,
    from: mail.from?.value[0]?.address ?? '',
    to,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || '',
    messageId: mail.messageId ?? '',
    references: typeof mail.references === 'string' ? [mail.references] : (mail.references ?? []),
    headers,
  };
}

/** What somebody sent along with a mail of their own. */
export async function attachedTo(bytes: Buffer): Promise<Media[]> {
  const { attachments } = await simpleParser(bytes, { skipTextToHtml: true, skipHtmlToText: true });
  return attachments.map(({ filename = '', contentType, content }) => ({
    name: filename,
    type: contentType,
    bytes: content,
  }));
}

/** What a strict server has against these bytes: bare line feeds, endless lines, eight bits not announced. */
export function objectionTo(bytes: Buffer, eightBit: boolean): string | undefined {
  let line = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 10 && bytes[at - 1] !== 13) return '5.6.11 bare line feed';
    if (byte === 13 && bytes[at + 1] !== 10) return '5.6.11 bare carriage return';
    if (byte > 127 && !eightBit) return '5.6.3 eight bits without BODY=8BITMIME';
    line = byte === 10 ? 0 : line + 1;
    if (line > 999) return '5.6.0 line longer than 998 characters';
  }
  return undefined;
}
