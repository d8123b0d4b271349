import { createHmac } from 'node:crypto';
import type { KeptText } from './state.ts';

export const apiVersion = '2010-04-01';

/** What Twilio says to its error codes; those that the look-alike itself can give. */
const errors: Record<number, [status: number, message: string]> = {
  20003: [401, 'Authenticate'],
  20404: [404, 'The requested resource was not found'],
  20429: [429, 'Too Many Requests'],
  21211: [400, "Invalid 'To' Phone Number"],
  21408: [400, "Permission to send an SMS has not been enabled for the region indicated by the 'To' number"],
  21602: [400, 'Message body is required.'],
  21603: [400, "A 'From' or 'MessagingServiceSid' parameter is required to send a message"],
  21604: [400, "A 'To' phone number is required."],
  21606: [400, "The 'From' phone number provided is not a valid message-capable Twilio phone number"],
  21609: [400, "Invalid 'StatusCallback' URL"],
  21610: [400, 'Attempt to send to unsubscribed recipient'],
  21611: [429, "This 'From' number has exceeded the maximum number of queued messages"],
  21614: [400, "'To' number is not a valid mobile number"],
  21617: [400, 'The concatenated message body exceeds the 1600 character limit'],
};

/** An error as the REST API words it. */
export function errorBody(code: number, status?: number): { status: number; body: unknown } {
  const [usual, message] = errors[code] ?? [400, 'Bad Request'];
  const moreInfo = `https://www.twilio.com/docs/errors/${code}`;
  return { status: status ?? usual, body: { code, message, more_info: moreInfo, status: status ?? usual } };
}

/** `Thu, 05 Mar 2026 18:00:00 +0000`. */
const rfc2822 = (iso: string): string => new Date(iso).toUTCString().replace('GMT', '+0000');

/** The Message resource. */
export function messageBody(text: KeptText, accountSid: string): Record<string, unknown> {
  const uri = `/${apiVersion}/Accounts/${accountSid}/Messages/${text.sid}`;
  const gone = text.status === 'queued' || text.status === 'accepted' ? null : rfc2822(text.at);
  return {
    account_sid: accountSid,
    api_version: apiVersion,
    body: text.body,
    date_created: rfc2822(text.at),
    date_sent: gone,
    date_updated: rfc2822(text.at),
    direction: text.direction,
    error_code: text.errorCode,
    error_message: null,
    from: text.from,
    messaging_service_sid: text.messagingServiceSid,
    num_media: String(text.media.length),
    num_segments: String(text.segments),
    price: null,
    price_unit: 'USD',
    sid: text.sid,
    status: text.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: text.to,
    uri: `${uri}.json`,
  };
}

/** X-Twilio-Signature: HMAC-SHA-1 over the URL and the sorted parameters, names and values run together. */
export function twilioSignature(authToken: string, url: string, params: Record<string, string>): string {
  const names = Object.keys(params).sort();
  const signed = url + names.map((name) => name + params[name]).join('');
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
}
