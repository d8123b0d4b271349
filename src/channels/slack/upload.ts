import type { webApi } from '@slack/bolt';
import type { Outgoing, SendResult } from '../../domain/channel.ts';
import { AppError } from '../../lib/errors.ts';

type Upload = NonNullable<Outgoing['upload']>;

/** Shorter than a send may take: one that is cut off here was shared with nobody, and may be tried again. */
const withinMs = 6_000;

/** Slack's host of files did not take the bytes. */
export class NotUploaded extends AppError {
  readonly code = 'slack-not-uploaded';
}

/** Hands a file over and shares it in a thread: where to, the bytes, done. Needs `files:write`. */
export async function uploadTo(
  client: webApi.WebClient,
  { name, bytes }: Upload,
  about: { title: string; channel: string; thread: string },
  ask: typeof fetch,
): Promise<SendResult> {
  const { title, channel, thread } = about;
  const { upload_url: address, file_id: id } = await client.files.getUploadURLExternal({
    filename: name === '' ? 'file' : name,
    length: bytes.byteLength,
    alt_text: title,
  });
  if (!address || !id) throw new NotUploaded('Slack names no place for a file');
  const answer = await ask(address, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: Buffer.from(bytes),
    signal: AbortSignal.timeout(withinMs),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new NotUploaded(`Slack did not take a file (${answer.status})`);
  await client.files.completeUploadExternal({
    files: [{ id, title }],
    channel_id: channel,
    thread_ts: thread,
  });
  // Shown once Slack has looked at it; it says no more than that it took it.
  return { kind: 'sent', providerId: id, proof: 'accepted' };
}
