import type { Context } from '../src/app/context.ts';
import type { Source } from '../src/app/receive.ts';
import type { Address } from '../src/domain/address.ts';
import { castOf } from '../src/domain/notice/cast.ts';
import type { Verb } from '../src/domain/report/reading.ts';
import { personByAddress } from '../src/domain/service/directory.ts';
import * as ackStory from './ack.ts';
import * as answerStory from './answer.ts';
import type { Ask, OnVerb } from './ask.ts';
import * as claimStory from './claim.ts';
import * as explainStory from './explain.ts';
import * as fixStory from './fix.ts';
import * as handOverStory from './hand-over.ts';
import * as heardStory from './heard.ts';
import * as linkStory from './link.ts';
import * as noteStory from './note.ts';
import * as onsiteStory from './onsite.ts';
import { parts } from './parts.ts';
import * as pauseStory from './pause.ts';
import { type Reply, refused } from './reply.ts';
import { approve, reject, voidTicket } from './void.ts';
import { actorOf } from './who.ts';

/** Everything that a button does and `/ticket n verb` can say. */
const stories: Record<Verb, OnVerb> = {
  claim: claimStory.claim,
  unclaim: claimStory.unclaim,
  answer: answerStory.answer,
  unreachable: answerStory.unreachable,
  say: answerStory.say,
  onsite: onsiteStory.onsite,
  arrive: onsiteStory.arrive,
  parts,
  fix: fixStory.fix,
  record: fixStory.record,
  confirmed: heardStory.confirmed,
  denied: heardStory.denied,
  offer: handOverStory.offer,
  assign: handOverStory.assign,
  accept: handOverStory.accept,
  decline: handOverStory.decline,
  take: handOverStory.take,
  pause: pauseStory.pause,
  resume: pauseStory.resume,
  void: voidTicket,
  approve,
  reject,
  note: noteStory.note,
  title: noteStory.title,
  severity: noteStory.severity,
  ack: ackStory.ack,
  contact: ackStory.contact,
  link: linkStory.link,
  join: linkStory.join,
  why: explainStory.why,
  trace: explainStory.trace,
};

export const isVerb = (word: string): word is Verb => Object.hasOwn(stories, word);

export interface Spoken {
  from: Address;
  verb: Verb;
  number: number;
  args: string;
  who?: string;
  fields?: Record<string, string>;
  value?: string;
  trigger?: string;
  /** Written as a line, not tapped. */
  typed?: boolean;
}

/** Checks who asks and about what, then tells the verb's own story. */
export async function onVerbOf(spoken: Spoken, source: Source, ctx: Context): Promise<Reply> {
  const by = actorOf(spoken.from, ctx);
  if (!by) return refused({ reason: 'not-staff' }, ctx);
  const stored = await ctx.turns.find(spoken.number);
  if (!stored) return refused({ reason: 'no-such-ticket', number: spoken.number }, ctx);
  const { ticket } = stored;
  const now = ctx.clock.now();
  const standsIn = castOf(ctx.service(), ticket, now).inPlaceOf(ticket.owner) === by.person;
  const { verb, number, args, who, fields, value } = spoken;
  const ask: Ask = {
    verb,
    number,
    ticket,
    policy: await ctx.policy(ticket.policy),
    by: standsIn ? { ...by, standsIn } : by,
    locale: personByAddress(ctx.service(), spoken.from)?.locale ?? ctx.service().organisation.locale,
    args: args.trim(),
    ...(who && { who }),
    ...(fields && { fields }),
    ...(value !== undefined && { value }),
    canForm: spoken.trigger !== undefined && fields === undefined,
    typed: spoken.typed === true,
    cause: source.cause,
    now,
  };
  return stories[verb](ask, ctx);
}
