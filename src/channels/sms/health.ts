import type { TwilioClient } from './client.ts';
import { NoAnswer, NotReached, ProviderBusy } from './http-client.ts';

type Health = { ok: boolean; say: string };

const freshMs = { ok: 60_000, notOk: 10_000 };

/** Asks the provider once a minute at most; a probe in between gets the last answer. */
export function createHealth(client: Pick<TwilioClient, 'checkAccount'>): () => Promise<Health> {
  let last: { health: Health; until: number } | undefined;
  return async () => {
    if (last && performance.now() < last.until) return last.health;
    const health = await ask(client);
    last = { health, until: performance.now() + (health.ok ? freshMs.ok : freshMs.notOk) };
    return health;
  };
}

async function ask(client: Pick<TwilioClient, 'checkAccount'>): Promise<Health> {
  try {
    await client.checkAccount();
    return { ok: true, say: 'Twilio knows the account' };
  } catch (error) {
    if (error instanceof NotReached)
      return {
        ok: false,
        say: 'Twilio cannot be reached: check the network, HTTPS_PROXY and TWILIO_API_URL',
      };
    if (error instanceof NoAnswer) return { ok: false, say: 'Twilio does not answer' };
    if (error instanceof ProviderBusy) return { ok: false, say: `Twilio is in trouble (${error.status})` };
    return { ok: false, say: 'Twilio refuses the account: check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN' };
  }
}
