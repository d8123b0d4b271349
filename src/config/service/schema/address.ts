import * as z from 'zod';
import type { Address } from '../../../domain/address.ts';
import { nearest } from '../../../domain/nearest.ts';
import { quoted } from './quoted.ts';

const shapes: Record<string, { is: RegExp; like: string }> = {
  sms: { is: /^\+[1-9]\d{6,14}$/, like: 'sms:+8613800000001 (with the country, digits only)' },
  email: {
    is: /^[^\s@,;<>"]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?$/i,
    like: 'email:wang.lei@example.com',
  },
  slack: {
    is: /^[UWCGD][A-Z0-9]{2,20}$/,
    like: 'slack:U0WANGLEI (a person) or slack:C0FAULTS (a conversation)',
  },
};
const otherWords: Record<string, string> = {
  phone: 'sms',
  tel: 'sms',
  mobile: 'sms',
  text: 'sms',
  mail: 'email',
  'e-mail': 'email',
  mailto: 'email',
  smtp: 'email',
};
const form =
  'an address is a channel and where to reach it there, in one word: sms:+8613800000001, email:who@example.org, slack:U0WANGLEI';

/** What is wrong with an address, or nothing. Channels that are not known here are left to `channels`. */
export function addressFault(text: string): { message: string; suggestion?: string } | undefined {
  const match = /^([a-z][a-z0-9-]{0,31}):(\S+)$/i.exec(text);
  const [, said = '', bare = ''] = match ?? [];
  if (!match) {
    if (/^\+\d{7,15}$/.test(text))
      return { message: `${quoted(text)} lacks its channel`, suggestion: `sms:${text}` };
    if (/^\S+@\S+$/.test(text))
      return { message: `${quoted(text)} lacks its channel`, suggestion: `email:${text}` };
    const tight = text.replaceAll(/[\s()-]/g, '');
    if (/^sms:\+[1-9]\d{6,14}$/.test(tight))
      return { message: `${quoted(text)} is more than one word`, suggestion: tight };
    return { message: `${quoted(text)} is no address; ${form}` };
  }
  const shape = shapes[said];
  if (!shape) {
    const meant = otherWords[said.toLowerCase()] ?? nearest(said, Object.keys(shapes));
    return meant === undefined || meant === said
      ? undefined
      : { message: `${quoted(said)} is no channel`, suggestion: `${meant}:${bare}` };
  }
  if (shape.is.test(bare)) return undefined;
  const digits = bare.replaceAll(/[().-]/g, '');
  if (said === 'sms' && /^\+[1-9]\d{6,14}$/.test(digits))
    return { message: `${quoted(text)} is not all digits`, suggestion: `sms:${digits}` };
  if (said === 'sms' && /^1[3-9]\d{9}$/.test(digits))
    return { message: `${quoted(text)} lacks the country`, suggestion: `sms:+86${digits}` };
  return { message: `${quoted(text)} is no ${said} address; write ${shape.like}` };
}

/** `sms:+86…`, `email:who@example.org`, `slack:U…`. Mail addresses are kept in lower case. */
export const address = () =>
  z
    .string({
      error: ({ input }) =>
        input !== null && typeof input === 'object' ? `no space after the ":" here; ${form}` : form,
    })
    .meta({
      description: 'Where to reach somebody: sms:+8613800000001, email:who@example.org, slack:U0WANGLEI',
    })
    .transform((text, ctx): Address => {
      const fault = addressFault(text);
      if (fault) {
        ctx.issues.push({
          code: 'custom',
          message: fault.message,
          params: fault.suggestion === undefined ? {} : { suggestion: fault.suggestion },
          input: text,
        });
        return z.NEVER;
      }
      return (text.startsWith('email:') ? text.toLowerCase() : text) as Address;
    });

const conversation = (wanted: RegExp, message: string) =>
  address().refine((text) => !text.startsWith('slack:') || wanted.test(text), { error: () => message });

/** A person's address: a Slack user, not a conversation. */
export const personal = () =>
  conversation(
    /^slack:[UW]/,
    'this is a Slack conversation; a person is reached at a member id, which starts with U or W',
  );

/** A conversation of a chat. */
export const room = () =>
  conversation(
    /^slack:[CG]/,
    'this is a Slack member; a conversation id starts with C or G (open the channel, About, at the bottom)',
  ).refine((text) => !/^(?:sms|email):/.test(text), {
    error: () => 'a chat conversation is expected: slack:C0FAULTS',
  });
