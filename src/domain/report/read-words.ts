import { act } from './act.ts';
import { namesAnother, onlyNamed, pointsElsewhere } from './another-thing.ts';
import {
  aboutTicket,
  awaiting,
  isOwn,
  justClosed,
  lateAsked,
  openTickets,
  rateable,
  ticketOf,
} from './candidates.ts';
import { hasDoubt, saysStillBroken } from './deny-words.ts';
import { fold } from './fold.ts';
import { lightly, readCourtesy } from './read-feedback.ts';
import { readPlain } from './read-plain.ts';
import type { Reading, ReadingContext, TicketWord } from './reading.ts';
import { type ShortAnswer, shortAnswer, type Verdict } from './short-answer.ts';
import { namesSomething } from './things.ts';
import { troubleIn } from './trouble.ts';

/** Reads a message that is nothing but known words ("好的，已经修好了谢谢"); undefined when it says more. */
export function readWords(text: string, context: ReadingContext): Reading | undefined {
  const anyNumber = (): boolean => true;
  const end = text.indexOf('\n');
  const signed =
    end > 0 && context.channel !== 'sms' && text.length - end <= 160 && !hasDoubt(text.slice(end));
  const answer =
    shortAnswer(fold(text), anyNumber) ??
    (signed ? shortAnswer(fold(text.slice(0, end)), anyNumber) : undefined);
  if (!answer) return undefined;
  // "Hello," on a line of its own opens a letter: whatever follows but a name is what they write about.
  if (answer.verdict === 'greeting' && signed && tellsMore(text.slice(end))) return undefined;
  const number = answer.tickets[0];
  if (number !== undefined && !answer.tickets.every(isOwn(context))) {
    // 305没电 names a room; 催9999 a ticket that we don't show to this sender.
    if (commands[answer.verdict] || answer.verdict.startsWith('rate')) return { kind: 'not-yours' };
    const light = ['greeting', 'courtesy', 'praise'].includes(answer.verdict);
    if (answer.verdict === 'help' || (light && openTickets(context).length === 0))
      return speak(answer, undefined, text, context);
    return undefined;
  }
  return speak(answer, number ?? context.proven, text, context);
}

/** A sentence, a request or a thing: no signature. */
const tellsMore = (rest: string): boolean =>
  namesSomething(rest) ||
  troubleIn(rest) !== undefined ||
  /请|帮|麻烦|需要|please|could|can you|would|need/i.test(rest) ||
  rest.split('\n').some((line) => /[。！？.!?]\s*$/.test(line) && line.trim().length > 12);

const commands: Partial<Record<Verdict, TicketWord>> = {
  fixed: 'confirm',
  works: 'confirm',
  status: 'status',
  hurry: 'hurry',
  'hurry-soft': 'hurry',
  withdraw: 'withdraw',
};

const scores = { rate5: 5, rate4: 4, rate3: 3, rate2: 2, rate1: 1 } as const;
/** Nobody came: whatever was called fixed is not. */
const inVain = /没人|没来|还没|怎么没|怎么还|nobody|no one|not yet/;
/** After "how was it?" these may grade us or deny: it is asked. */
const unsaid = /^\W*(?:不好|不行|not good|no good|not ok|not okay)\W*$/;

function speak(
  answer: ShortAnswer,
  number: number | undefined,
  text: string,
  context: ReadingContext,
): Reading | undefined {
  const said = { ...numbered(number), text: '' };
  const open = openTickets(context);
  const { question } = context;
  const about = aboutTicket(context, number);
  const waits = awaiting(context).length + lateAsked(context).length > 0;
  switch (answer.verdict) {
    case 'fixed':
    case 'works':
      return works(answer, number, text, context);
    case 'broken':
      return broken(text, number, context);
    case 'no':
      return waits && number === undefined ? act('deny', { text }, context) : lightly(text, about, context);
    case 'status':
      return act('status', said, context);
    case 'hurry':
    case 'hurry-soft':
      // 三楼打印机，急: a first report in a hurry.
      if (answer.named && open.length === 0 && !waits) return undefined;
      if (waits && (open.length === 0 || inVain.test(fold(text))))
        return act('deny', { ...said, text }, context);
      return act('hurry', answer.verdict === 'hurry' && !answer.named ? said : { ...said, text }, context);
    case 'withdraw':
      if (question?.kind === 'rate' && number === undefined) return { kind: 'courtesy', ...about };
      return act('withdraw', said, context);
    case 'person':
      return { kind: 'person', ...about };
    case 'help':
      return { kind: 'help' };
    case 'greeting':
      return context.hasAttachments ? readPlain(text, context) : { kind: 'greeting' };
    case 'rate5':
    case 'rate4':
    case 'rate3':
    case 'rate2':
    case 'rate1':
      if (rateable(context).length === 0 && ticketOf(context, number ?? 0)?.status !== 'closed')
        return answer.verdict < 'rate3' ? undefined : lightly(text, about, context);
      return act('rate', { ...said, text, score: scores[answer.verdict] }, context);
    case 'praise':
    case 'courtesy':
      return readCourtesy(text, number, context);
    case 'other':
      // A bare 新 with nothing to be new beside: they are about to tell.
      if (open.length === 0 && !context.hasAttachments) return { kind: 'greeting' };
      return lightly(text, about, context);
    case 'yes':
    case 'same':
      return lightly(text, about, context);
    default:
      return undefined;
  }
}

/** It works: of what is asked. A confirmation of the wrong ticket is the one thing that must not happen. */
function works(
  answer: ShortAnswer,
  number: number | undefined,
  text: string,
  context: ReadingContext,
): Reading {
  const waiting = [...awaiting(context), ...lateAsked(context)];
  const open = openTickets(context);
  const ticket = ticketOf(context, number ?? onlyNamed(text, waiting)?.number ?? 0);
  const named = answer.tickets.length > 0;
  const asked = ticket ? named || waiting.includes(ticket) : waiting.length > 0;
  if (answer.said.has('withdraw') && !asked && open.length > 0)
    return act('withdraw', { ...numbered(number), text }, context);
  // 打印机好了, while the network is what we asked about.
  if (!ticket && waiting.length > 0 && waiting.every(({ title }) => pointsElsewhere(text, title)))
    return readPlain(text, context);
  if (asked || answer.verdict === 'fixed')
    return act('confirm', { ...numbered(number ?? ticket?.number), text: '' }, context);
  // "好了" with nothing asked may be no more than "all right".
  return open.length > 0 ? readPlain(text, context) : { kind: 'courtesy', ...aboutTicket(context, number) };
}

/** Not fixed: of what is asked or was just closed; of a ticket still open it is news; else a report, or nothing we know. */
function broken(text: string, number: number | undefined, context: ReadingContext): Reading {
  if (number !== undefined) return act('deny', { number, text }, context);
  const candidates = [...awaiting(context), ...lateAsked(context)];
  if (candidates.some(({ title }) => !pointsElsewhere(text, title))) {
    return act('deny', { ...numbered(onlyNamed(text, candidates)?.number), text }, context);
  }
  if (openTickets(context).length > 0) return readPlain(text, context);
  const [closed] = justClosed(context);
  const vague = !namesSomething(text);
  if (closed && context.question?.kind === 'rate' && unsaid.test(fold(text)))
    return act('deny', { text: '' }, context);
  if (closed && (vague || (saysStillBroken(text) && !namesAnother(text, closed.title))))
    return act('deny', { text }, context);
  return vague && saysStillBroken(text) ? { kind: 'nothing-open', word: 'deny' } : readPlain(text, context);
}

const numbered = (number: number | undefined): { number?: number } =>
  number === undefined ? {} : { number };
