import type { Context } from '../src/app/context.ts';
import { executeTicketCommand } from '../src/app/execute.ts';
import type { Source } from '../src/app/receive.ts';
import { channelOf } from '../src/domain/address.ts';
import type { InboundText } from '../src/domain/inbound.ts';
import { automaticText } from '../src/domain/report/automatic-text.ts';
import { cleanText } from '../src/domain/report/clean-text.ts';
import { dangerIn } from '../src/domain/report/danger.ts';
import { readText } from '../src/domain/report/read-text.ts';
import type { Reading, ReadingContext } from '../src/domain/report/reading.ts';
import { subjectTells } from '../src/domain/report/subject.ts';
import { isVoid, mayConfirm, partyOf, type Ticket } from '../src/domain/ticket/ticket.ts';
import { keepFiles, onAddition, onOthersThread } from './addition.ts';
import { onComplaint, onPersonWanted } from './call-for.ts';
import { listedOf, notTheirs, onConfirm, onDeny, onRate } from './confirm.ts';
import { onSpokenLine, verbUnproven } from './line.ts';
import { readingContext } from './reading-context.ts';
import { no, type Reply, told } from './reply.ts';
import { onReport } from './report.ts';
import { askLater, onStatus, promptedJustNow, wakeOwner } from './status.ts';
import { copiedThread, namedByContact } from './theirs.ts';
import { type Sender, whoIs } from './who.ts';

/** A loop guard: 30 messages in 30 seconds from one address get no more answers for a while. */
async function tooMany(sender: Sender, ctx: Context): Promise<boolean> {
  const now = ctx.clock.now();
  const { window } = sender.identity;
  const fresh = !window || now.getTime() - window.from.getTime() > 30_000;
  const next = fresh ? { from: now, replies: 1 } : { from: window.from, replies: window.replies + 1 };
  // Whoever writes from there can be reached there.
  await ctx.identities.note(sender.address, { window: next, seenInbound: true }, ['dead', 'deadAt']);
  return next.replies > 30;
}

/** Words from a person, on any channel: a report, an addition, or a short answer to our last question. */
export async function onText(message: InboundText, source: Source, ctx: Context): Promise<Reply> {
  const text = cleanText(message.text);
  if (message.automatic) return { ok: true };
  const sender = await whoIs(message.from, text, message.fromName, ctx);
  if (message.unanswerable) return onReport(message, { text, danger: dangerIn(text) }, sender, source, ctx);
  if (await tooMany(sender, ctx)) {
    ctx.log.warn(
      { channel: channelOf(message.from) },
      'one sender writes faster than people do; kept, not answered',
    );
    const { say: _unsaid, ...kept } = await onWords(message, text, sender, source, ctx);
    return kept;
  }
  return onWords(message, text, sender, source, ctx);
}

async function onWords(
  message: InboundText,
  text: string,
  sender: Sender,
  source: Source,
  ctx: Context,
): Promise<Reply> {
  if (!message.intent) {
    const line = await onSpokenLine(message, text, source, ctx);
    if (line) return line;
  }
  const reply = await onOwnWords(message, text, sender, source, ctx);
  // "2 还是不行" says what it says, and the picture that came with it is for the engineer all the same.
  if (reply.ticket !== undefined) await keepFiles(message, reply.ticket, sender, source, ctx);
  return reply;
}

/** `/fault help`: how, not what. */
const asksHow = /^(?:help|\?|帮助|怎么用)$/i;

async function onOwnWords(
  message: InboundText,
  text: string,
  sender: Sender,
  source: Source,
  ctx: Context,
): Promise<Reply> {
  if (message.intent === 'fault' && asksHow.test(text)) return told({ name: 'help', facts: {} });
  if (message.intent === 'fault' || (message.onBehalfOf && sender.person)) {
    return onReport(message, { text, danger: dangerIn(text) }, sender, source, ctx);
  }
  if (automaticText(text) && sender.identity.seenInbound) return { ok: true };
  if (source.begun) return onReport(message, { text, danger: dangerIn(text) }, sender, source, ctx);
  const stored = await ctx.tickets.ofParty(message.from);
  // Carried out before a crash: what the words meant then they may not mean now. What it opened is opened
  // again, which changes nothing and does what was left.
  const before = stored.find(({ causes }) => causes.includes(source.cause))?.ticket;
  if (before && before.reports[0]?.id !== source.cause) return { ok: true, ticket: before.number };
  const involved = stored.map((s) => s.ticket).filter((t) => t.number !== before?.number);
  const copiedIn = involved.filter((t) => !mayConfirm(partyOf(t, message.from)));
  const own = involved.filter((t) => !copiedIn.includes(t));
  const theirs = [...own.filter((t) => !isVoid(t)), ...(await namedByContact(text, own, sender, ctx))];
  const others = source.aimed ?? message.token?.ticket ?? copiedThread(message, text, copiedIn);
  if (others !== undefined && ![...theirs, ...own].some((t) => t.number === others)) {
    await source.aim?.(others);
    const held = await onOthersThread(message, text, others, sender, source, ctx);
    if (held) return held;
  }
  const commanded = sender.person && !message.place ? verbUnproven(text, ctx) : undefined;
  if (commanded !== undefined && !theirs.some((t) => t.number === commanded))
    return no({ name: 'refused', facts: { reason: 'chat-only' } });
  const aimed = theirs.find((t) => t.number === source.aimed);
  const read = readText(text, readingContext(message, aimed ? [aimed] : theirs, sender, ctx));
  const reading = aimed && read.kind === 'report' ? addedTo(aimed, read) : read;
  const { subject } = message;
  if (subject && !message.token && !aimed && subjectTells(reading, subject)) {
    const words = `${subject}\n${text}`;
    return onReport(message, { text: words, danger: dangerIn(words) }, sender, source, ctx);
  }
  // "Still broken" about what was ended as no fault: it is one after all.
  const ended =
    reading.kind === 'not-yours' ? own.find((t) => isVoid(t) && text.includes(`${t.number}`)) : undefined;
  if (ended && text.startsWith('2')) return onDeny(ended.number, text, sender, message, source, ctx);
  if (ended) return told({ name: 'status', facts: {} }, ended.number);
  return onReading(reading, message, theirs, sender, source, ctx);
}

/** Somebody began to add these words to that ticket, and may yet do so: as a report they would be on two. */
const addedTo = ({ number }: Ticket, { text, danger }: Extract<Reading, { kind: 'report' }>): Reading => ({
  kind: 'addition',
  ticket: number,
  text,
  danger,
});

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
  if ('ticket' in reading && reading.ticket !== undefined) await source.aim?.(reading.ticket);
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
      const listed = await listedOf(sender, reading.ticket, now, ctx);
      const command = { type: 'Hurry', address, text: reading.text, now, ...listed } as const;
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
        : notTheirs(result.error, reading.ticket, sender, ctx);
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
    case 'empty':
      if (await promptedJustNow(sender, message.text, ctx)) return { ok: true };
      if (reading.kind === 'greeting') await askLater(sender, cause, ctx);
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
    await ctx.identities.note(sender.address, {
      question: { kind: 'still-broken', ticket: reading.ticket, at: ctx.clock.now() },
    });
    await wakeOwner(reading.ticket, theirs, source.cause, ctx);
    return told({ name: 'still-broken', facts: {} }, reading.ticket);
  }
  const { ticket, text } = reading;
  // Kept on the ticket at once: whatever is answered, or nothing, the words are not lost.
  const addition = { kind: 'addition', ticket, text, danger: reading.danger } as const;
  await onAddition(addition, message, theirs, sender, source, ctx);
  await ctx.identities.note(sender.address, {
    question: { kind: 'another-fault', ticket, text, at: ctx.clock.now() },
  });
  return told({ name: 'another-fault', facts: {} }, ticket);
}
