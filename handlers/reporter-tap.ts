import type { Context } from '../src/app/context.ts';
import type { Source } from '../src/app/receive.ts';
import type { InboundText, InboundVerb } from '../src/domain/inbound.ts';
import { onConfirm, onDeny, onRate } from './confirm.ts';
import type { Reply } from './reply.ts';
import { whoIs } from './who.ts';

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
  if (verb === 'rate') {
    const score = Math.min(5, Math.max(1, Number(value ?? fields?.['score']) || 3)) as 1 | 2 | 3 | 4 | 5;
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
