import { type Address, channelOf } from '../domain/address.ts';
import type { Channel, SendResult } from '../domain/channel.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { AppError } from '../lib/errors.ts';
import type { LaneDoc, NoticeDoc } from '../store/documents.ts';
import { alreadySent } from './already-sent.ts';
import { overBudget } from './budget.ts';
import type { Context } from './context.ts';
import { detourOf } from './detour.ts';
import { type Grant, handOver } from './hand-over.ts';
import { type KeptLease, keepLease } from './keep-lease.ts';
import { notDelivered } from './not-delivered.ts';
import { isObsolete } from './obsolete.ts';
import type { Pool } from './pool.ts';
import { proveAnswer } from './receipts.ts';
import { apartMs, retryMs } from './try-again.ts';
import { readable, wordNotice } from './word-notice.ts';

const perGrant = 20;
/** Receipts take seconds; a phone that is off, minutes. */
const receiptMs = 5 * 60_000;
/** A notice that keeps failing stops blocking its lane. */
const maxTries = 8;
/** Sends what one leased lane has due, in order. Answers until when the whole destination rests, if it does. */
async function serve(
  lane: LaneDoc,
  lease: KeptLease,
  stopping: () => boolean,
  ctx: Context,
): Promise<Date | undefined> {
  const notices = await ctx.outbox.dueIn(lane._id, ctx.clock.now(), perGrant);
  const resting = ctx.breakers.restUntil(lane._id, ctx.clock.now());
  if (resting) {
    await goAround(notices, ctx);
    return resting;
  }
  for (const notice of notices) {
    if (stopping() || !lease.safe()) return undefined;
    const restUntil = await sendOne(notice, { lease, fence: lane.fence }, ctx).catch((error: unknown) =>
      setAside(notice, error, ctx),
    );
    if (restUntil) return restUntil;
  }
  return undefined;
}

/** Its provider rests: nothing is begun, and nothing counted. Who waited long enough is reached another way. */
async function goAround(notices: NoticeDoc[], ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const rests = (address: Address): boolean => ctx.breakers.of(channelOf(address)).open();
  for (const notice of notices) {
    const detour = detourOf(notice, rests, now);
    if (detour) await ctx.outbox.move(notice._id, detour);
  }
}

/** Attempts in vain at the present address, this one included. A card was sent before, and is sent again. */
function triesOf({ attempts, lane }: NoticeDoc): number {
  const vain = attempts.slice(attempts.findLastIndex(({ result }) => result === 'sent') + 1);
  return vain.filter(({ to, spared }) => to === lane && !spared).length + 1;
}

/**
 * One notice that can't be worded or written must not hold up its lane: it waits alone, and ends as
 * undelivered after some tries. With the store away this throws too, and nothing is counted.
 */
async function setAside(notice: NoticeDoc, error: unknown, ctx: Context): Promise<Date | undefined> {
  const at = ctx.clock.now();
  if (error instanceof AppError && error.code === 'newer-document') return new Date(at.getTime() + 2000);
  const reason = 'unexpected error';
  const tries = triesOf(notice);
  const nextAt = new Date(at.getTime() + retryMs(tries));
  await ctx.outbox.setAside(notice._id, { at, to: notice.lane, result: 'try-later', reason }, nextAt);
  ctx.log.warn({ notice: notice._id, tries, err: error }, 'a notice is set aside and will be tried again');
  if (tries < maxTries) return undefined;
  try {
    await refused(notice, `${reason} (${tries} tries)`, undefined, ctx);
  } catch (again) {
    ctx.log.error({ notice: notice._id, err: again }, 'nobody could be told of a notice that failed');
    await ctx.outbox.mark(notice._id, { state: 'failed', reason });
  }
  return undefined;
}

/** Has whom this is about reported something, or added to it, since we owed it? */
async function wroteSince({ about, at }: NoticeDoc, ctx: Context): Promise<boolean> {
  if (!about) return false;
  const reported = { 'parties.address': about, reports: { $elemMatch: { from: about, at: { $gte: at } } } };
  return (await ctx.tickets.where(reported, 1)).length > 0;
}

async function sendOne(notice: NoticeDoc, grant: Grant, ctx: Context): Promise<Date | undefined> {
  const ticket = notice.ticket === undefined ? undefined : (await ctx.tickets.find(notice.ticket))?.ticket;
  if (notice.unless && isObsolete(notice.unless, ticket, await wroteSince(notice, ctx))) {
    await ctx.outbox.mark(notice._id, { state: 'superseded', reason: notice.unless });
    return undefined;
  }
  const identity = await ctx.identities.find(notice.lane);
  // A conversation may be restored: it is tried anew each time.
  const conversation = notice.to.kind === 'conversation';
  if (identity.optedOut || (identity.dead && !conversation)) {
    await refused(notice, identity.optedOut ? 'opted-out' : 'dead', ticket, ctx);
    return undefined;
  }
  const over = await overBudget(notice, ctx);
  if (over) {
    await ctx.outbox.mark(notice._id, { state: 'superseded', reason: over });
    return undefined;
  }
  const channel = ctx.channels.get(channelOf(notice.lane));
  if (!channel) {
    await refused(notice, 'no-channel', ticket, ctx);
    return undefined;
  }
  return attempt(notice, ticket, channel, grant, ctx);
}

async function attempt(
  notice: NoticeDoc,
  ticket: Ticket | undefined,
  channel: Channel,
  grant: Grant,
  ctx: Context,
) {
  const outgoing = await wordNotice(notice, ticket, ctx);
  const already = await alreadySent(notice, outgoing, channel);
  // A card found at the provider shows what was true then: it is edited right away.
  const shownVersion = already ? 0 : notice.want;
  const result: SendResult | Date | undefined = already
    ? {
        kind: 'sent',
        proof: 'accepted',
        providerId: already.providerId,
        ...(already.ref && { ref: already.ref }),
      }
    : await handOver(notice, outgoing, channel, grant, ctx);
  if (result === undefined || result instanceof Date) return result;
  ctx.meters.sent(channel.name, result.kind);
  const told = already ?? (result.kind === 'sent' ? result : undefined);
  const text = told?.text ?? readable(outgoing.message, channel.name);
  // What was sent before belongs to the grant that began it.
  const owner = already ? notice.grant : grant.fence;
  return settle(notice, result, { text, ticket, shownVersion, grant: owner }, ctx);
}

interface Said {
  text: string;
  ticket: Ticket | undefined;
  shownVersion: number | undefined;
  grant: number | undefined;
}

async function settle(
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
        await refused(notice, `${reason} (${tries} tries)`, said.ticket, ctx);
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
    await ctx.outbox.move(notice._id, { lane, fallbacks, nextAt });
    return;
  }
  // Told first: once it counts as failed, nobody looks at it again.
  await notDelivered(notice, reason, ticket, ctx);
  await ctx.outbox.mark(notice._id, { state: 'failed', reason });
}

/** A leased lane, and when its lease was asked for. */
interface Taken {
  lane: LaneDoc;
  askedAt: number;
}

async function take(ctx: Context): Promise<Taken | undefined> {
  const askedAt = performance.now();
  const lane = await ctx.outbox.takeLane(ctx.clock.now());
  return lane && { lane, askedAt };
}

/** Serves one leased lane and gives it back, whatever it meets. */
async function serveAndFree({ lane, askedAt }: Taken, stopping: () => boolean, ctx: Context): Promise<void> {
  let restUntil: Date | undefined;
  const lease = keepLease(() => ctx.outbox.renewLane(lane), ctx.log, askedAt);
  try {
    restUntil = await serve(lane, lease, stopping, ctx);
  } catch (error) {
    ctx.log.warn({ err: error }, 'a lane failed and will be tried again');
    restUntil = new Date(ctx.clock.now().getTime() + 1000);
  }
  await lease.stop();
  try {
    await ctx.outbox.freeLane(lane, restUntil);
    // It may have more than one grant's worth.
    ctx.poke('outbox');
  } catch (error) {
    // Its lease runs out by itself.
    ctx.log.warn({ err: error }, 'a lane could not be given back');
  }
}

/** Serves every lane that is due, several at once: one sick destination never delays another. */
export const deliver = (pool: Pool, stopping: () => boolean, ctx: Context): Promise<boolean> =>
  pool.fill(
    () => take(ctx),
    (taken) => serveAndFree(taken, stopping, ctx),
    stopping,
  );
