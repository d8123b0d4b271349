import { z } from 'zod';
import { type Env, optionalGroup, type Settings } from '../../lib/optional-group.ts';
import { type Mailbox, soleMailbox } from './mime/addresses.ts';

const address = (protocol: RegExp, example: string) =>
  z.url({ protocol, error: `is an address like ${example}` });

const EmailEnv = z
  .object({
    SMTP_URL: address(/^smtps?$/, 'smtp://user:password@mail.example.org:587'),
    MAIL_FROM: z
      .string()
      .refine((text) => soleMailbox(text) !== undefined, 'is one address, with or without a name'),
    IMAP_URL: address(/^imaps?$/, 'imaps://user:password@mail.example.org/INBOX').optional(),
    MAIL_LISTEN: z
      .string()
      .regex(/^(?:\[[0-9a-f:]+\]|[^\s:]+):\d{1,5}$/i, 'is host:port, like 0.0.0.0:2525')
      .optional(),
  })
  .refine(({ IMAP_URL, MAIL_LISTEN }) => IMAP_URL || MAIL_LISTEN, {
    error: 'IMAP_URL or MAIL_LISTEN is missing: set one, it is where mail comes in',
    when: () => true,
  });

/** Where a mail server is and how to log in. Options: `?starttls=never|always`, `?insecure=1` (a test server's certificate). */
export interface MailServer {
  host: string;
  port: number;
  /** TLS from the first byte. */
  secure: boolean;
  startTls: 'auto' | 'always' | 'never';
  verifyTls: boolean;
  login?: { user: string; pass: string };
}

function serverOf(text: string, ports: { plain: number; secure: number }): MailServer {
  const url = new URL(text);
  const secure = url.protocol.endsWith('s:');
  const startTls = url.searchParams.get('starttls');
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? ports.secure : ports.plain) : Number(url.port),
    secure,
    startTls: startTls === 'never' || startTls === 'always' ? startTls : 'auto',
    verifyTls: url.searchParams.get('insecure') !== '1',
    ...(url.username === ''
      ? {}
      : { login: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
  };
}

function listenOf(text: string): { host: string; port: number } {
  const at = text.lastIndexOf(':');
  return { host: text.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(text.slice(at + 1)) };
}

const EmailSettings = EmailEnv.transform((env) => ({
  smtp: serverOf(env.SMTP_URL, { plain: 587, secure: 465 }),
  from: soleMailbox(env.MAIL_FROM) as Mailbox,
  imap: env.IMAP_URL
    ? {
        ...serverOf(env.IMAP_URL, { plain: 143, secure: 993 }),
        mailbox: decodeURIComponent(new URL(env.IMAP_URL).pathname.slice(1)) || 'INBOX',
      }
    : undefined,
  listen: env.MAIL_LISTEN ? listenOf(env.MAIL_LISTEN) : undefined,
}));
export type EmailSettings = z.infer<typeof EmailSettings>;

/** Undefined: none of the four is set, the channel is off. */
export const readEmailSettings = (env: Env): Settings<EmailSettings | undefined> =>
  optionalGroup(EmailSettings, env);
