import {
  awaiting,
  everAsked,
  isOwn,
  justClosed,
  lateAsked,
  type OwnTicket,
  openTickets,
  rateable,
  ticketOf,
} from './candidates.ts';
import type { Reading, ReadingContext, TicketWord } from './reading.ts';

export interface Said {
  /** The ticket named in the text. */
  number?: number;
  /** What stood beside the word. */
  text: string;
  /** With `rate`. */
  score?: 1 | 2 | 3 | 4 | 5;
}

/** A word on a ticket: the one named, the one proven, the only one that fits; else the question which. */
export function act(word: TicketWord, said: Said, context: ReadingContext): Reading {
  if (said.number !== undefined && !isOwn(context)(said.number)) return { kind: 'not-yours' };
  const number = said.number ?? context.proven;
  if (number !== undefined) return onTicket(word, number, said, context);
  return choosers[word](said, context) ?? { kind: 'nothing-open', word };
}

function onTicket(word: TicketWord, ticket: number, { text, score }: Said, context: ReadingContext): Reading {
  switch (word) {
    case 'confirm':
    case 'status':
      return { kind: word, ticket };
    case 'hurry':
      return { kind: 'hurry', ticket, text };
    case 'withdraw':
      return { kind: 'withdraw', ticket, why: text };
    case 'rate':
      return { kind: 'rate', ticket, score: score ?? 3, text };
    case 'deny':
      return denyOf(ticket, text, ticketOf(context, ticket));
  }
}

function denyOf(ticket: number, why: string, known: OwnTicket | undefined): Reading {
  // What was confirmed is not reopened by a figure alone; what was never called fixed can't be denied.
  if (known?.status === 'closed' && !known.asked && why === '')
    return { kind: 'ask', question: 'still-broken', ticket };
  if (known?.status === 'open' && !known.asked && why !== '')
    return { kind: 'addition', ticket, text: why, danger: [] };
  return { kind: 'deny', ticket, why };
}

type Chooser = (said: Said, context: ReadingContext) => Reading | undefined;

const choosers: Record<TicketWord, Chooser> = {
  confirm(said, context) {
    const [closed] = justClosed(context);
    const done: Reading | undefined = closed && { kind: 'courtesy', ticket: closed.number };
    return (
      onlyOf(awaiting(context), 'confirm', said, context) ??
      onlyOf(lateAsked(context), 'confirm', said, context) ??
      // A second "1" after "thank you, closed": said already.
      (context.question?.kind === 'rate' ? done : undefined) ??
      onlyOneOpen('confirm', said, context) ??
      done
    );
  },
  deny(said, context) {
    const waiting = awaiting(context);
    const { question } = context;
    // The last question was about a closed ticket, an older one still waits: either may be meant.
    const rated =
      question?.kind === 'rate' && waiting.length > 0 ? ticketOf(context, question.ticket) : undefined;
    const closed = justClosed(context);
    const latest =
      closed.find(({ number }) => question?.kind === 'rate' && number === question.ticket) ?? closed[0];
    return (
      onlyOf(rated && !waiting.includes(rated) ? [...waiting, rated] : waiting, 'deny', said, context) ??
      onlyOf(lateAsked(context), 'deny', said, context) ??
      (latest && denyOf(latest.number, said.text, latest)) ??
      onlyOneOpen('deny', said, context) ??
      stillBroken(everAsked(context)[0])
    );
  },
  status(_said, context) {
    const open = openTickets(context);
    const [known] = open.length > 0 ? open : [...justClosed(context), ...lateAsked(context)];
    if (!known) return undefined;
    return open.length > 1 ? { kind: 'status' } : { kind: 'status', ticket: known.number };
  },
  hurry: (said, context) => onlyOpen('hurry', said, context),
  withdraw: (said, context) => onlyOpen('withdraw', said, context),
  rate: (said, context) => {
    const { question } = context;
    const fresh = rateable(context);
    const last = fresh.filter(({ number }) => question?.kind === 'rate' && number === question.ticket);
    const closed = context.tickets.filter(({ status, rated }) => status === 'closed' && !rated);
    return (
      onlyOf(last, 'rate', said, context) ??
      onlyOf(fresh, 'rate', said, context) ??
      onlyOf(justClosed(context), 'rate', said, context) ??
      onlyOf(closed, 'rate', said, context)
    );
  },
};

/** None was called fixed: with several open ones there is nothing to choose from. */
function onlyOneOpen(word: 'confirm' | 'deny', said: Said, context: ReadingContext): Reading | undefined {
  const open = openTickets(context);
  return open.length > 1 ? { kind: 'nothing-open', word } : onlyOf(open, word, said, context);
}

function onlyOpen(word: 'hurry' | 'withdraw', said: Said, context: ReadingContext): Reading | undefined {
  const open = openTickets(context);
  const working = open.filter(({ status }) => status === 'open');
  return onlyOf(working, word, said, context) ?? onlyOf(open, word, said, context);
}

function onlyOf(
  fitting: OwnTicket[],
  word: TicketWord,
  said: Said,
  context: ReadingContext,
): Reading | undefined {
  const [first, ...others] = fitting;
  if (!first) return undefined;
  if (others.length === 0) return onTicket(word, first.number, said, context);
  const text = [said.score, said.text].filter((part) => part !== undefined && part !== '').join(' ');
  const tickets = fitting.map(({ number }) => number);
  return { kind: 'ask', question: 'which-ticket', word, tickets, ...(text === '' ? {} : { text }) };
}

const stillBroken = (ticket: OwnTicket | undefined): Reading | undefined =>
  ticket && { kind: 'ask', question: 'still-broken', ticket: ticket.number };
