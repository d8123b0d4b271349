import type { Context } from '../src/app/context.ts';
import type { Source } from '../src/app/receive.ts';
import { bareOf, channelOf } from '../src/domain/address.ts';
import type { InboundLine, InboundText } from '../src/domain/inbound.ts';
import { readVerbLine } from '../src/domain/report/read-verb-line.ts';
import type { VerbLine } from '../src/domain/report/reading.ts';
import type { Service } from '../src/domain/service/service.ts';
import { onOncall } from './oncall.ts';
import { no, type Reply, refused, told } from './reply.ts';
import { onVerbOf } from './verb.ts';
import { actorOf } from './who.ts';

/** The staff as a line may name them. */
const peopleOf = (service: Service) =>
  service.people.map((person) => {
    const chat = person.reach.find((address) => !['sms', 'email'].includes(channelOf(address)));
    return {
      id: person.id,
      names: [person.name, ...(person.nameEn ? [person.nameEn] : [])],
      ...(chat && { chat: bareOf(chat) }),
    };
  });

type Unsaid = Exclude<VerbLine, { kind: 'verb' }>;

/** What is no verb: a call for help, a look at a ticket, or words that were not understood. */
async function onUnsaid(read: Unsaid, ctx: Context, known?: number): Promise<Reply> {
  if (read.kind === 'help') return told({ name: 'staff-help', facts: {} });
  if (read.kind === 'show') {
    const stored = await ctx.tickets.find(read.ticket);
    if (!stored) return refused({ reason: 'no-such-ticket', number: read.ticket }, ctx);
    return told({ name: 'card', facts: {} }, read.ticket);
  }
  const { problem, word, meant } = read;
  return no({ name: 'usage', facts: { problem, ...(word && { word }), ...(meant && { meant }) } }, known);
}

/** `/ticket 4821 fix 换了电源`: does by text what every button does. */
export async function onLine(line: InboundLine, source: Source, ctx: Context): Promise<Reply> {
  if (/^oncall\b/i.test(line.text)) return onOncall(line, source, ctx);
  if (!actorOf(line.from, ctx)) return no({ name: 'refused', facts: { reason: 'not-staff' } });
  const read = readVerbLine(line.text, { people: peopleOf(ctx.service()) });
  if (read.kind !== 'verb') return onUnsaid(read, ctx);
  const { ticket: number, verb, args, who } = read;
  const { from, trigger } = line;
  const spoken = { from, verb, number, args, typed: true, ...(who && { who }), ...(trigger && { trigger }) };
  return onVerbOf(spoken, source, ctx);
}

/**
 * The ticket that staff name with a verb in a text or mail, which prove nobody (B42, B48): such a line is neither a
 * command nor a report of a fault called "claim 1001".
 */
export function verbUnproven(text: string, ctx: Context): number | undefined {
  const read = readVerbLine(text, { people: peopleOf(ctx.service()) });
  return read.kind === 'verb' ? read.ticket : undefined;
}

/**
 * People talking to the bot in a thread or directly: a verb is carried out; in a card's thread anything else
 * is refused kindly (the thread is internal); elsewhere undefined says that it is a report.
 */
export async function onSpokenLine(
  message: InboundText,
  text: string,
  source: Source,
  ctx: Context,
): Promise<Reply | undefined> {
  const { from, place } = message;
  if (!place) return undefined;
  const card = place.thread ? await ctx.outbox.byRef(place.thread) : undefined;
  // In the thread of what we told the speaker as a reporter they answer as one.
  const known = card?.audience === 'reporter' && card.lane === from ? undefined : card?.ticket;
  const read = readVerbLine(text, {
    people: peopleOf(ctx.service()),
    ...(known !== undefined && { ticket: known }),
  });
  // Somebody else's verb in our thread is no report; what else they say there may be one.
  if (!actorOf(from, ctx))
    return known !== undefined && read.kind === 'verb' ? refused({ reason: 'not-staff' }, ctx) : undefined;
  if (read.kind === 'verb') {
    const { ticket: number, verb, args, who } = read;
    return onVerbOf({ from, verb, number, args, typed: true, ...(who && { who }) }, source, ctx);
  }
  // A bare number outside a thread may answer a question of ours to a reporter: `1`, `14821`.
  const meantForUs = read.kind === 'help' || (read.kind === 'show' && (await ctx.tickets.find(read.ticket)));
  return known !== undefined || meantForUs ? onUnsaid(read, ctx, known) : undefined;
}
