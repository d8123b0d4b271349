import type { Context } from '../src/app/context.ts';
import { executeTicketCommand } from '../src/app/execute.ts';
import type { Source } from '../src/app/receive.ts';
import { channelOf } from '../src/domain/address.ts';
import type { InboundText } from '../src/domain/inbound.ts';
import { callWithinMs } from '../src/domain/notice/to-reporter.ts';
import { automaticText } from '../src/domain/report/automatic-text.ts';
import { cleanText } from '../src/domain/report/clean-text.ts';
import { dangerIn } from '../src/domain/report/danger.ts';
import { joins } from '../src/domain/report/joins.ts';
import { readText } from '../src/domain/report/read-text.ts';
import type { Reading, ReadingContext } from '../src/domain/report/reading.ts';
import { subjectTells } from '../src/domain/report/subject.ts';
import { partyOf, type Ticket } from '../src/domain/ticket/ticket.ts';
import { onConfirm, onDeny, onRate } from './confirm.ts';
import { keepWords } from './keep-words.ts';
import { onSpokenLine } from './line.ts';
import { no, type Reply, told } from './reply.ts';
import { onReport, partyFrom, reportEntry } from './report.ts';
import { askLater, onStatus } from './status.ts';
import { type Sender, whoIs } from './who.ts';

/** The sender's tickets as the reader of texts needs them. */
function readingContext(
  message: InboundText,
  tickets: Ticket[],
  sender: Sender,
  ctx: Context,
): ReadingContext {
  const { from, token, attachments } = message;
  const question = sender.identity.question as ReadingContext['question'] | undefined;
  const proven = token && tickets.some((t) => t.number === token.ticket) ? token.ticket : undefined;
  return {
    now: ctx.clock.now(),
    tickets: tickets.map((ticket) => ({
      number: ticket.number,
      status: ticket.status,
      asked: ticket.status === 'fixed' || (ticket.status === 'closed' && ticket.outcome === 'unconfirmed'),
      ...(ticket.status === 'closed' && { closedAt: ticket.closedAt }),
      rated: ticket.rating !== undefined,
      title: ticket.title,
      lastReportAt: partyOf(ticket, from)?.lastReportAt ?? ticket.openedAt,
    })),
    ...(question && { question }),
    ...(proven !== undefined && { proven }),
    channel: channelOf(from),
    hasAttachments: attachments.length > 0,
  };
}

/** A loop guard: 30 messages in 30 seconds from one address get no more answers for a while. */
async function tooMany(sender: Sender, ctx: Context): Promise<boolean> {
  const now = ctx.clock.now();
  const { window } = sender.identity;
  const fresh = !window || now.getTime() - window.from.getTime() > 30_000;
  const next = fresh ? { from: now, replies: 1 } : { from: window.from, replies: window.replies + 1 };
  await ctx.identities.note(sender.address, { window: next, seenInbound: true });
  return next.replies > 30;
}

/** Words from a person, on any channel: a report, an addition, or a short answer to our last question. */
export async function onText(message: InboundText, source: Source, ctx: Context): Promise<Reply> {
  const text = cleanText(message.text);
  if (message.automatic) return { ok: true };
  const sender = await whoIs(message.from, text, message.fromName, ctx);
  if (await tooMany(sender, ctx)) {
    ctx.log.warn(
      { channel: channelOf(message.from) },
      'one sender writes faster than people do; kept, not answered',
    );
    return { ok: false };
  }
  if (sender.person && !message.intent) {
    const line = await onSpokenLine(message, text, source, ctx);
    if (line) return line;
  }
  if (message.intent === 'fault' || (message.onBehalfOf && sender.person)) {
    return onReport(message, { text, danger: dangerIn(text) }, sender, source, ctx);
  }
  if (automaticText(text) && sender.identity.seenInbound) return { ok: true };
  const stored = await ctx.tickets.ofParty(message.from);
  // Carried out before a crash: what the words meant then they may not mean now. What it opened is opened
  // again, which changes nothing and does what was left.
  const before = stored.find(({ causes }) => causes.includes(source.cause))?.ticket;
  if (before && before.reports[0]?.id !== source.cause) return { ok: true, ticket: before.number };
  const theirs = stored.map((s) => s.ticket).filter((t) => notVoid(t) && t.number !== before?.number);
  if (message.token && !theirs.some((t) => t.number === message.token?.ticket)) {
    const held = await onBorrowedToken(message, text, message.token.ticket, sender, source, ctx);
    if (held) return held;
  }
  const reading = readText(text, readingContext(message, theirs, sender, ctx));
  const { subject } = message;
  if (subject && !message.token && subjectTells(reading, subject)) {
    const words = `${subject}\n${text}`;
    return onReport(message, { text: words, danger: dangerIn(words) }, sender, source, ctx);
  }
  return onReading(reading, message, theirs, sender, source, ctx);
}

const notVoid = (ticket: Ticket): boolean => !(ticket.status === 'closed' && ticket.outcome === 'void');

/** Our token in a stranger's hands: held for the engineer, never relayed to the reporter (B47). */
async function onBorrowedToken(
  message: InboundText,
  text: string,
  number: number,
  sender: Sender,
  source: Source,
  ctx: Context,
) {
  const now = ctx.clock.now();
  const party = { ...partyFrom(sender, 'copied', now), hears: false };
  const report = reportEntry(message, text, source);
  const words = { report, party, danger: dangerIn(text), joined: false, now };
  const result = await keepWords(number, words, source.cause, ctx);
  return result.ok ? { ok: true, ticket: number } : undefined;
}

async function onReading(
  reading: Reading,
  message: InboundText,
  theirs: Ticket[],
  sender: Sender,
  source: Source,
  ctx: Context,
): Promise<Reply> {
  const now = ctx.clock.now();
  const { address } = sender;
  const { cause } = source;
  const asked = sender.identity.question as ReadingContext['question'] | undefined;
  const forget = () => ctx.identities.note(address, {}, ['question']);
  switch (reading.kind) {
    case 'report':
      await forget();
      return onReport(message, reading, sender, source, ctx);
    case 'addition':
      await forget();
      // "It belongs to it": the words are there since we asked.
      if (asked?.kind === 'another-fault' && asked.text === reading.text)
        return { ok: true, ticket: reading.ticket };
      return onAddition(reading, message, theirs, sender, source, ctx);
    case 'confirm':
      await forget();
      return onConfirm(reading.ticket, sender, cause, ctx);
    case 'deny':
      await forget();
      return onDeny(reading.ticket, reading.why, sender, message, source, ctx);
    case 'rate':
      await forget();
      return onRate(reading, sender, cause, ctx);
    case 'status':
      return onStatus(reading.ticket, theirs);
    case 'hurry': {
      const command = { type: 'Hurry', address, text: reading.text, now } as const;
      const result = await executeTicketCommand(reading.ticket, command, cause, ctx);
      return result.ok
        ? { ok: true, ticket: reading.ticket }
        : no({ name: 'status', facts: {} }, reading.ticket);
    }
    case 'withdraw': {
      const result = await executeTicketCommand(
        reading.ticket,
        { type: 'Withdraw', address, why: reading.why, now },
        cause,
        ctx,
      );
      return result.ok
        ? { ok: true, ticket: reading.ticket }
        : no({ name: 'confirm-by-owner-only', facts: {} }, reading.ticket);
    }
    case 'person':
      return onPersonWanted(reading.ticket, message, sender, source, ctx);
    case 'complaint':
      return onComplaint(reading, message, sender, source, ctx);
    case 'help':
      return told({ name: 'help', facts: {} });
    case 'courtesy':
      return { ok: true };
    case 'greeting':
      await askLater(sender, cause, ctx);
      return told({ name: 'greeting', facts: {} });
    case 'empty':
      return told({ name: 'greeting', facts: {} });
    case 'not-yours':
      return no({ name: 'not-yours', facts: {} });
    case 'nothing-open':
      return reading.word === 'status'
        ? no({ name: 'status-none', facts: {} })
        : no({ name: 'nothing-open', facts: { word: reading.word } });
    case 'ask':
      return onQuestion(reading, message, theirs, sender, source, ctx);
  }
}

async function onAddition(
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
  const party = { ...(known ?? partyFrom(sender, 'copied', now)), lastReportAt: now };
  const joined = joins({ at: known?.lastReportAt ?? new Date(0) }, now);
  const report = reportEntry(message, reading.text, source);
  const words = { report, party, danger: reading.danger, joined, now };
  const result = await keepWords(reading.ticket, words, source.cause, ctx);
  return result.ok ? { ok: true, ticket: reading.ticket } : onReport(message, reading, sender, source, ctx);
}

/** Somebody wants a person, not a robot: the worker is paged; without a ticket one is opened for the call. */
async function onPersonWanted(
  number: number | undefined,
  message: InboundText,
  sender: Sender,
  source: Source,
  ctx: Context,
): Promise<Reply> {
  const now = ctx.clock.now();
  const callBy = new Date(now.getTime() + callWithinMs);
  const opened =
    number === undefined
      ? await onReport(message, { text: message.text, danger: [] }, sender, source, ctx)
      : undefined;
  const ticket = number ?? opened?.ticket;
  if (ticket === undefined) return no({ name: 'greeting', facts: {} });
  const command = { type: 'WantPerson', address: sender.address, callBy, now } as const;
  await executeTicketCommand(ticket, command, `${source.cause}/person`, ctx);
  return { ok: true, ticket };
}

async function onComplaint(
  reading: Extract<Reading, { kind: 'complaint' }>,
  message: InboundText,
  sender: Sender,
  source: Source,
  ctx: Context,
): Promise<Reply> {
  const now = ctx.clock.now();
  const opened =
    reading.ticket === undefined
      ? await onReport(message, { text: reading.text, danger: [] }, sender, source, ctx)
      : undefined;
  const ticket = reading.ticket ?? opened?.ticket;
  if (ticket === undefined) return no({ name: 'greeting', facts: {} });
  const command = {
    type: 'Complain',
    address: sender.address,
    text: reading.text,
    promises: sender.contract.promises,
    now,
  } as const;
  await executeTicketCommand(ticket, command, `${source.cause}/complaint`, ctx);
  return { ok: true, ticket };
}

async function onQuestion(
  reading: Extract<Reading, { kind: 'ask' }>,
  message: InboundText,
  theirs: Ticket[],
  sender: Sender,
  source: Source,
  ctx: Context,
): Promise<Reply> {
  const titleOf = (number: number) => theirs.find((t) => t.number === number)?.title ?? '';
  if (reading.question === 'which-ticket') {
    const { word, tickets, text: said } = reading;
    // The why of `2 …` and the score of `R5` wait for the number.
    const question = { kind: 'which-ticket', word, tickets, ...(said && { text: said }) };
    await ctx.identities.note(sender.address, { question });
    return told({
      name: 'which-ticket',
      facts: { word, tickets: tickets.map((number) => ({ number, title: titleOf(number) })) },
    });
  }
  if (reading.question === 'still-broken') {
    await ctx.identities.note(sender.address, { question: { kind: 'still-broken', ticket: reading.ticket } });
    return told({ name: 'still-broken', facts: {} }, reading.ticket);
  }
  const { ticket, text } = reading;
  // Kept on the ticket at once: whatever is answered, or nothing, the words are not lost.
  const addition = { kind: 'addition', ticket, text, danger: reading.danger } as const;
  await onAddition(addition, message, theirs, sender, { ...source, cause: `${source.cause}/kept` }, ctx);
  await ctx.identities.note(sender.address, { question: { kind: 'another-fault', ticket, text } });
  return told({ name: 'another-fault', facts: {} }, ticket);
}
