import { z } from 'zod';

const sid = z.string().regex(/^\w{2,64}$/);

/** The fields we use of Twilio's inbound webhook; it sends many more, and new ones at any time. */
export const InboundSms = z
  .object({
    MessageSid: sid,
    From: z.string(),
    To: z.string().default(''),
    Body: z.string().default(''),
    NumMedia: z.coerce.number().int().min(0).max(10).catch(0),
    OptOutType: z.enum(['STOP', 'START', 'HELP']).optional().catch(undefined),
  })
  .loose()
  .transform((sms) => ({
    id: sms.MessageSid,
    from: sms.From,
    to: sms.To,
    text: sms.Body.trim(),
    optOut: sms.OptOutType,
    media: Array.from({ length: sms.NumMedia }, (_, i) => ({
      url: textOr(sms[`MediaUrl${i}`], ''),
      type: textOr(sms[`MediaContentType${i}`], 'application/octet-stream'),
    })),
  }));
export type InboundSms = z.infer<typeof InboundSms>;

/** Twilio's word on a message that we sent. */
export const StatusCallback = z
  .object({ MessageSid: sid, MessageStatus: z.string(), ErrorCode: z.string().optional() })
  .transform(({ MessageSid, MessageStatus, ErrorCode }) => ({
    id: MessageSid,
    status: MessageStatus,
    errorCode: ErrorCode ? Number(ErrorCode) : undefined,
  }));
export type StatusCallback = z.infer<typeof StatusCallback>;

/** What the inbox keeps: the form as it was signed, in one string. */
export const KeptSms = z.object({ kind: z.enum(['message', 'status']), form: z.string() });
export type KeptSms = z.infer<typeof KeptSms>;

export const fieldsOf = (form: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(form));

const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);
