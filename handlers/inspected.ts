import type { Context } from '../src/app/context.ts';
import { executeInspection } from '../src/app/inspections.ts';
import type { Source } from '../src/app/receive.ts';
import type { InboundVerb } from '../src/domain/inbound.ts';
import type { ItemResult } from '../src/domain/inspection/inspection.ts';
import { personByAddress } from '../src/domain/service/directory.ts';
import { type Reply, refused, told } from './reply.ts';
import { actorOf } from './who.ts';

const results: ItemResult[] = ['ok', 'fault', 'skipped'];

/** A visit is done: a short checklist in chat; the customer's contact gets the result. */
export async function onInspected(tap: InboundVerb, source: Source, ctx: Context): Promise<Reply> {
  const by = actorOf(tap.from, ctx);
  if (!by) return refused({ reason: 'not-staff' }, ctx);
  const stored = tap.value ? await ctx.inspections.find(tap.value) : undefined;
  if (!stored) return refused({ reason: 'form-expired' }, ctx);
  const { inspection } = stored;
  const { fields } = tap;
  if (!fields) {
    const locale = personByAddress(ctx.service(), tap.from)?.locale ?? ctx.service().organisation.locale;
    const name = { zh: inspection.name, en: inspection.nameEn ?? inspection.name };
    return {
      ok: true,
      form: ctx.form('inspected', { inspection: inspection.id, name, items: inspection.checklist }, locale),
    };
  }
  const items = inspection.checklist.map(({ id }) => {
    const note = fields[`note.${id}`]?.trim();
    return {
      id,
      result: results.find((r) => r === fields[`result.${id}`]) ?? 'skipped',
      ...(note && { note }),
    };
  });
  const command = {
    type: 'CompleteInspection',
    by: by.person,
    items,
    note: fields['note'] ?? '',
    at: ctx.clock.now(),
  } as const;
  const result = await executeInspection(inspection.id, command, source.cause, ctx);
  if (!result.ok) return refused({ reason: result.error }, ctx);
  return told({ name: 'done', facts: { verb: 'inspected' } });
}
