import { act } from './act.ts';
import { reservedWords } from './answer-kind.ts';
import { aboutTicket, isOwn, openTickets } from './candidates.ts';
import { cleanText } from './clean-text.ts';
import { dangerIn } from './danger.ts';
import { core, fold, hasWords } from './fold.ts';
import { freshFault, keywordOf } from './keywords.ts';
import { lightly, readFeedback } from './read-feedback.ts';
import { readFigures } from './read-figures.ts';
import { readPlain } from './read-plain.ts';
import { readQuestion } from './read-question.ts';
import { readWords } from './read-words.ts';
import type { Reading, ReadingContext } from './reading.ts';
import { troubleIn } from './trouble.ts';

/**
 * What somebody means by a text, read against their own tickets and the last question put to them.
 * Commands are read only where nothing else can be meant; whatever is left is a report or an addition.
 * @param text what the person newly wrote, at most 20,000 characters of it
 */
export function readText(text: string, context: ReadingContext): Reading {
  const clean = cleanText(text);
  if (!hasWords(clean)) return wordless(clean, context);
  const fresh = freshFault(clean);
  if (fresh !== undefined) return { kind: 'report', text: fresh, danger: dangerIn(clean), fresh: true };
  // Whatever else it says, danger is told to people at once.
  if (dangerIn(clean).length > 0) return readPlain(clean, context);
  return (
    readQuestion(clean, context) ??
    readReserved(clean, context) ??
    readFigures(clean, context) ??
    readWords(clean, context) ??
    readKeyword(clean, context) ??
    readFeedback(clean, context) ??
    readPlain(clean, context)
  );
}

/** A picture, a thumb, an impatient "???": no letter and no figure. */
function wordless(text: string, context: ReadingContext): Reading {
  if (context.hasAttachments) return readPlain(text, context);
  if (text === '') return { kind: 'empty' };
  const open = openTickets(context);
  // What a network garbled, from somebody whom we don't know: they are asked.
  const emoji = /\p{Extended_Pictographic}/u.test(text);
  if (context.tickets.length === 0 && !emoji) return { kind: 'greeting' };
  if (/[?？]/.test(text))
    return open.length > 0 || context.proven !== undefined
      ? act('status', { text: '' }, context)
      : { kind: 'greeting' };
  if (/[👎❌😡😠🤬💔]/u.test(text) && (open.length > 0 || context.proven !== undefined))
    return readPlain(text, context);
  return { kind: 'courtesy', ...aboutTicket(context) };
}

/** STOP, YES, END …: a network's words. A bare one commands nothing here. */
function readReserved(text: string, context: ReadingContext): Reading | undefined {
  const said = fold(text);
  const { from, to } = core(said);
  return reservedWords.includes(said.slice(from, to)) ? lightly(text, {}, context) : undefined;
}

function readKeyword(text: string, context: ReadingContext): Reading | undefined {
  const found = keywordOf(text);
  if (!found) return undefined;
  const { keyword, number, rest } = found;
  const own = number === undefined || isOwn(context)(number);
  const named = number === undefined ? {} : { number };
  const about = aboutTicket(context, own ? number : undefined);
  if (keyword === 'complaint') return own ? { kind: 'complaint', ...about, text } : { kind: 'not-yours' };
  // 不用了，但五楼打印机坏了 · call me, the server is down: the fault counts, not the word.
  if (keyword !== 'hurry' && troubleIn(rest) !== undefined) return undefined;
  if (keyword === 'person') return rest.length > 80 ? undefined : { kind: 'person', ...about, text: rest };
  return act(keyword, { ...named, text: rest }, context);
}
