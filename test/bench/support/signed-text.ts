import { randomBytes } from 'node:crypto';
import { twilioSignature } from '../../../src/sandbox/twilio/wire.ts';
import { accountSid, authToken, publicUrl } from './whole-hub.ts';

export interface SignedText {
  body: string;
  signature: string;
}

/** The form that Twilio posts with a text, and its signature. Each is a text of its own. */
export function signedText(n: number): SignedText {
  const sid = `SM${randomBytes(16).toString('hex')}`;
  const fields: Record<string, string> = {
    ToCountry: 'CN',
    ToState: '',
    SmsMessageSid: sid,
    NumMedia: '0',
    ToCity: '',
    FromZip: '',
    SmsSid: sid,
    FromState: '',
    SmsStatus: 'received',
    FromCity: '',
    Body: `三楼机房网络断了 ${n}`,
    FromCountry: 'CN',
    To: '+8610000000',
    ToZip: '',
    NumSegments: '1',
    MessageSid: sid,
    AccountSid: accountSid,
    From: `+86139${String(n % 100_000_000).padStart(8, '0')}`,
    ApiVersion: '2010-04-01',
  };
  const signature = twilioSignature(authToken, `${publicUrl}/twilio/sms`, fields);
  return { body: new URLSearchParams(fields).toString(), signature };
}
