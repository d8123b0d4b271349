import { namesAnother, onlyNamed, pointsElsewhere } from './another-thing.ts';
import { isOwn, type OwnTicket, openTickets, ticketOf } from './candidates.ts';
import { dangerIn } from './danger.ts';
import { core, fold, hasLetters } from './fold.ts';
import { joins } from './joins.ts';
import type { Reading, ReadingContext } from './reading.ts';
import { namesSomething } from './things.ts';
import { troubleIn } from './trouble.ts';

/** A text that is no command: it belongs to a ticket of the sender, or is a report. Nothing is ever swallowed. */
export function readPlain(text: string, context: ReadingContext): Reading {
  const danger = dangerIn(text);
  const number = context.proven ?? namedIn(text, context);
  if (number !== undefined) return onNamed(number, text, danger, context);
  const open = openTickets(context);
  const addTo = (ticket: OwnTicket): Reading => ({ kind: 'addition', ticket: ticket.number, text, danger });
  const latest = latestOf(open);
  if (!latest) {
    // Figures alone tell of nothing: a prompt, not a ticket.
    if (tellsNothing(text) && !context.hasAttachments) return { kind: 'greeting' };
    return { kind: 'report', text, danger, fresh: false };
  }
  // After "fixed?" a danger must open something that pages, whatever becomes of the old ticket.
  if (danger.length > 0 && open.every(({ status }) => status === 'fixed'))
    return { kind: 'report', text, danger, fresh: true };
  const justNow = latestOf(open.filter(({ lastReportAt }) => joins({ at: lastReportAt }, context.now)));
  if (justNow) return addTo(justNow);
  const same = onlyNamed(text, open);
  if (same) return addTo(same);
  const elsewhere = danger.length > 0 ? pointsElsewhere : namesAnother;
  const possible = open.filter(({ title }) => !elsewhere(text, title));
  if (possible.length === 0) {
    // Nobody in danger is asked back first.
    if (danger.length > 0) return { kind: 'report', text, danger, fresh: true };
    return { kind: 'ask', question: 'another-fault', ticket: latest.number, text, danger };
  }
  const questioned = possible.find(
    ({ number: one }) => context.question && 'ticket' in context.question && context.question.ticket === one,
  );
  return addTo(questioned ?? latestOf(possible) ?? latest);
}

const sounds = /^[哦啊嗯哈呃额唉哎诶咦喂嘿呵嘻噢喔唔呀吧呢嘛哇]+$/u;
const link = /(?:https?:\/\/|www\.)\S+/giu;

/** No letters, a sound, one word that names no thing, place or failure: "asdf", "R6", 哦. We ask what it is about. */
function tellsNothing(text: string): boolean {
  const said = fold(text).replace(link, ' ');
  const { from, to } = core(said);
  const word = said.slice(from, to);
  if (!hasLetters(word) || sounds.test(word)) return true;
  const alone = /^[\p{Script=Latin}\p{M}\d'’_-]{1,24}$/u.test(word) && !/^\d/.test(word);
  return alone && !namesSomething(word) && troubleIn(word) === undefined;
}

function onNamed(ticket: number, text: string, danger: string[], context: ReadingContext): Reading {
  const status = ticketOf(context, ticket)?.status;
  if (danger.length > 0 && (status === 'closed' || status === 'fixed'))
    return { kind: 'report', text, danger, fresh: true };
  // A failure told in the thread of a closed ticket, or under its number, is that ticket's failure.
  if (status === 'closed' && troubleIn(text) !== undefined) return { kind: 'deny', ticket, why: text };
  return { kind: 'addition', ticket, text, danger };
}

/** The first ticket of the sender's own that the text names; other numbers mean nothing here. */
function namedIn(text: string, context: ReadingContext): number | undefined {
  const figures = fold(text.slice(0, 2000)).matchAll(/(?<![\d.:+-])\d{4,9}(?![\d号楼层栋室台个年元])/g);
  return [...figures].map(([figure]) => Number(figure)).find(isOwn(context));
}

const latestOf = (tickets: OwnTicket[]): OwnTicket | undefined =>
  tickets.reduce<OwnTicket | undefined>(
    (latest, ticket) =>
      latest && latest.lastReportAt.getTime() >= ticket.lastReportAt.getTime() ? latest : ticket,
    undefined,
  );
