import type { z } from 'zod';
import type { SmsRequest } from '../requests.ts';
import { type ActContext, type Answer, mustBeTaken, perform } from './act.ts';

/** Somebody texts the desk. */
export function textIn(
  { from, body, media }: z.infer<typeof SmsRequest>,
  context: ActContext,
): Promise<Answer> {
  const { twilio, textsChanged } = context.machines;
  return perform(context, from, async () => {
    const sent = twilio.incoming({ from, body, media });
    textsChanged();
    const { status } = await sent;
    mustBeTaken(status >= 200 && status < 300, 'the text', status === 0 ? 'no answer' : status);
    return undefined;
  });
}
