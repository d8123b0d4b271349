import type { z } from 'zod';
import type { FailRequest } from '../requests.ts';
import type { ActContext } from './act.ts';

/** The same without what wasn't given. */
const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/** Tells a provider how its next answers are to go wrong. */
export function failNext(request: z.infer<typeof FailRequest>, { machines }: ActContext): { ok: true } {
  switch (request.channel) {
    case 'slack': {
      const { channel: _provider, conversation, ...rest } = request;
      machines.slack.failNext({
        ...given(rest),
        ...(conversation !== undefined && { channel: conversation }),
      });
      return { ok: true };
    }
    case 'sms': {
      const { channel: _provider, ...rest } = request;
      machines.twilio.failNext(given(rest));
      return { ok: true };
    }
    case 'email': {
      const { channel: _provider, ...rest } = request;
      machines.mailbox.failNext(given(rest));
      return { ok: true };
    }
  }
}
