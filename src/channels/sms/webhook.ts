import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Intake, Raw } from '../../domain/channel.ts';
import { readForm } from '../../lib/read-body.ts';
import type { Route } from '../../lib/route.ts';
import { saysSomething } from './inbound.ts';
import { fieldsOf, InboundSms, type KeptSms, StatusCallback } from './schema.ts';
import type { SmsSettings } from './settings.ts';
import { isSignedByTwilio } from './signature.ts';

/** Twilio's form is some 2 KB; ten pictures make it 10 KB. */
const bodyLimitBytes = 64 * 1024;
const emptyTwiml = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

export interface WebhookDeps {
  settings: SmsSettings;
  log: Logger;
  /** Without a slash at its end. */
  publicUrl: () => string;
  /** Undefined while the channel is stopped. */
  intake: () => Intake | undefined;
}

export const rawMessage = (id: string, form: string): Raw => keep(`sms:${id}`, { kind: 'message', form });

/** Twilio may say `sent` and `delivered` of one message: each is a row of its own. */
const rawStatus = (id: string, status: string, form: string): Raw => ({
  ...keep(`sms:${id}:${status}`, { kind: 'status', form }),
  receipt: true,
});

const keep = (id: string, payload: KeptSms): Raw => ({ id, payload });

/** `POST /twilio/sms` and `POST /twilio/status`: verified, stored by one write, then acknowledged. */
export function createSmsRoutes(deps: WebhookDeps): Route[] {
  const route = (path: string, toRaw: (form: URLSearchParams) => Raw | 'unreadable' | 'nothing'): Route => ({
    method: 'POST',
    path,
    async handler(req, res) {
      const form = await verified(req, deps);
      if (!form) return answer(res, 403);
      const raw = toRaw(form);
      if (raw === 'unreadable') return answer(res, 400);
      if (raw === 'nothing') return answer(res, 200);
      answer(res, await stored(raw, deps));
    },
  });
  return [
    route('/twilio/sms', (form) => {
      const sms = InboundSms.safeParse(fieldsOf(form.toString()));
      return sms.success ? rawMessage(sms.data.id, form.toString()) : 'unreadable';
    }),
    route('/twilio/status', (form) => {
      const callback = StatusCallback.safeParse(fieldsOf(form.toString()));
      if (!callback.success) return 'unreadable';
      const { id, status } = callback.data;
      return saysSomething(status) ? rawStatus(id, status, form.toString()) : 'nothing';
    }),
  ];
}

/** The form, if it comes from our own Twilio account; proxies' headers and `Host` play no part. */
async function verified(req: IncomingMessage, deps: WebhookDeps): Promise<URLSearchParams | undefined> {
  const { settings, log, publicUrl } = deps;
  const signature = req.headers['x-twilio-signature'];
  if (typeof signature !== 'string' || signature === '') {
    log.warn({ path: req.url?.split('?', 1)[0] }, 'an unsigned SMS webhook was refused');
    return undefined;
  }
  const form = await readForm(req, bodyLimitBytes);
  const url = publicUrl().replace(/\/$/, '') + (req.url ?? '');
  if (!isSignedByTwilio({ authToken: settings.authToken, signature, url, form })) {
    log.warn(
      { publicUrl: publicUrl() },
      'an SMS webhook with a wrong signature was refused: is PUBLIC_URL right?',
    );
    return undefined;
  }
  if (form.get('AccountSid') !== settings.accountSid) {
    log.warn('an SMS webhook of another account was refused');
    return undefined;
  }
  return form;
}

/** 503 makes Twilio try again, and `missed` finds what it gave up on. */
async function stored(raw: Raw, { intake, log }: WebhookDeps): Promise<200 | 503> {
  const taker = intake();
  if (!taker) return 503;
  try {
    await taker.accept(raw);
    return 200;
  } catch (error) {
    log.error({ err: error, id: raw.id }, 'a text could not be stored and was not acknowledged');
    return 503;
  }
}

function answer(res: ServerResponse, status: 200 | 400 | 403 | 503): void {
  if (status !== 200) {
    res.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end();
    return;
  }
  res.writeHead(200, { 'Content-Type': 'text/xml; charset=utf-8' }).end(emptyTwiml);
}
