import type { Context } from '../src/app/context.ts';
import { decideOn, executeTicketCommand } from '../src/app/execute.ts';
import type { Source } from '../src/app/receive.ts';
import { masked } from '../src/domain/address.ts';
import type { InboundText } from '../src/domain/inbound.ts';
import type { Reading } from '../src/domain/report/reading.ts';
import { decide } from '../src/domain/ticket/decide.ts';
import type { Refusal } from '../src/domain/ticket/refusal.ts';
import { partyOf } from '../src/domain/ticket/ticket.ts';
import { askForRating } from './rating.ts';
import { no, type Reply } from './reply.ts';
import { onReport, partyFrom } from './report.ts';
import type { Sender } from './who.ts';

/** Any listed contact of the customer may confirm, with or without a part in the ticket so far. */
export async function listedOf(sender: Sender, number: number, now: Date, ctx: Context) {
  const { contact, customer } = sender;
  if (!contact || !customer || contact.role === 'supervisor') return {};
  const ticket = (await ctx.tickets.find(number))?.ticket;
  return ticket?.customer === customer.id ? { listed: partyFrom(sender, 'contact', now) } : {};
}

const nameOf = (sender: Sender): string => sender.name ?? masked(sender.address);

/**
 * Only a reporter or a listed contact can say that it is fixed. Who has a part in it, or is listed for its customer,
 * hears why not; to everybody else it is a ticket like one that doesn't exist.
 */
export async function notTheirs(
  error: Refusal,
  number: number,
  sender: Sender,
  ctx: Context,
): Promise<Reply> {
  if (error.reason === 'not-fixed') return no({ name: 'status', facts: {} }, number);
  const ticket = (await ctx.tickets.find(number))?.ticket;
  const known =
    ticket &&
    (partyOf(ticket, sender.address) || (sender.customer && sender.customer.id === ticket.customer));
  return known
    ? no({ name: 'confirm-by-owner-only', facts: {} }, number)
    : no({ name: 'not-yours', facts: {} });
}

export async function onConfirm(number: number, sender: Sender, cause: string, ctx: Context): Promise<Reply> {
  const now = ctx.clock.now();
  const command = {
    type: 'Confirm',
    address: sender.address,
    proof: 'reporter',
    name: nameOf(sender),
    now,
    ...(await listedOf(sender, number, now, ctx)),
  } as const;
  const result = await executeTicketCommand(number, command, cause, ctx);
  if (!result.ok) return notTheirs(result.error, number, sender, ctx);
  await askForRating(sender.address, result.value, ctx);
  return { ok: true, ticket: number };
}

/** Not fixed: reopens, wakes the owner, restarts what must restart. A voided ticket stays; a new one opens. */
export async function onDeny(
  number: number,
  why: string,
  sender: Sender,
  message: InboundText,
  source: Source,
  ctx: Context,
): Promise<Reply> {
  const now = ctx.clock.now();
  const listed = await listedOf(sender, number, now, ctx);
  const command = {
    type: 'Deny',
    address: sender.address,
    why,
    name: nameOf(sender),
    now,
    ...listed,
  } as const;
  const result = await decideOn(
    number,
    source.cause,
    (ticket, { contract: { promises } }) => decide(ticket, { ...command, promises }),
    ctx,
  );
  if (result.ok) return { ok: true, ticket: number };
  if (result.error.reason === 'already-void')
    return onReport(message, { text: why || message.text, danger: [] }, sender, source, ctx);
  return notTheirs(result.error, number, sender, ctx);
}

export async function onRate(
  reading: Extract<Reading, { kind: 'rate' }>,
  sender: Sender,
  cause: string,
  ctx: Context,
): Promise<Reply> {
  const { ticket, score, text } = reading;
  const command = { type: 'Rate', address: sender.address, score, text, now: ctx.clock.now() } as const;
  const result = await executeTicketCommand(ticket, command, cause, ctx);
  return result.ok ? { ok: true, ticket } : notTheirs(result.error, ticket, sender, ctx);
}
