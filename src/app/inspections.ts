import { decideInspection, evolveInspection } from '../domain/inspection/decide.ts';
import { inspectionDue, type Reminder } from '../domain/inspection/due.ts';
import type {
  Inspection,
  InspectionCommand,
  InspectionEvent,
  InspectionRefusal,
} from '../domain/inspection/inspection.ts';
import { named } from '../domain/notice/cast.ts';
import type { Catalogue, Wording } from '../domain/notice/catalogue.ts';
import type { Owed } from '../domain/notice/owed.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Contact, PersonId } from '../domain/service/service.ts';
import type { NoticeDoc } from '../store/documents.ts';
import type { Context } from './context.ts';
import { noticeRows } from './owe.ts';

type Head = Pick<
  Catalogue['inspection-overdue'],
  'inspection' | 'name' | 'nameEn' | 'site' | 'siteEn' | 'timezone'
>;

/** What every message about a visit says of it. */
function headOf(inspection: Inspection, ctx: Context): Head {
  const site = ctx.service().sites.find((s) => s.id === inspection.site);
  const { id, name, nameEn, timezone } = inspection;
  return {
    inspection: id,
    name,
    ...(nameEn && { nameEn }),
    site: site?.name ?? inspection.site,
    ...(site?.nameEn && { siteEn: site.nameEn }),
    timezone,
  };
}

/** Contacts of the customer who hear how the visit went: those of the site's own people, else the first listed. */
function listeners(inspection: Inspection, ctx: Context): Contact[] {
  const service = ctx.service();
  const site = service.sites.find((s) => s.id === inspection.site);
  const customer = service.customers.find((c) => c.id === site?.customer);
  const contacts = customer?.contacts.filter((c) => c.role === 'contact') ?? [];
  return contacts.length > 0 ? contacts : (customer?.contacts.slice(0, 1) ?? []);
}

/** Who is still there to hear it: the first of these, else whoever leads or manages. */
function present(ids: PersonId[], ctx: Context): PersonId | undefined {
  const { people, groups } = ctx.service();
  const heads = groups.flatMap(({ leader, manager }) => [leader, manager]);
  return [...ids, ...heads].find((id) => people.some((person) => person.id === id));
}

/** Its plan and its place are in the service file. */
function stands({ plan, site }: Inspection, ctx: Context): boolean {
  const { inspections, sites } = ctx.service();
  return inspections.some(({ id }) => id === plan) && sites.some(({ id }) => id === site);
}

function reminders(inspection: Inspection, fired: Reminder[], ctx: Context): Owed[] {
  const head = headOf(inspection, ctx);
  const assignee = named(ctx.service(), inspection.assignee);
  const { dueAt } = inspection;
  const visitor = present([inspection.assignee, inspection.leader], ctx);
  return fired.flatMap(({ key, kind, lead, late }): Owed[] => {
    if (kind === 'remind') {
      const wording: Wording = {
        name: 'inspection-reminder',
        facts: { ...head, dueAt, lead, late, assignee },
      };
      if (visitor === undefined) return [];
      return [{ purpose: key, to: { kind: 'person', id: visitor }, loud: 'notice', wording }];
    }
    const wording: Wording = { name: 'inspection-overdue', facts: { ...head, dueAt, assignee } };
    const both = [present([inspection.leader], ctx), visitor];
    return [...new Set(both.filter((id) => id !== undefined))].map(
      (id): Owed => ({ purpose: key, to: { kind: 'person', id }, loud: 'notice', wording }),
    );
  });
}

function result(inspection: Inspection, ctx: Context): Owed[] {
  if (inspection.state !== 'done') return [];
  const service = ctx.service();
  const labels = new Map(inspection.checklist.map((item) => [item.id, item.label]));
  const items = inspection.items.map(({ id, result: found, note }) => ({
    label: labels.get(id)?.zh ?? id,
    labelEn: labels.get(id)?.en ?? id,
    result: found,
    ...(note && { note }),
  }));
  const { doneAt, note } = inspection;
  const facts = { ...headOf(inspection, ctx), doneAt, by: named(service, inspection.doneBy), items, note };
  const wording: Wording = { name: 'inspection-result', facts };
  return listeners(inspection, ctx).flatMap((contact): Owed[] => {
    // A report of several lines is read in a mail; a text is the last resort.
    const address = contact.reach.find((a) => a.startsWith('email:')) ?? contact.reach[0];
    if (!address) return [];
    const locale = contact.locale ?? service.organisation.locale;
    return [
      {
        purpose: 'result',
        to: { kind: 'party', address, locale, name: contact.name },
        loud: 'notice',
        wording,
      },
    ];
  });
}

function owedBy(event: InspectionEvent, after: Inspection, fired: Reminder[], ctx: Context): Owed[] {
  if (event.type === 'InspectionReminded')
    return reminders(
      after,
      fired.filter((r) => event.fired.includes(r.key)),
      ctx,
    );
  return event.type === 'InspectionDone' ? result(after, ctx) : [];
}

const rows = (owed: Owed[], id: string, at: Date, ctx: Context): NoticeDoc[] =>
  owed.flatMap((one, seq) => noticeRows(one, { id, at, seq }, ctx));

/** Carries out one command on a visit, once per cause. */
export async function executeInspection(
  id: string,
  command: InspectionCommand,
  cause: string,
  ctx: Context,
  fired: Reminder[] = [],
): Promise<Result<Inspection, InspectionRefusal>> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const stored = await ctx.inspections.find(id);
    if (stored?.causes.includes(cause)) return ok(stored.inspection);
    const decision = decideInspection(stored?.inspection, command);
    if (!decision.ok) return decision;
    const [first] = decision.value;
    if (!first) return stored ? ok(stored.inspection) : err('not-open');
    const now = ctx.clock.now();
    const after = decision.value.reduce<Inspection | undefined>(evolveInspection, stored?.inspection);
    if (!after) return err('not-open');
    const { fire, nextAt } = inspectionDue(after, now);
    const version = (stored?.version ?? 0) + 1;
    const owed = decision.value.flatMap((event) => owedBy(event, after, fired, ctx));
    const next = {
      inspection: after,
      version,
      nextAlarmAt: fire.length > 0 ? now : nextAt,
      cause,
      notices: rows(owed, `inspection/${id}/${version}`, now, ctx),
    };
    const written = stored
      ? await ctx.inspections.save(stored.version, next, now)
      : await ctx.inspections.insert(next);
    if (written) {
      ctx.poke('visits');
      return ok(after);
    }
  }
  return err('already-done');
}

/** Reminds of what is due. False when nothing was. */
export async function fireInspections(ctx: Context): Promise<boolean> {
  const due = await ctx.inspections.due(ctx.clock.now(), 100);
  let moved = false;
  for (const { inspection, version } of due) {
    const at = ctx.clock.now();
    const { fire, superseded } = inspectionDue(inspection, at);
    const remind = { type: 'RemindInspection', fired: fire.map((r) => r.key), superseded, at } as const;
    try {
      const command = stands(inspection, ctx) ? remind : ({ type: 'DropInspection', at } as const);
      const done = await executeInspection(inspection.id, command, `alarm/${version}`, ctx, fire);
      if (done.ok) moved = true;
    } catch (error) {
      ctx.log.warn({ inspection: inspection.id, err: error }, 'a visit will be looked at again');
    }
  }
  return moved;
}

export async function relayInspections(ctx: Context): Promise<boolean> {
  const owing = await ctx.inspections.owing(50);
  for (const { _id, pending } of owing) {
    await ctx.outbox.add(pending.flatMap((p) => p.notices));
    await ctx.inspections.settle(
      _id,
      pending.map((p) => p.id),
    );
  }
  if (owing.length > 0) ctx.poke('outbox');
  return owing.length > 0;
}
