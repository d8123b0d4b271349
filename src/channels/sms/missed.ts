import type { Intake } from '../../domain/channel.ts';
import type { ListedMessage, TwilioClient } from './client.ts';
import type { SmsSettings } from './settings.ts';
import { rawMessage } from './webhook.ts';

/** Days of a busy desk, what we sent included: the provider lists both, and filters by whole days. */
const limit = 20_000;

/** Texts that arrived while nobody answered the webhook, under the very ids it would have given. */
export async function missedSms(
  since: Date,
  intake: Pick<Intake, 'accept'>,
  { settings, client }: { settings: SmsSettings; client: TwilioClient },
): Promise<number> {
  const to = settings.messagingServiceSid ? undefined : settings.from;
  const found = await client.list({ ...(to ? { to } : {}), since, limit });
  const inbound = found.filter(
    (text) => text.direction === 'inbound' && text.at.getTime() >= since.getTime() - 1000,
  );
  let fresh = 0;
  // Oldest first, so that a person's texts keep their order: the list is newest first, its times whole seconds.
  for (const text of inbound.reverse()) {
    const media = text.media > 0 ? await client.media(text.sid) : [];
    const stored = await intake.accept(rawMessage(text.sid, formOf(text, media, settings.accountSid)));
    if (stored.fresh) fresh += 1;
  }
  return fresh;
}

const formOf = (text: ListedMessage, media: { url: string; type: string }[], accountSid: string): string =>
  new URLSearchParams({
    MessageSid: text.sid,
    AccountSid: accountSid,
    From: text.from,
    To: text.to,
    Body: text.body,
    NumMedia: String(media.length),
    ...Object.fromEntries(
      media.flatMap(({ url, type }, i) => [
        [`MediaUrl${i}`, url],
        [`MediaContentType${i}`, type],
      ]),
    ),
  }).toString();
