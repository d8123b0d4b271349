import type { Address } from '../domain/address.ts';
import { channelOf } from '../domain/address.ts';
import type { Inbound, Place } from '../domain/inbound.ts';
import type { Form } from '../domain/message.ts';
import type { Wording } from '../domain/notice/catalogue.ts';
import { personByAddress } from '../domain/service/directory.ts';
import { AppError } from '../lib/errors.ts';
import type { InboxDoc, NoticeDoc } from '../store/documents.ts';
import type { Context } from './context.ts';
import { keepLease } from './keep-lease.ts';
import { relayTicket } from './move.ts';
import type { Pool } from './pool.ts';
import { onReceipt } from './receipts.ts';
import { createReceiptReceiver } from './receive-receipts.ts';
import { createSenderTurns } from './sender-turns.ts';
import { isForNewer, leaveMs } from './try-again.ts';
import { readable, wordNotice } from './word-notice.ts';

/** What a handler answers to whoever spoke. */
export interface Reply {
  /** False: a "no" that the person is told. */
  ok: boolean;
  /** Said to the sender alone. */
  say?: Wording;
  /** Shown at once where the channel can. */
  form?: Form;
  ticket?: number;
}

/** Where a message came from; `cause` makes everything that follows happen once. */
export interface Source {
  cause: string;
  receivedAt: Date;
  /** The number a report opens under, fixed on the inbox row. */
  number(): Promise<number>;
  /** A number was fixed before, by somebody who may yet open it: it is that report, whatever else it could be now. */
  begun?: true;
  /** Fixes which ticket the words belong to, before they are written there. */
  aim?: (ticket: number) => Promise<void>;
  /** Fixed before, by somebody who may yet write them there: they belong to it, whatever they could be now. */
  aimed?: number;
}

export type Handle = (inbound: Inbound, source: Source, ctx: Context) => Promise<Reply>;

const placeOf = (inbound: Inbound): Place | undefined => ('place' in inbound ? inbound.place : undefined);

/** The row of a reply: it goes to the sender, in the sender's language. */
async function replyRow(
  say: Wording,
  inbound: Inbound & { from: Address },
  cause: string,
  ticket: number | undefined,
  ctx: Context,
): Promise<NoticeDoc> {
  const service = ctx.service();
  const person = personByAddress(service, inbound.from);
  const identity = await ctx.identities.find(inbound.from);
  const at = ctx.clock.now();
  const place = placeOf(inbound);
  return {
    _id: `${cause}/say`,
    kind: 'notice',
    ...(ticket !== undefined && { ticket }),
    to: person
      ? { kind: 'person', id: person.id }
      : { kind: 'party', address: inbound.from, locale: identity.locale ?? service.organisation.locale },
    audience: person ? 'staff' : 'reporter',
    answers: true,
    locale: person?.locale ?? identity.locale ?? service.organisation.locale,
    loud: 'notice',
    name: say.name,
    facts: say.facts,
    lane: inbound.from,
    fallbacks: [],
    state: 'queued',
    at,
    seq: 0,
    nextAt: at,
    attempts: [],
    ...(place && { place }),
  };
}

async function answer(
  inbound: Inbound,
  reply: Reply,
  cause: string,
  ctx: Context,
): Promise<string | undefined> {
  if (!('from' in inbound)) return undefined;
  const { form, say } = reply;
  if (form && 'trigger' in inbound && inbound.trigger) {
    const shown = await ctx.channels.get(channelOf(inbound.from))?.openForm?.(inbound.trigger, form);
    if (shown) return undefined;
  }
  const spoken: Wording | undefined =
    say ?? (form ? { name: 'refused', facts: { reason: 'form-expired' } } : undefined);
  if (!spoken) return undefined;
  const row = await replyRow(spoken, inbound, cause, reply.ticket, ctx);
  if (reply.ticket !== undefined) await relayTicket(reply.ticket, ctx);
  await ctx.outbox.add([row]);
  ctx.poke('outbox');
  const ticket = reply.ticket === undefined ? undefined : (await ctx.tickets.find(reply.ticket))?.ticket;
  const { message } = await wordNotice(row, ticket, ctx);
  return readable(message, channelOf(inbound.from));
}

/** Receipts may overtake the answer to their send; after this many looks they are let go. */
const receiptLooks = 4;

/** What a stored message is to whoever handles it; `part`: one of several that came in it. */
export function sourceOf(row: InboxDoc, part: number, ctx: Pick<Context, 'inbox' | 'meta'>): Source {
  return {
    cause: part === 0 ? row._id : `${row._id}#${part}`,
    receivedAt: row.receivedAt,
    number: () => ctx.inbox.number(row, () => ctx.meta.nextNumber()),
    ...(part === 0 && {
      aim: (ticket) => ctx.inbox.aim(row, ticket),
      ...(row.ticket !== undefined && { begun: true }),
      ...(row.aim !== undefined && { aimed: row.aim }),
    }),
  };
}

/** Works through the inbox: reads each message, handles it once, answers its sender. */
export function createReceiver(handle: Handle, ctx: Context) {
  const turns = createSenderTurns(ctx);

  async function handleOne(
    inbound: Inbound,
    row: InboxDoc,
    part: number,
  ): Promise<InboxDoc['result'] | 'later' | 'waits'> {
    if (inbound.kind === 'receipt') {
      const known = await onReceipt(inbound, ctx);
      return known || row.attempts >= receiptLooks - 1 ? { ok: true } : 'later';
    }
    const source = sourceOf(row, part, ctx);
    const { cause } = source;
    // What somebody types is answered in the order in which it was typed; a tap waits for nobody.
    const queued = inbound.kind === 'text' || inbound.kind === 'line';
    if (queued && !(await turns.take(inbound.from, row))) return 'waits';
    const turn = queued ? keepLease(() => turns.renew(inbound.from), ctx.log) : undefined;
    try {
      const reply = await handle(inbound, source, ctx);
      const say = await answer(inbound, reply, cause, ctx);
      return {
        ok: reply.ok,
        ...(say && { say }),
        ...(reply.ticket !== undefined && { ticket: reply.ticket }),
      };
    } finally {
      await turn?.stop();
      if (queued) await turns.free(inbound.from);
    }
  }

  async function process(row: InboxDoc): Promise<void> {
    const channel = ctx.channels.get(row.channel);
    if (!channel) throw new Error(`no channel ${row.channel} is configured for a stored message`);
    const blob = await ctx.inbox.blobOf(row);
    const { _id: id, payload, receivedAt } = row;
    const inbounds = await channel.read({ id, payload, receivedAt, ...(blob && { blob }) });
    let result: NonNullable<InboxDoc['result']> = { ok: true };
    for (const [part, inbound] of inbounds.entries()) {
      const one = await handleOne(inbound, row, part);
      if (one === 'later') {
        await ctx.inbox.failed(row, 'the message is not known yet', ctx.clock.now());
        return;
      }
      if (one === 'waits') return;
      if (one && (part === 0 || !one.ok)) result = one;
    }
    await ctx.inbox.done(row, result);
  }

  async function failed(row: InboxDoc, error: unknown): Promise<void> {
    if (isForNewer(error)) {
      await ctx.inbox.postpone(row, new Date(ctx.clock.now().getTime() + leaveMs()));
      return;
    }
    if (error instanceof AppError && error.code === 'taken-over') {
      ctx.log.warn(
        { inbox: row._id },
        'this hub stood still; a message is left to the one that took it over',
      );
      return;
    }
    const fate = await ctx.inbox.failed(row, error, ctx.clock.now());
    const fields = { inbox: row._id, attempt: row.attempts + 1, err: error };
    if (fate === 'quarantined')
      ctx.log.error(fields, 'a message could not be handled and is kept aside with its raw');
    else ctx.log.warn(fields, 'a message will be handled again');
  }

  async function receiveOne(row: InboxDoc): Promise<void> {
    const lease = keepLease(() => ctx.inbox.renew(row), ctx.log);
    try {
      await process(row);
    } catch (error) {
      await failed(row, error).catch((again: unknown) =>
        // Its lease runs out by itself.
        ctx.log.warn({ inbox: row._id, err: again }, 'a message stays leased for a while'),
      );
    } finally {
      await lease.stop();
    }
  }

  return {
    /** Takes what people wrote and is due, and handles it. False when nothing is. */
    receive: (pool: Pool, stopping: () => boolean): Promise<boolean> =>
      pool.fill(() => ctx.inbox.take(ctx.clock.now()), receiveOne, stopping),

    /** The same with what providers say of what was sent. */
    receiveReceipts: createReceiptReceiver(receiveOne, ctx),
  };
}
