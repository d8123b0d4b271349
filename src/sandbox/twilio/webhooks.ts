import { twilioSignature } from './wire.ts';

export interface WebhookAnswer {
  /** 0: nobody answered. */
  status: number;
  body: string;
}

/** Twilio gives a webhook 15 s and one more try. */
const timeoutMs = 15_000;

/** Posts a signed form; `attempts` more than one tries again after a 5xx or no answer. */
export async function postSigned(
  authToken: string,
  url: string,
  params: Record<string, string>,
  attempts: number,
): Promise<WebhookAnswer> {
  const answer = await postOnce(authToken, url, params);
  if (attempts <= 1 || (answer.status > 0 && answer.status < 500)) return answer;
  return postSigned(authToken, url, params, attempts - 1);
}

async function postOnce(
  authToken: string,
  url: string,
  params: Record<string, string>,
): Promise<WebhookAnswer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams(params),
      headers: {
        'X-Twilio-Signature': twilioSignature(authToken, url, params),
        'User-Agent': 'TwilioProxy/1.1',
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    return { status: 0, body: error instanceof Error ? error.message : 'no answer' };
  }
}
