import { act } from './act.ts';
import { namesAnother } from './another-thing.ts';
import { isOwn, ticketOf } from './candidates.ts';
import { dangerIn } from './danger.ts';
import { core, fold } from './fold.ts';
import type { Reading, ReadingContext, TicketWord } from './reading.ts';
import { shortAnswer, type Verdict } from './short-answer.ts';
import { troubleIn } from './trouble.ts';

/** Reads a message as the answer to the last question put to its sender; undefined when it is none. */
export function readQuestion(text: string, context: ReadingContext): Reading | undefined {
  const { question } = context;
  if (
    !question ||
    (context.proven !== undefined && 'ticket' in question && context.proven !== question.ticket)
  )
    return undefined;
  if ('ticket' in question && !isOwn(context)(question.ticket)) return undefined;
  const said = fold(text);
  const { from, to } = core(said);
  const bare = said.slice(from, to);
  const verdict = /^[12]$/.test(bare) ? undefined : shortAnswer(said, isOwn(context))?.verdict;
  if (question.kind === 'another-fault') return another(bare, verdict, question);
  if (question.kind === 'still-broken') return stillBroken(text, bare, verdict, question.ticket, context);
  if (question.kind === 'which-ticket') return which(said, question, context);
  return undefined;
}

const isOne = (verdict: Verdict | undefined, ...kinds: Verdict[]): boolean =>
  verdict !== undefined && kinds.includes(verdict);

function another(
  bare: string,
  verdict: Verdict | undefined,
  { ticket, text }: { ticket: number; text: string },
): Reading | undefined {
  const danger = dangerIn(text);
  if (bare === '1' || isOne(verdict, 'yes', 'other')) return { kind: 'report', text, danger, fresh: true };
  if (bare === '2' || isOne(verdict, 'no', 'same')) return { kind: 'addition', ticket, text, danger };
  return undefined;
}

function stillBroken(
  text: string,
  bare: string,
  verdict: Verdict | undefined,
  ticket: number,
  context: ReadingContext,
): Reading | undefined {
  if (bare === '2') return { kind: 'deny', ticket, why: '' };
  const title = ticketOf(context, ticket)?.title ?? '';
  const other = namesAnother(text, title);
  if (isOne(verdict, 'yes', 'broken', 'hurry-soft', 'same') && !other)
    return { kind: 'deny', ticket, why: text };
  if (bare === '1' || isOne(verdict, 'no', 'fixed', 'works', 'withdraw', 'courtesy'))
    return { kind: 'courtesy', ticket };
  // They were asked what is wrong, and tell it.
  const tells = verdict === undefined && !/^\d/.test(bare) && troubleIn(text) !== undefined && !other;
  return tells ? { kind: 'deny', ticket, why: text } : undefined;
}

const words: TicketWord[] = ['confirm', 'deny', 'status', 'hurry', 'withdraw', 'rate'];

/**
 * The ticket's number alone answers. A bare 1 or 2 keeps its own meaning: read as a place in the list,
 * a repeated "1" would confirm the wrong ticket.
 */
function which(
  said: string,
  question: { word: string; tickets: number[]; text?: string },
  context: ReadingContext,
): Reading | undefined {
  const offered = (number: number): boolean => question.tickets.includes(number) && isOwn(context)(number);
  const number = /^\D{0,12}?(\d{3,9})(?!\d|\s*[号楼层栋室台个])\D{0,4}$/.exec(said)?.[1];
  if (number === undefined || !offered(Number(number)) || /^\D*[12]\D/.test(said)) return undefined;
  const word = words.find((one) => one === question.word) ?? 'status';
  const text = question.text ?? '';
  if (word !== 'rate') return act(word, { number: Number(number), text }, context);
  const score = ([1, 2, 3, 4, 5] as const).find((one) => text.startsWith(String(one)));
  if (score === undefined) return act('status', { number: Number(number), text: '' }, context);
  return act('rate', { number: Number(number), score, text: text.slice(2) }, context);
}
