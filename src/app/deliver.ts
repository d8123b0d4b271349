import { channelOf } from '../domain/address.ts';
import type { Channel, SendResult } from '../domain/channel.ts';
import { dateOf } from '../domain/clock/zone.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { LaneDoc, NoticeDoc } from '../store/documents.ts';
import type { Context } from './context.ts';
import { notDelivered } from './not-delivered.ts';
import { isObsolete } from './obsolete.ts';
import { proveAnswer } from './receipts.ts';
import { readable, wordNotice } from './word-notice.ts';

const perGrant = 20;
/** A notice that keeps failing stops blocking its lane. */
const maxTries = 8;
/** Shorter than the lease: a thawed process notices by its own monotonic clock and drops the send. */
const safeMs = 12_000;

const retryMs = (tries: number): number => Math.min(2000 * 2 ** tries, 5 * 60_000);

/** Sends what one leased lane has due, in order. Answers until when the whole destination rests, if it does. */
async function serve(lane: LaneDoc, stopping: () => boolean, ctx: Context): Promise<Date | undefined> {
  let grantedAt = performance.now();
  const notices = await ctx.outbox.dueIn(lane._id, ctx.clock.now(), perGrant);
  for (const notice of notices) {
    if (stopping()) return undefined;
    if (performance.now() - grantedAt > safeMs / 2) {
      if (!(await ctx.outbox.renewLane(lane))) return undefined;
      grantedAt = performance.now();
    }
    const restUntil = await sendOne(notice, grantedAt, ctx);
    if (restUntil) return restUntil;
  }
  return undefined;
}

async function sendOne(notice: NoticeDoc, grantedAt: number, ctx: Context): Promise<Date | undefined> {
  const ticket = notice.ticket === undefined ? undefined : (await ctx.tickets.find(notice.ticket))?.ticket;
  if (notice.unless && isObsolete(notice.unless, ticket)) {
    await ctx.outbox.mark(notice._id, { state: 'superseded', reason: notice.unless });
    return undefined;
  }
  const identity = await ctx.identities.find(notice.lane);
  if (identity.optedOut || identity.dead) {
    await refused(notice, identity.optedOut ? 'opted out' : 'address is dead', ticket, ctx);
    return undefined;
  }
  const over = await overBudget(notice, ctx);
  if (over) {
    await ctx.outbox.mark(notice._id, { state: 'superseded', reason: over });
    return undefined;
  }
  const channel = ctx.channels.get(channelOf(notice.lane));
  if (!channel) {
    await refused(notice, `no channel ${channelOf(notice.lane)} is configured`, ticket, ctx);
    return undefined;
  }
  return attempt(notice, ticket, channel, grantedAt, ctx);
}

async function attempt(
  notice: NoticeDoc,
  ticket: Ticket | undefined,
  channel: Channel,
  grantedAt: number,
  ctx: Context,
) {
  const outgoing = await wordNotice(notice, ticket, ctx);
  const shownVersion = notice.want;
  if (performance.now() - grantedAt > safeMs) return undefined;
  const unsure = notice.state === 'sending' || notice.attempts.at(-1)?.result === 'unknown';
  const since = notice.attempts.at(-1)?.at ?? notice.at;
  const already = unsure ? await channel.find?.(outgoing, since) : undefined;
  let result: SendResult;
  if (already) {
    result = { kind: 'sent', proof: 'accepted', ...already };
  } else {
    await ctx.outbox.started(notice._id, { at: ctx.clock.now(), to: notice.lane, result: 'started' });
    try {
      result = await channel.send(outgoing);
    } catch (error) {
      ctx.log.warn(
        { notice: notice._id, channel: channel.name, err: error },
        'a send failed unexpectedly and will be tried again',
      );
      result = { kind: 'try-later', reason: 'unexpected error' };
    }
  }
  ctx.meters.sent(channel.name, result.kind);
  const text = readable(outgoing.message, channel.name);
  return settle(notice, result, { text, ticket, shownVersion }, ctx);
}

interface Said {
  text: string;
  ticket: Ticket | undefined;
  shownVersion: number | undefined;
}

async function settle(
  notice: NoticeDoc,
  result: SendResult,
  said: Said,
  ctx: Context,
): Promise<Date | undefined> {
  const now = ctx.clock.now();
  const tries = notice.attempts.filter((a) => a.to === notice.lane).length + 1;
  switch (result.kind) {
    case 'sent': {
      const { providerId, ref, proof } = result;
      const fields = { providerId, sentAt: now, ...(ref && { ref }) };
      const last = { result: 'sent', providerId } as const;
      if (notice.kind === 'card') {
        await ctx.outbox.mark(notice._id, {}, last);
        await ctx.outbox.cardShown(notice._id, said.shownVersion ?? 0, fields);
        return undefined;
      }
      await ctx.outbox.mark(
        notice._id,
        { ...fields, state: proof === 'delivered' ? 'delivered' : 'sent', text: said.text },
        last,
      );
      // Where no receipt will follow, the provider's acceptance is all the proof there is.
      const final = proof === 'delivered' || channelOf(notice.lane) !== 'sms';
      if (notice.proves === 'answer' && final) await proveAnswer(notice, ctx);
      return undefined;
    }
    case 'try-later':
    case 'unknown': {
      const { reason } = result;
      if (tries >= maxTries) {
        await ctx.outbox.mark(notice._id, {}, { result: result.kind, reason });
        await refused(notice, `${reason} (${tries} tries)`, said.ticket, ctx);
        return undefined;
      }
      const asked = result.kind === 'try-later' ? result.afterMs : undefined;
      const nextAt = new Date(now.getTime() + (asked ?? retryMs(tries)));
      await ctx.outbox.mark(notice._id, { state: 'queued', nextAt }, { result: result.kind, reason });
      ctx.log.warn({ notice: notice._id, tries, reason }, 'delivery will be retried');
      // The lane rests with it: what comes later must not overtake.
      return nextAt;
    }
    case 'refused': {
      await ctx.outbox.mark(notice._id, {}, { result: 'refused', reason: result.reason });
      if (result.address !== 'ok') {
        await ctx.identities.note(
          notice.lane,
          result.address === 'dead' ? { dead: true } : { optedOut: true },
        );
      }
      await refused(notice, result.reason, said.ticket, ctx);
      return undefined;
    }
  }
}

/** Tries the person's next channel; without one the notice fails visibly and somebody is told. */
async function refused(
  notice: NoticeDoc,
  reason: string,
  ticket: Ticket | undefined,
  ctx: Context,
): Promise<void> {
  const [lane, ...fallbacks] = notice.fallbacks;
  if (lane) {
    const nextAt = ctx.clock.now();
    await ctx.outbox.mark(notice._id, { state: 'queued', lane, fallbacks, nextAt });
    await ctx.outbox.wake(lane, nextAt);
    return;
  }
  await ctx.outbox.mark(notice._id, { state: 'failed', reason });
  await notDelivered(notice, reason, ticket, ctx);
}

/** Texts are budgeted per person and day; "fixed?" has a place of its own beside the budget. */
async function overBudget(notice: NoticeDoc, ctx: Context): Promise<string | undefined> {
  if (notice.audience !== 'reporter' || notice.attempts.length > 0) return undefined;
  const cap = ctx.dailyCap(notice.lane);
  if (cap === undefined) return undefined;
  const today = dateOf(ctx.clock.now(), ctx.service().organisation.timezone);
  const sent = await ctx.identities.countText(notice.lane, today);
  if (sent <= cap || notice.reserved) return undefined;
  ctx.log.warn({ notice: notice._id, cap }, 'a text was left out: the daily budget of this number is spent');
  return 'daily budget';
}

/** Serves every lane that is due, several at once: one sick destination never delays another. */
export async function deliver(ctx: Context, stopping: () => boolean, lanesAtOnce = 16): Promise<boolean> {
  const workers = Array.from({ length: lanesAtOnce }, async () => {
    let served = 0;
    for (;;) {
      const lane = stopping() ? undefined : await ctx.outbox.takeLane(ctx.clock.now());
      if (!lane) return served;
      served++;
      let restUntil: Date | undefined;
      try {
        restUntil = await serve(lane, stopping, ctx);
      } catch (error) {
        ctx.log.warn({ err: error }, 'a lane failed and will be tried again');
        restUntil = new Date(ctx.clock.now().getTime() + 1000);
      }
      await ctx.outbox.freeLane(lane, restUntil);
    }
  });
  const counts = await Promise.all(workers);
  return counts.some((n) => n > 0);
}
