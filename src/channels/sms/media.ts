import type { FileResult, WantedFile } from '../../domain/channel.ts';
import { fetchFile, type Leave } from '../../lib/fetch-file.ts';
import type { SmsSettings } from './settings.ts';

type Account = Pick<SmsSettings, 'accountSid' | 'authToken' | 'apiUrl'>;

const twilio = 'https://api.twilio.com';

/** Where a message may say that its pictures are; other addresses are not even kept. */
export const mediaOrigins = ({ apiUrl }: Pick<Account, 'apiUrl'>): string[] => [twilio, apiUrl];

/** Where Twilio's API sends whoever asks for a picture: addresses signed for some hours. */
function isMediaHost({ protocol, hostname, pathname, port }: URL): boolean {
  if (protocol !== 'https:' || port !== '') return false;
  if (
    /^(?:mms|media)\.twiliocdn\.com$/.test(hostname) ||
    /^mcs(?:\.[a-z0-9-]+)*\.twilio\.com$/.test(hostname)
  )
    return true;
  // A host of everybody's; this part of it is Twilio's.
  return hostname === 's3-external-1.amazonaws.com' && pathname.startsWith('/media.twiliocdn.com/');
}

/** A local stand-in for Twilio has its media host under its other name. */
function isStandIn({ protocol, hostname, port }: URL, apiUrl: string): boolean {
  const api = new URL(apiUrl);
  return (
    api.hostname === '127.0.0.1' && protocol === api.protocol && hostname === 'localhost' && port === api.port
  );
}

/** May this address be asked for a picture, and is our account shown to it? */
export function mediaLeave(url: URL, { accountSid, authToken, apiUrl }: Account): Leave | undefined {
  if (mediaOrigins({ apiUrl }).includes(url.origin)) {
    const ours = new RegExp(`^/2010-04-01/Accounts/${accountSid}/Messages/\\w+/Media/\\w+$`);
    if (!ours.test(url.pathname)) return undefined;
    const pair = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
    return { headers: { authorization: `Basic ${pair}` }, inside: url.origin !== twilio };
  }
  if (isMediaHost(url)) return {};
  return isStandIn(url, apiUrl) ? { inside: true } : undefined;
}

/** A picture of a text, from Twilio alone. */
export const fetchMedia = (
  { ref, mostBytes, signal }: WantedFile,
  account: Account,
  proxy: string | undefined,
): Promise<FileResult> =>
  fetchFile(ref, { allow: (url) => mediaLeave(url, account), mostBytes, signal, proxy });
