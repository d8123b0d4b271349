import { pino } from 'pino';
import { createSmsChannel } from '../../../src/channels/sms/index.ts';
import type { SmsSettings } from '../../../src/channels/sms/settings.ts';
import { createServer } from '../../../src/http/server.ts';
import { createTwilioLookAlike, type LookAlikeText } from '../../../src/sandbox/twilio/index.ts';

export const log = pino({ level: 'silent' });
export const account = { accountSid: 'AC0123456789abcdef0123456789abcdef', authToken: 'a-token' };
export const ours = '+15005550006';
export const person = '+8613800000001';

/** The real channel behind the real HTTP server, and a Twilio that calls it. */
export async function createSmsHarness(
  options: { timeoutMs?: number; settings?: Partial<SmsSettings> } = {},
) {
  const sent: LookAlikeText[] = [];
  let hubUrl = '';
  const twilio = createTwilioLookAlike({
    log,
    ...account,
    numbers: [ours],
    messagingServiceSid: 'MG1',
    hubUrl: () => hubUrl,
    onMessage: (text) => sent.push(text),
  });
  const apiUrl = await twilio.start();
  const settings: SmsSettings = {
    ...account,
    from: ours,
    messagingServiceSid: undefined,
    apiUrl,
    ...options.settings,
  };
  const channel = createSmsChannel(settings, {
    log,
    publicUrl: () => hubUrl,
    timeoutMs: options.timeoutMs ?? 2000,
  });
  const server = createServer({ log, host: '127.0.0.1', port: 0, routes: channel.routes });
  hubUrl = `http://127.0.0.1:${(await server.listen()).port}`;
  return {
    channel,
    twilio,
    sent,
    settings,
    hubUrl,
    async close() {
      await twilio.stop();
      await server.close();
    },
  };
}
