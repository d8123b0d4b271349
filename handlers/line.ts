import type { Context } from '../src/app/context.ts';
import type { Source } from '../src/app/receive.ts';
import { bareOf, channelOf } from '../src/domain/address.ts';
import type { InboundLine, InboundText } from '../src/domain/inbound.ts';
import { readVerbLine } from '../src/domain/report/read-verb-line.ts';
import type { Service } from '../src/domain/service/service.ts';
import { onOncall } from './oncall.ts';
import { no, type Reply } from './reply.ts';
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

/** `/ticket 4821 fix 换了电源`: does by text what every button does. */
export async function onLine(line: InboundLine, source: Source, ctx: Context): Promise<Reply> {
  if (/^oncall\b/i.test(line.text)) return onOncall(line, source, ctx);
  if (!actorOf(line.from, ctx)) return no({ name: 'refused', facts: { reason: 'not-staff' } });
  const read = readVerbLine(line.text, { people: peopleOf(ctx.service()) });
  if (read.kind === 'usage')
    return no({ name: 'usage', facts: { problem: read.problem, ...(read.word && { word: read.word }) } });
  const { ticket: number, verb, args, who } = read;
  const { from, trigger, place } = line;
  const spoken = {
    from,
    verb,
    number,
    args,
    ...(who && { who }),
    ...(trigger && { trigger }),
    ...(place && { place }),
  };
  return onVerbOf(spoken, source, ctx);
}

/**
 * Staff talking to the bot in a thread or directly: a verb is carried out; in a card's thread anything else
 * is refused kindly (the thread is internal); elsewhere undefined says that it is a report.
 */
export async function onSpokenLine(
  message: InboundText,
  text: string,
  source: Source,
  ctx: Context,
): Promise<Reply | undefined> {
  const { from, place } = message;
  if (!place || !actorOf(from, ctx)) return undefined;
  const card = place.thread ? await ctx.outbox.byRef(place.thread) : undefined;
  const known = card?.ticket;
  const read = readVerbLine(text, {
    people: peopleOf(ctx.service()),
    ...(known !== undefined && { ticket: known }),
  });
  if (read.kind === 'verb') {
    const { ticket: number, verb, args, who } = read;
    return onVerbOf({ from, verb, number, args, ...(who && { who }), place }, source, ctx);
  }
  if (known === undefined) return undefined;
  return no(
    { name: 'usage', facts: { problem: read.problem, ...(read.word && { word: read.word }) } },
    known,
  );
}
