import type { Context } from '../src/app/context.ts';
import type { Source } from '../src/app/receive.ts';
import type { InboundText, InboundVerb } from '../src/domain/inbound.ts';
import { dangerIn } from '../src/domain/report/danger.ts';
import { partyOf } from '../src/domain/ticket/ticket.ts';
import { onAddition } from './addition.ts';
import { onConfirm, onDeny, onRate } from './confirm.ts';
import { no, type Reply } from './reply.ts';
import { type Sender, whoIs } from './who.ts';

/** A line more about this ticket, whatever it says: never a command, never another fault. */
async function onMore(
  { from, fields }: InboundVerb,
  number: number,
  sender: Sender,
  source: Source,
  ctx: Context,
): Promise<Reply> {
  const text = fields?.['text'] ?? '';
  const ticket = (await ctx.tickets.find(number))?.ticket;
  if (!ticket || !partyOf(ticket, from)) return no({ name: 'not-yours', facts: {} });
  const message: InboundText = { kind: 'text', from, text, attachments: [] };
  const words = { kind: 'addition', ticket: number, text, danger: dangerIn(text) } as const;
  return onAddition(words, message, [ticket], sender, source, ctx);
}

/** The reporter's own buttons in chat, and the same three on the reporter's page. */
export async function onReporterTap(
  tap: InboundVerb,
  number: number,
  source: Source,
  ctx: Context,
): Promise<Reply> {
  const { from, verb, fields, value, place } = tap;
  const sender = await whoIs(from, '', tap.fromName, ctx);
  if (verb === 'confirm') return onConfirm(number, sender, source.cause, ctx);
  if (verb === 'add') return onMore(tap, number, sender, source, ctx);
  if (verb === 'rate') {
    const score = ([1, 2, 3, 4, 5] as const).find((one) => String(one) === (value ?? fields?.['score']));
    if (score === undefined)
      return no({ name: 'usage', facts: { problem: 'unknown-verb', word: verb } }, number);
    return onRate(
      { kind: 'rate', ticket: number, score, text: fields?.['text'] ?? '' },
      sender,
      source.cause,
      ctx,
    );
  }
  if (!fields && tap.trigger)
    return { ok: true, ticket: number, form: ctx.form('deny', { ticket: number }, sender.locale) };
  const why = fields?.['why'] ?? '';
  const message: InboundText = { kind: 'text', from, text: why, attachments: [], ...(place && { place }) };
  return onDeny(number, why, sender, message, source, ctx);
}
