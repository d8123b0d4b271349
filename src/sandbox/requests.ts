import { z } from 'zod';
import { readDuration } from './duration.ts';

/** What scripts and the page may ask of the sandbox. */

const phone = z
  .string()
  .transform((text) => text.replace(/[\s()-]/g, ''))
  .refine(
    (text) => /^\+[1-9]\d{6,14}$/.test(text),
    'must be a phone number with + and its country code, like +8613900000009',
  );

const mailAddress = z
  .string()
  .max(320)
  .regex(/^(?:[^<>\r\n]*<)?[^\s@<>]+@[^\s@<>]+>?$/, 'must be a mail address, like zhou@example.org');

const oneLine = z
  .string()
  .max(900, 'must be at most 900 characters')
  .regex(/^[^\r\n]*$/, 'must be one line');

const chatUser = z.string().regex(/^[A-Z0-9]{2,30}$/, 'must be a chat id, like U0WANGLEI');
const ticketNumber = z
  .union(
    [
      z.number(),
      z
        .string()
        .regex(/^\d{1,9}$/)
        .transform(Number),
    ],
    'must be a ticket number, like 1001',
  )
  .refine((number) => Number.isInteger(number) && number > 0, 'must be a ticket number, like 1001');

/** Pictures or files that are sent along. */
const media = z
  .array(
    z
      .object({
        name: oneLine.max(200, 'must be at most 200 characters').default(''),
        type: z.string().max(100).default('application/octet-stream'),
        base64: z.string().regex(/^[A-Za-z0-9+/\s]+={0,2}\s*$/, 'must be the file in base64'),
      })
      .transform(({ name, type, base64: text }) => ({ name, type, bytes: Buffer.from(text, 'base64') })),
  )
  .max(20, 'must be at most 20 files')
  .default([]);

export const SmsRequest = z.object({
  from: phone,
  body: z.string().max(1600, 'must be at most 1600 characters'),
  media,
});

const base64 = z
  .string()
  .min(1, 'must not be empty')
  .regex(/^[A-Za-z0-9+/_\s-]+={0,2}\s*$/, 'must be a whole mail in base64');

export const RawMailRequest = z.object({ raw: base64 });
export const TypedMailRequest = z.object({
  from: mailAddress,
  subject: oneLine.default(''),
  text: z.string(),
  inReplyTo: oneLine.optional(),
  media,
  cc: z.union([mailAddress.transform((one) => [one]), z.array(mailAddress).max(50)]).optional(),
});

const isRaw = (value: unknown): boolean => typeof value === 'object' && value !== null && 'raw' in value;

/** A mail as somebody types it, or byte for byte: the problems named are those of the form that was begun. */
export const MailRequest = z
  .unknown()
  .transform((value, context): z.infer<typeof RawMailRequest> | z.infer<typeof TypedMailRequest> => {
    const parsed = isRaw(value) ? RawMailRequest.safeParse(value) : TypedMailRequest.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const { path, message } of parsed.error.issues)
      context.addIssue({ code: 'custom', path: [...path], message });
    return z.NEVER;
  });

export const ChatRequest = z
  .object({
    user: chatUser,
    text: z.string().max(10_000, 'must be at most 10000 characters'),
    media,
    /** Said in the thread of this ticket's card. */
    ticket: ticketNumber.optional(),
    /** Said in the thread under this message. */
    thread: z
      .string()
      .regex(/^\d+\.\d+$/, 'must be a message timestamp, like 1700000000.000100')
      .optional(),
    channel: z.string().optional(),
  })
  .refine(({ text, media: sent }) => text !== '' || sent.length > 0, {
    path: ['text'],
    error: 'must not be empty',
  });

export const TapRequest = z.object({
  user: chatUser,
  ticket: ticketNumber.optional(),
  button: z.string().min(1, 'must not be empty').max(60, 'must be at most 60 characters'),
  fields: z.record(z.string(), z.union([z.string(), z.number().transform(String)])).default({}),
  /** The page knows which message it shows. */
  message: z.object({ channel: z.string(), ts: z.string() }).optional(),
  value: z.string().max(200).optional(),
  /** `show`: leave a form open for a person to fill, as the page does. */
  form: z.enum(['fill', 'show']).default('fill'),
});

export const SubmitRequest = z.object({
  user: chatUser,
  view: z.string().optional(),
  /** Shut without sending. */
  close: z.boolean().default(false),
  fields: z.record(z.string(), z.string()).default({}),
});

export const LanguageRequest = z.object({ language: z.enum(['zh-CN', 'en'], 'must be zh-CN or en') });

export const HomeRequest = z.object({ user: chatUser });

const instant = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/i,
    'must be an instant with its zone, like 2026-03-06T10:00:00+08:00',
  )
  .transform((text) => new Date(text))
  .refine((at) => !Number.isNaN(at.getTime()), 'is no such day or time');

export const ClockRequest = z
  .object({
    advance: z
      .string('must be a duration as people write it, like "31m", "2h" or "1h30m"')
      .transform((text) => readDuration(text))
      .refine(
        (ms): ms is number => ms !== undefined,
        'must be a duration as people write it, like 31m, 2h, 1h30m',
      )
      .optional(),
    to: instant.optional(),
  })
  .refine(({ advance, to }) => (advance === undefined) !== (to === undefined), 'give either advance or to');

const times = z.number().int().min(1).max(1000).optional();
export const FailRequest = z.discriminatedUnion(
  'channel',
  [
    z.object({
      channel: z.literal('slack'),
      method: z.string().optional(),
      conversation: z.string().optional(),
      status: z.number().int().min(200).max(599).optional(),
      error: z.string().optional(),
      retryAfter: z.union([z.string(), z.number()]).optional(),
      body: z.string().optional(),
      hang: z.boolean().optional(),
      cut: z.boolean().optional(),
      times,
    }),
    z.object({
      channel: z.literal('sms'),
      to: phone.optional(),
      status: z.number().int().min(200).max(599).optional(),
      code: z.number().int().optional(),
      retryAfter: z.string().optional(),
      html: z.boolean().optional(),
      hang: z.boolean().optional(),
      lost: z.boolean().optional(),
      silent: z.boolean().optional(),
      undelivered: z.number().int().optional(),
      media: z.boolean().optional(),
      redirect: z.string().optional(),
      times,
    }),
    z.object({
      channel: z.literal('email'),
      to: mailAddress.optional(),
      code: z.number().int().min(400).max(599).optional(),
      say: oneLine.optional(),
      dropAfterData: z.boolean().optional(),
      hang: z.boolean().optional(),
      times,
    }),
  ],
  'must be slack, sms or email',
);

const given = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
export const MessagesQuery = z.object({
  to: given(z.string()),
  ticket: given(ticketNumber),
  after: given(z.string()),
});
