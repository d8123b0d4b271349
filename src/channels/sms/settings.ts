import { z } from 'zod';
import { type Env, optionalGroup, type Settings } from '../../lib/optional-group.ts';

/** E.164, or a sender name of up to 11 letters and digits where a country allows one. */
const sender = /^(\+[1-9]\d{6,14}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/;

const SmsEnv = z
  .object({
    TWILIO_ACCOUNT_SID: z.string().regex(/^AC\w+$/, 'starts with AC, see the console’s first page'),
    TWILIO_AUTH_TOKEN: z.string(),
    TWILIO_FROM: z.string().regex(sender, 'is a number like +15005550006').optional(),
    TWILIO_MESSAGING_SERVICE_SID: z
      .string()
      .regex(/^MG\w+$/, 'starts with MG')
      .optional(),
    TWILIO_API_URL: z
      .url({ protocol: /^https?$/, error: 'is an address like https://api.twilio.com' })
      .refine((url) => new URL(url).pathname === '/', 'is an origin: leave the path out')
      .optional(),
  })
  .refine(({ TWILIO_FROM, TWILIO_MESSAGING_SERVICE_SID }) => TWILIO_FROM || TWILIO_MESSAGING_SERVICE_SID, {
    error: 'TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID is missing: set one, it is where texts come from',
    when: () => true,
  });

const SmsSettings = SmsEnv.transform((env) => ({
  accountSid: env.TWILIO_ACCOUNT_SID,
  authToken: env.TWILIO_AUTH_TOKEN,
  from: env.TWILIO_FROM,
  messagingServiceSid: env.TWILIO_MESSAGING_SERVICE_SID,
  /** An origin; the SDK's paths are asked under it. */
  apiUrl: new URL(env.TWILIO_API_URL ?? 'https://api.twilio.com').origin,
}));
export type SmsSettings = z.infer<typeof SmsSettings>;

/** Undefined: no `TWILIO_…` is set, the channel is off. */
export const readSmsSettings = (env: Env): Settings<SmsSettings | undefined> =>
  optionalGroup(SmsSettings, env);
