import type { Context } from '../src/app/context.ts';
import { decideOn } from '../src/app/execute.ts';
import type { Source } from '../src/app/receive.ts';
import type { InboundText } from '../src/domain/inbound.ts';
import { joins } from '../src/domain/report/joins.ts';
import type { Reading } from '../src/domain/report/reading.ts';
import { heardIn } from '../src/domain/report/subject.ts';
import type { TicketCommand } from '../src/domain/ticket/commands.ts';
import { decide } from '../src/domain/ticket/decide.ts';
import { partyOf, type Ticket } from '../src/domain/ticket/ticket.ts';
import type { Reply } from './reply.ts';
import { copiedParties, onReport, partyFrom, reportEntry } from './report.ts';
import type { Sender } from './who.ts';

type Words = Omit<Extract<TicketCommand, { type: 'AddReport' }>, 'type' | 'promises'>;

/** Adds what somebody said to a ticket; danger in it makes the ticket urgent, with that severity's limits. */
const keepWords = (number: number, words: Words, cause: string, ctx: Context) =>
  decideOn(
    number,
    cause,
    (ticket, { contract: { promises } }) => decide(ticket, { ...words, type: 'AddReport', promises }),
    ctx,
  );

/**
 * Words in the thread of somebody else's ticket: of people in copy, or with our token in a stranger's hands. Kept for
 * the engineer, never relayed to the reporter (B47), never a command, never answered.
 */
export async function onOthersThread(
  message: InboundText,
  text: string,
  number: number,
  sender: Sender,
  source: Source,
  ctx: Context,
) {
  const now = ctx.clock.now();
  const party = { ...partyFrom(sender, 'copied', now), hears: false };
  const { heard, danger } = heardIn(message, { text, danger: [] });
  const report = reportEntry(message, heard, source);
  const words = { report, party, danger, joined: false, now };
  const result = await keepWords(number, words, source.cause, ctx);
  return result.ok ? { ok: true, ticket: number } : undefined;
}

export async function onAddition(
  reading: Extract<Reading, { kind: 'addition' }>,
  message: InboundText,
  theirs: Ticket[],
  sender: Sender,
  source: Source,
  ctx: Context,
): Promise<Reply> {
  const now = ctx.clock.now();
  const ticket = theirs.find((t) => t.number === reading.ticket);
  const known = ticket && partyOf(ticket, sender.address);
  const role = sender.contact && sender.contact.role !== 'supervisor' ? 'contact' : 'copied';
  const party = { ...(known ?? partyFrom(sender, role, now)), lastReportAt: now };
  const joined = joins({ at: known?.lastReportAt ?? new Date(0) }, now);
  const { heard, danger } = heardIn(message, reading);
  const report = reportEntry(message, heard, source);
  const copied = copiedParties(message, sender, ctx.service(), now);
  const words = { report, party, copied, danger, joined, now };
  const result = await keepWords(reading.ticket, words, source.cause, ctx);
  return result.ok ? { ok: true, ticket: reading.ticket } : onReport(message, reading, sender, source, ctx);
}

/** Pictures that came with words which were no report: an answer, a hurry, a complaint. */
export async function keepFiles(
  message: InboundText,
  number: number,
  sender: Sender,
  source: Source,
  ctx: Context,
): Promise<void> {
  if (message.attachments.length === 0) return;
  const ticket = (await ctx.tickets.find(number))?.ticket;
  const there = ticket?.reports.some(({ id }) => id === source.cause || id.startsWith(`${source.cause}/`));
  if (!ticket || there) return;
  const cause = `${source.cause}/files`;
  const now = ctx.clock.now();
  const party = {
    ...(partyOf(ticket, sender.address) ?? partyFrom(sender, 'copied', now)),
    lastReportAt: now,
  };
  const report = reportEntry(message, '', { ...source, cause });
  await keepWords(number, { report, party, danger: [], joined: true, now }, cause, ctx);
}
