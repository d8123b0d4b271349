import { twilioSignature } from '../../../src/sandbox/twilio/wire.ts';
import { channelContract, type ProviderMood } from '../../contract/channel-contract.ts';
import { account, createSmsHarness, ours, person } from './harness.ts';

const moods = ['ok', 'rate-limited', 'trouble', 'refused', 'dead', 'opted-out', 'hang', 'lost'] as const;

channelContract('sms', async () => {
  const { channel, twilio, sent, hubUrl, close } = await createSmsHarness({ timeoutMs: 400 });

  const failures = {
    ok: undefined,
    'rate-limited': { code: 20429, retryAfter: '7' },
    trouble: { status: 503, code: 20503 },
    refused: { code: 21408 },
    dead: { code: 21211 },
    'opted-out': { code: 21610 },
    hang: { hang: true },
    lost: { lost: true },
  } satisfies Record<ProviderMood, object | undefined>;

  const post = async (id: string, text: string, token: string): Promise<boolean> => {
    const form = {
      AccountSid: account.accountSid,
      MessageSid: `SM${id}`,
      From: person,
      To: ours,
      Body: text,
      NumMedia: '0',
    };
    const url = `${hubUrl}/twilio/sms`;
    const headers = { 'X-Twilio-Signature': twilioSignature(token, url, form) };
    return (await fetch(url, { method: 'POST', body: new URLSearchParams(form), headers })).ok;
  };

  return {
    channel,
    person: `sms:${person}`,
    moods,
    sent: () => sent.map(({ to, body }) => ({ to, text: body })),
    providerSays(mood) {
      const failure = failures[mood];
      if (failure) twilio.failNext(failure);
    },
    deliver: (id, text) => post(id, text, account.authToken),
    forge: (id, text) => post(id, text, 'another-token'),
    close,
  };
});
