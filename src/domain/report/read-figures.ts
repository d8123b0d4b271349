import { act } from './act.ts';
import { namesAnother } from './another-thing.ts';
import { awaiting, isOwn, justClosed, lateAsked, openTickets, rateable } from './candidates.ts';
import { hasDoubt, saysStillBroken } from './deny-words.ts';
import { fold } from './fold.ts';
import { readPlain } from './read-plain.ts';
import type { Reading, ReadingContext } from './reading.ts';
import { shortAnswer, type Verdict } from './short-answer.ts';
import { type ShortCommand, shortCommand } from './short-command.ts';
import { namesSomething } from './things.ts';
import { troubleIn } from './trouble.ts';

/** Words that may stand beside a figure without changing what it says. */
const inKeeping: Record<ShortCommand['digit'], Verdict[]> = {
  0: ['status', 'courtesy', 'greeting'],
  1: ['fixed', 'works', 'courtesy', 'praise', 'yes', 'greeting'],
  2: [],
  3: ['rate3', 'courtesy'],
  4: ['rate4', 'courtesy', 'praise'],
  5: ['rate5', 'courtesy', 'praise', 'rate4'],
  9: ['hurry', 'hurry-soft', 'status', 'courtesy'],
};
/** 1吧, 1啦: a tone of voice. */
const particles = /^[吧啦了哈呀啊哦噢的]{1,3}$/;
/** A signature behind a first line is at most so long. */
const longestSignature = 160;

/**
 * Reads a message whose first line is a command in figures; undefined when it is none.
 * @param text the clean message
 */
export function readFigures(text: string, context: ReadingContext): Reading | undefined {
  const end = text.indexOf('\n');
  const head = end < 0 ? text : text.slice(0, end);
  const tail = end < 0 ? '' : text.slice(end + 1).trim();
  const own = isOwn(context);
  const command = shortCommand(fold(head), own);
  if (!command) return undefined;
  const rest = [head.slice(command.rest.from, command.rest.to), tail]
    .filter((part) => part !== '')
    .join('\n');
  if (!('digit' in command)) return readNumber(command, rest, context);

  if (command.number !== undefined && !own(command.number)) {
    if (rest === '' || shortAnswer(fold(rest), own)) return { kind: 'not-yours' };
    // 2 1203 还是没网: a room, not a ticket.
    return command.digit === 2 ? denyIfAsked(`${command.number} ${rest}`, context) : undefined;
  }
  const { number } = command;
  if (number !== undefined) return onNumber(command, number, rest, context);
  const quiet = rest === '' || keeps(command.digit, rest, own) || isSignature(command, head, tail, context);
  if (command.letter) return act('rate', { score: scoreOf(command.digit), text: rest }, context);
  const { digit } = command;
  if (quiet && digit !== 2) return bare(digit, rest === tail ? '' : rest, text, context);
  if (digit >= 3 && digit <= 5 && rates(context) && explains(rest))
    return act('rate', { score: scoreOf(digit), text: rest }, context);
  if (digit !== 2) return undefined;
  if (rest === '') return act('deny', { text: '' }, context);
  return denyIfAsked(rest, context) ?? denyOfNothing(rest, context);
}

function bare(digit: ShortCommand['digit'], rest: string, text: string, context: ReadingContext): Reading {
  if (digit === 0) return act('status', { text: '' }, context);
  if (digit === 1) return act('confirm', { text: '' }, context);
  if (digit === 9) return act('hurry', { text: rest }, context);
  if (rates(context)) return act('rate', { score: scoreOf(digit), text: rest }, context);
  if (openTickets(context).length > 0 || context.tickets.length === 0) return readPlain(text, context);
  // Rated already, or too long ago: a grade of something, no report.
  const [closed] = justClosed(context);
  return closed ? { kind: 'courtesy', ticket: closed.number } : { kind: 'nothing-open', word: 'rate' };
}

/** A bare 3–5 is a grade now. */
const rates = (context: ReadingContext): boolean =>
  context.proven === undefined
    ? rateable(context).length > 0
    : context.tickets.some(({ number, status }) => number === context.proven && status === 'closed');

/** 3 但是有点慢: what stands behind a grade explains it, unless it tells of a thing or a failure. */
const explains = (rest: string): boolean =>
  /^\p{L}{2}/u.test(rest) && !namesSomething(rest) && troubleIn(rest) !== 'broken';

function onNumber(command: ShortCommand, number: number, rest: string, context: ReadingContext): Reading {
  const { digit } = command;
  const told = { number, text: rest };
  if (command.letter || (digit >= 3 && digit <= 5))
    return act('rate', { ...told, score: scoreOf(digit) }, context);
  if (digit === 2) return act('deny', told, context);
  if (digit === 9) return act('hurry', told, context);
  // 1 4821 但打印机还不行: no confirmation, and not a word of it lost.
  const stays = digit === 1 ? !hasDoubt(rest) : rest === '' || keeps(0, rest, isOwn(context));
  if (!stays) return readPlain(rest, { ...context, proven: number });
  return act(digit === 1 ? 'confirm' : 'status', told, context);
}

function readNumber(
  { number, marked }: { number: number; marked: boolean },
  rest: string,
  context: ReadingContext,
): Reading | undefined {
  const own = isOwn(context);
  if (own(number)) return rest === '' ? { kind: 'status', ticket: number } : undefined;
  const answer = shortAnswer(fold(rest), own);
  // 工单9999打印机坏了: somebody else's number, but a fault all the same.
  if (marked && (rest === '' || (answer && (answer.verdict !== 'broken' || !namesSomething(rest))))) {
    return { kind: 'not-yours' };
  }
  // A room or a phone number of somebody whose ticket is open; else nothing we know.
  if (rest === '' && openTickets(context).length === 0 && context.proven === undefined) {
    return number < 10_000_000 ? { kind: 'not-yours' } : { kind: 'greeting' };
  }
  return undefined;
}

/** `2 why` counts only while "fixed?" is unanswered; else it is a text that begins with a 2. */
function denyIfAsked(why: string, context: ReadingContext): Reading | undefined {
  const [closed] = openTickets(context).length === 0 ? justClosed(context) : [];
  // Behind a 2 a failure of the same thing is "still": 2 没网, an hour after closing.
  const again =
    closed !== undefined &&
    (saysStillBroken(why) || (troubleIn(why) !== undefined && !namesAnother(why, closed.title)));
  const asked =
    context.proven !== undefined || again || awaiting(context).length + lateAsked(context).length > 0;
  if (!asked && context.question?.kind !== 'still-broken') return undefined;
  const named = shortAnswer(fold(why), isOwn(context))?.tickets[0];
  return act('deny', { text: why, ...(named === undefined ? {} : { number: named }) }, context);
}

/** "2 还是不行" from somebody with nothing open says nothing that could be a report. */
function denyOfNothing(why: string, context: ReadingContext): Reading | undefined {
  if (openTickets(context).length > 0 || context.hasAttachments) return undefined;
  return saysStillBroken(why) && !namesSomething(why) ? act('deny', { text: '' }, context) : undefined;
}

function keeps(digit: ShortCommand['digit'], rest: string, own: (number: number) => boolean): boolean {
  if (particles.test(rest)) return true;
  const answer = shortAnswer(fold(rest), own);
  return answer !== undefined && [...answer.said].every((verdict) => inKeeping[digit].includes(verdict));
}

/** Behind a bare figure in a mail or chat, a few lines without trouble or doubt are a signature. */
const isSignature = (command: ShortCommand, head: string, tail: string, context: ReadingContext): boolean =>
  context.channel !== 'sms' &&
  command.rest.from === command.rest.to &&
  head.length < 40 &&
  tail.length <= longestSignature &&
  !hasDoubt(tail);

const scoreOf = (digit: number): 1 | 2 | 3 | 4 | 5 =>
  ([1, 2, 3, 4, 5] as const).find((score) => score === digit) ?? 3;
