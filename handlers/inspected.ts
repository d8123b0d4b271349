import type { Context } from '../src/app/context.ts';
import { executeInspection } from '../src/app/inspections.ts';
import type { Source } from '../src/app/receive.ts';
import type { InboundVerb } from '../src/domain/inbound.ts';
import type { Inspection, ItemResult } from '../src/domain/inspection/inspection.ts';
import { personByAddress } from '../src/domain/service/directory.ts';
import { type Reply, refused, told } from './reply.ts';
import { actorOf } from './who.ts';

const results: ItemResult[] = ['ok', 'fault', 'skipped'];

const nameOf = ({ name, nameEn }: Inspection) => ({ zh: name, en: nameEn ?? name });

/**
 * The visits of other plans that this one may stand for as well (K3): planned at the same place, and asking for
 * nothing that this checklist leaves out. A plan's own visits never stand for one another: two are two.
 */
async function sameVisit(inspection: Inspection, ctx: Context): Promise<Inspection[]> {
  const items = new Set(inspection.checklist.map(({ id }) => id));
  const planned = await ctx.inspections.plannedAt(inspection.site);
  return planned.filter(
    ({ plan, checklist }) => plan !== inspection.plan && checklist.every(({ id }) => items.has(id)),
  );
}

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
    const also = (await sameVisit(inspection, ctx)).map((one) => ({
      id: one.id,
      name: nameOf(one),
      day: one.slot,
    }));
    const { id, checklist: items } = inspection;
    return {
      ok: true,
      form: ctx.form('inspected', { inspection: id, name: nameOf(inspection), items, also }, locale),
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
  const done = { type: 'CompleteInspection', by: by.person, at: ctx.clock.now() } as const;
  const command = { ...done, items, note: fields['note'] ?? '' };
  const result = await executeInspection(inspection.id, command, source.cause, ctx);
  if (!result.ok) return refused({ reason: result.error }, ctx);
  for (const other of await sameVisit(inspection, ctx)) {
    if (fields[`also.${other.id}`] !== 'yes') continue;
    const theirs = items.filter(({ id }) => other.checklist.some((item) => item.id === id));
    await executeInspection(other.id, { ...command, items: theirs }, `${source.cause}/${other.id}`, ctx);
  }
  return told({ name: 'done', facts: { verb: 'inspected' } });
}
