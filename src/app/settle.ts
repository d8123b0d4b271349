import { channelOf } from '../domain/address.ts';
import type { SendResult } from '../domain/channel.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { AppError } from '../lib/errors.ts';
import type { NoticeDoc } from '../store/documents.ts';
import { unsureOf } from './already-sent.ts';
import type { Context } from './context.ts';
import { foundDead } from './dead.ts';
import { notDelivered } from './not-delivered.ts';
import { proveAnswer } from './receipts.ts';
import { apartMs, retryMs } from './try-again.ts';

/** Receipts take seconds; a phone that is off, minutes. */
const receiptMs = 5 * 60_000;
/** A notice that keeps failing stops blocking its lane. */
const maxTries = 8;

/** Attempts in vain at the present address, this one included. A card was sent before, and is sent again. */
function triesOf({ attempts, lane }: NoticeDoc): number {
  const vain = attempts.slice(attempts.findLastIndex(({ result }) => result === 'sent') + 1);
  return vain.filter(({ to, spared }) => to === lane && !spared).length + 1;
}

/**
 * One notice that can't be worded or written must not hold up its lane: it waits alone, and ends as
 * undelivered after some tries. With the store away this throws too, and nothing is counted.
 */
export async function setAside(notice: NoticeDoc, error: unknown, ctx: Context): Promise<Date | undefined> {
  const at = ctx.clock.now();
  // What its provider has is neither counted nor sent again: it is only written down when that is possible.
  if (error instanceof Unwritten) {
    const again = new Date(at.getTime() + retryMs(unsureOf(notice).length + 1));
    ctx.log.warn({ notice: notice._id, err: error.cause }, 'what was sent could not be noted yet');
    // What a digest told waits with it, or it would be told once more.
    if (notice.covers) return again;
    await ctx.outbox.later(notice._id, again);
    return undefined;
  }
  const reason = 'unexpected error';
  const tries = triesOf(notice);
  const nextAt = new Date(at.getTime() + retryMs(tries));
  await ctx.outbox.setAside(notice._id, { at, to: notice.lane, result: 'try-later', reason }, nextAt);
  ctx.log.warn({ notice: notice._id, tries, err: error }, 'a notice is set aside and will be tried again');
  if (tries < maxTries) return undefined;
  try {
    // An attempt of this very pass may have left its grant.
    const { grant: _before, ...found } = notice;
    await refused(found, `${reason} (${tries} tries)`, undefined, ctx);
  } catch (again) {
    ctx.log.error({ notice: notice._id, err: again }, 'nobody could be told of a notice that failed');
    await ctx.outbox.mark(notice._id, { state: 'failed', reason });
  }
  return undefined;
}

/** A provider took it, and what follows from that failed. */
export class Unwritten extends AppError {
  readonly code = 'sent-unwritten';
}

interface Said {
  text: string;
  ticket: Ticket | undefined;
  shownVersion: number | undefined;
  grant: number | undefined;
}

/** Whoever sent it meanwhile under a newer grant decides what becomes of it. */
const sentBy = ({ grant }: Said, notice: NoticeDoc): NoticeDoc => ({
  ...notice,
  ...(grant !== undefined && { grant }),
});

/** Writes what became of an attempt. Answers until when the whole destination rests, if it does. */
export async function settle(
  notice: NoticeDoc,
  result: SendResult,
  said: Said,
  ctx: Context,
): Promise<Date | undefined> {
  const now = ctx.clock.now();
  const tries = triesOf(notice);
  switch (result.kind) {
    case 'sent': {
      const { providerId, ref, proof } = result;
      const fields = { providerId, sentAt: now, ...(ref && { ref }) };
      const last = { result: 'sent', providerId, grant: said.grant } as const;
      if (notice.kind === 'card') {
        await ctx.outbox.cardShown(notice._id, said.shownVersion ?? 0, fields);
        return undefined;
      }
      // Where no receipt will follow, the provider's acceptance is all the proof there is.
      const final = proof === 'delivered' || channelOf(notice.lane) !== 'sms';
      if (notice.proves === 'answer' && final) {
        // Noted as sent but left open until the proof stands: a crash in between must not lose it.
        await ctx.outbox.mark(notice._id, { ...fields, text: said.text }, last);
        await proveAnswer(notice, ctx);
      }
      // Before the digest itself: found unfinished after a crash, it would be the same one still.
      if (notice.covers) await ctx.outbox.carried(notice, now);
      const state = proof === 'delivered' ? 'delivered' : 'sent';
      const receiptDue = final ? {} : { receiptDue: new Date(now.getTime() + receiptMs) };
      await ctx.outbox.mark(notice._id, { ...fields, ...receiptDue, state, text: said.text }, last);
      return undefined;
    }
    case 'try-later':
    case 'unknown': {
      const { reason } = result;
      const resting = result.provider && ctx.breakers.restUntil(notice.lane, now);
      if (resting) {
        // Nobody can be reached there now: that is not this notice's fault.
        const spared = { result: result.kind, reason, spared: true, grant: said.grant } as const;
        await ctx.outbox.mark(notice._id, { state: 'queued', nextAt: resting }, spared);
        return resting;
      }
      if (tries >= maxTries) {
        await ctx.outbox.mark(notice._id, {}, { result: result.kind, reason, grant: said.grant });
        await refused(sentBy(said, notice), `${reason} (${tries} tries)`, said.ticket, ctx);
        return undefined;
      }
      const asked = result.kind === 'try-later' ? result.afterMs : undefined;
      const nextAt = new Date(now.getTime() + apartMs(notice.lane, asked ?? retryMs(tries)));
      const last = { result: result.kind, reason, grant: said.grant };
      await ctx.outbox.mark(notice._id, { state: 'queued', nextAt }, last);
      ctx.log.warn({ notice: notice._id, tries, reason }, 'delivery will be retried');
      // The lane rests with it: what comes later must not overtake.
      return nextAt;
    }
    case 'refused': {
      const { reason } = result;
      await ctx.outbox.mark(notice._id, {}, { result: 'refused', reason, grant: said.grant });
      if (result.address !== 'ok' && notice.to.kind !== 'conversation') {
        await ctx.identities.note(
          notice.lane,
          result.address === 'dead' ? foundDead(now) : { optedOut: true },
        );
      }
      await refused(sentBy(said, notice), result.reason, said.ticket, ctx);
      return undefined;
    }
  }
}

/** Tries the person's next channel; without one the notice fails visibly and somebody is told. */
export async function refused(
  notice: NoticeDoc,
  reason: string,
  ticket: Ticket | undefined,
  ctx: Context,
): Promise<void> {
  const [lane, ...fallbacks] = notice.fallbacks;
  if (lane) {
    const nextAt = ctx.clock.now();
    await ctx.outbox.move(notice, { lane, fallbacks, nextAt });
    return;
  }
  // Told first: once it counts as failed, nobody looks at it again.
  await notDelivered(notice, reason, ticket, ctx);
  await ctx.outbox.mark(notice._id, { state: 'failed', reason });
}
