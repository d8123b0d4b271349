import type { Logger } from 'pino';
import { bareOf } from '../../domain/address.ts';
import type { Outgoing, SendResult } from '../../domain/channel.ts';
import { lastLook, NoLongerOurs } from '../../lib/last-look.ts';
import type { Mailbox } from './mime/addresses.ts';
import { cleanAddress } from './mime/addresses.ts';
import type { OurIds } from './our-ids.ts';
import { render } from './render.ts';
import { toSendResult } from './send-result.ts';
import type { Handover, Smtp } from './transport.ts';

export interface SenderDeps {
  smtp: Smtp;
  from: Mailbox;
  ids: OurIds;
  log: Logger;
  now: () => Date;
  /** For one whole mail. */
  timeoutMs: number;
}

/** Sends notices as mails. The same notice has the same Message-ID on every attempt, so that a mailbox can tell. */
export function createSender({ smtp, from, ids, log, now, timeoutMs }: SenderDeps) {
  return async function send(outgoing: Outgoing): Promise<SendResult> {
    const to = cleanAddress(bareOf(outgoing.to));
    if (!to) return { kind: 'refused', reason: 'not-an-address', address: 'dead' };
    const messageId = ids.notice(outgoing.id, outgoing.ticket);
    const { subject, text, html } = render(outgoing.message, outgoing);
    const root = outgoing.ticket === undefined ? undefined : ids.root(outgoing.ticket);
    // Given up, a mail leaves the queue and its connection is closed: it can't go out after all.
    const giveUp = new AbortController();
    const ours = lastLook();
    let handedOver = false;
    const handover: Handover = {
      begin() {
        handedOver = ours();
        if (!handedOver) giveUp.abort(new NoLongerOurs());
        return handedOver;
      },
    };
    const mail = {
      handover,
      signal: giveUp.signal,
      from,
      to,
      envelope: { from: from.address, to: [to] },
      messageId,
      date: now(),
      ...(root ? { inReplyTo: root, references: [root] } : {}),
      subject,
      text,
      html,
      headers: {
        // RFC 3834: nobody's vacation notice should answer us.
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        'X-Faultline': String(outgoing.ticket ?? 'notice'),
        'Content-Language': outgoing.message.locale,
      },
    };
    const failure = await withinTime(smtp.sendMail(mail), giveUp, timeoutMs);
    if (!failure) return { kind: 'sent', providerId: messageId, ref: messageId, proof: 'accepted' };
    const result = toSendResult({ ...failure, handedOver });
    log.warn(
      {
        ticketId: outgoing.ticket,
        result: result.kind,
        reason: 'reason' in result ? result.reason : undefined,
        code: failure.code,
        responseCode: failure.responseCode,
      },
      'a mail was not sent',
    );
    return result;
  };
}

interface SmtpError {
  code?: string;
  responseCode?: number;
  response?: string;
}

/** Nothing when it went out; else what the server or the clock said. */
async function withinTime(
  sending: Promise<unknown>,
  giveUp: AbortController,
  timeoutMs: number,
): Promise<SmtpError | undefined> {
  // A hub that was held up itself reads what the server said meanwhile before it gives up.
  const timer = setTimeout(() => setImmediate(() => giveUp.abort()), timeoutMs);
  try {
    await sending;
    return undefined;
  } catch (error) {
    const { aborted, reason } = giveUp.signal;
    if (reason instanceof NoLongerOurs) return { code: reason.code };
    return aborted ? { code: 'ETIMEDOUT' } : smtpError(error);
  } finally {
    clearTimeout(timer);
  }
}

function smtpError(error: unknown): SmtpError {
  const { code, responseCode, response } = error as Record<string, unknown>;
  return {
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof responseCode === 'number' ? { responseCode } : {}),
    ...(typeof response === 'string' ? { response } : {}),
  };
}
