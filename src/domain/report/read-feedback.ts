import { act } from './act.ts';
import { namesAnother, onlyNamed } from './another-thing.ts';
import { aboutTicket, awaiting, justClosed, lateAsked, openTickets, rateable } from './candidates.ts';
import { saysStillBroken, saysUnhappy } from './deny-words.ts';
import { core, fold } from './fold.ts';
import { readPlain } from './read-plain.ts';
import type { Reading, ReadingContext } from './reading.ts';
import { namesSomething } from './things.ts';
import { troubleIn } from './trouble.ts';

/** What a plain "good" is worth after "how was it?"; anywhere else it is a courtesy. */
const grades: Record<string, 3 | 4 | 5> = {
  'very good': 5,
  excellent: 5,
  perfect: 5,
  great: 5,
  非常好: 5,
  很好: 5,
  很不错: 5,
  不错: 4,
  还不错: 4,
  挺好: 4,
  挺好的: 4,
  good: 4,
  fine: 4,
  好: 4,
  ok: 3,
  okay: 3,
  还好: 3,
};

/** Thanks change nothing; praise asked for by "how was it?" rates, or is kept with the ticket. */
export function readCourtesy(text: string, number: number | undefined, context: ReadingContext): Reading {
  if (context.hasAttachments) return readPlain(text, context);
  const { ticket } = aboutTicket(context, number);
  const rated =
    context.question?.kind === 'rate' &&
    ticket === context.question.ticket &&
    rateable(context).some((one) => one.number === ticket);
  if (ticket === undefined || !rated)
    return { kind: 'courtesy', ...(ticket === undefined ? {} : { ticket }) };
  const said = fold(text);
  const { from, to } = core(said);
  const score = grades[said.slice(from, to)];
  if (score !== undefined) return { kind: 'rate', ticket, score, text };
  const praises =
    /专业|态度|服务|及时|快|好评|赞|棒|不错|给力|厉害|great|good|helpful|professional|fast|quick|well done/.test(
      said,
    );
  return praises ? { kind: 'addition', ticket, text, danger: [] } : { kind: 'courtesy', ticket };
}

/** Too little to act on: kept for the people who work on an open ticket, else it changes nothing. */
export const lightly = (text: string, about: { ticket?: number }, context: ReadingContext): Reading =>
  openTickets(context).length > 0 || context.hasAttachments
    ? readPlain(text, context)
    : { kind: 'courtesy', ...about };

/** Longer texts after "fixed?" or after closing: still broken denies, displeasure rates. */
export function readFeedback(text: string, context: ReadingContext): Reading | undefined {
  const asked = [...awaiting(context), ...lateAsked(context)].filter(
    ({ title }) => !namesAnother(text, title),
  );
  const closed = justClosed(context).filter(({ title }) => !namesAnother(text, title));
  const proven = context.proven === undefined || asked.some(({ number }) => number === context.proven);
  if (saysStillBroken(text) && proven) {
    const number = onlyNamed(text, asked)?.number;
    if (asked.length > 0) return act('deny', number === undefined ? { text } : { number, text }, context);
    if (closed.length > 0 && openTickets(context).length === 0) return act('deny', { text }, context);
  }
  return readOpinion(text, context);
}

/** What they think of us, once all is done: a grade, words to keep, a complaint. Never a fault to repair. */
function readOpinion(text: string, context: ReadingContext): Reading | undefined {
  const { question, proven } = context;
  const asked = question?.kind === 'rate' ? question.ticket : undefined;
  if (openTickets(context).length > 0 && asked === undefined) return undefined;
  const about = proven ?? asked;
  const rated = rateable(context).find(({ number }) => number === (about ?? number));
  const unhappy = saysUnhappy(text);
  if (rated && unhappy && !pleased.test(fold(text)))
    return { kind: 'rate', ticket: rated.number, score: 2, text };
  if (tellsOfFault(text)) return undefined;
  const [closed] = justClosed(context).filter(({ number }) => number === (about ?? number));
  // "Tell us why in your own words": what speaks of the people who came is no new fault.
  if (closed && (unhappy || (closed.number === asked && ofUs.test(fold(text)))))
    return { kind: 'addition', ticket: closed.number, text, danger: [] };
  const [last] = context.tickets;
  return unhappy && last ? { kind: 'complaint', ticket: last.number, text } : undefined;
}

/** 来得晚，但修得不错: two opinions, no grade. */
const pleased =
  /(?<![不没])(?:不错|很好|挺好|很专业|修得好)|\b(?:good job|well done|helpful|great|but fixed)\b/;
const ofUs =
  /师傅|工程师|你们|服务|态度|上门|维修|来的人|\b(?:engineer|technician|service|your (?:team|people|colleague)|he|she|they|you)\b/;
const tellsOfFault = (text: string): boolean => namesSomething(text) || troubleIn(text) !== undefined;
