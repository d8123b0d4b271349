import { assertNever, err, ok, type Result } from '../result.ts';
import {
  type Inspection,
  type InspectionCommand,
  type InspectionEvent,
  type InspectionRefusal,
  inspectionId,
} from './inspection.ts';

type Order<T extends InspectionCommand['type']> = Extract<InspectionCommand, { type: T }>;
type Decision = Result<InspectionEvent[], InspectionRefusal>;

/** No events: it was already so. */
export function decideInspection(inspection: Inspection | undefined, command: InspectionCommand): Decision {
  // One that was dropped is opened anew when its plan is back.
  if (command.type === 'OpenInspection')
    return ok(inspection && inspection.state !== 'dropped' ? [] : [opened(command)]);
  if (!inspection) return err('not-open');
  switch (command.type) {
    case 'RemindInspection':
      return ok(reminded(inspection, command));
    case 'CompleteInspection':
      return completed(inspection, command);
    case 'ReassignInspection': {
      if (inspection.state !== 'planned') return err(over(inspection));
      const { to, by, at, leader } = command;
      if (to === inspection.assignee) return ok([]);
      const from = inspection.assignee;
      return ok([
        { type: 'InspectionReassigned', from, to, ...(leader !== undefined && { leader }), by, at },
      ]);
    }
    case 'DropInspection':
      return ok(inspection.state === 'planned' ? [{ type: 'InspectionDropped', at: command.at }] : []);
    default:
      return assertNever(command);
  }
}

const over = ({ state }: Inspection): InspectionRefusal => (state === 'done' ? 'already-done' : 'not-open');

function opened({
  plan,
  slot,
  dueAt,
  timezone,
  assignee,
  leader,
  at,
}: Order<'OpenInspection'>): InspectionEvent {
  const inspection: Inspection = {
    state: 'planned',
    id: inspectionId(plan.id, slot),
    plan: plan.id,
    slot,
    name: plan.name,
    ...(plan.nameEn !== undefined && { nameEn: plan.nameEn }),
    site: plan.site,
    timezone,
    dueAt,
    remindMs: plan.remindMs,
    assignee,
    leader,
    checklist: plan.checklist,
    clause: plan.clause,
    keeps: plan.keeps,
    openedAt: at,
    reminded: {},
  };
  return { type: 'InspectionOpened', inspection, at };
}

/** A reminder that has an outcome keeps it, and a finished visit needs none. */
function reminded(
  inspection: Inspection,
  { fired, superseded, at }: Order<'RemindInspection'>,
): InspectionEvent[] {
  if (inspection.state !== 'planned') return [];
  const fresh = (keys: string[]) => keys.filter((key) => !Object.hasOwn(inspection.reminded, key));
  const event = {
    type: 'InspectionReminded',
    fired: fresh(fired),
    superseded: fresh(superseded),
    at,
  } as const;
  return event.fired.length + event.superseded.length > 0 ? [event] : [];
}

function completed(inspection: Inspection, { by, items, note, at }: Order<'CompleteInspection'>): Decision {
  if (inspection.state !== 'planned') return err(over(inspection));
  const { checklist } = inspection;
  const known = new Set(checklist.map(({ id }) => id));
  const answered = new Map(items.map((item) => [item.id, item]));
  if (items.some(({ id }) => !known.has(id)) || answered.size < items.length) return err('form-expired');
  const whole = checklist.map(({ id }) => answered.get(id) ?? { id, result: 'skipped' as const });
  const mute = whole.some(({ result, note: said }) => result === 'fault' && !said?.trim());
  // A visit at which nothing was looked at wants a reason.
  const empty =
    whole.every(({ result }) => result === 'skipped') && whole.every(({ note: said }) => !said?.trim());
  if (!note.trim() && (mute || empty)) return err('needs-note');
  return ok([{ type: 'InspectionDone', by, items: whole, note: note.trim(), at }]);
}

export function evolveInspection(inspection: Inspection | undefined, event: InspectionEvent): Inspection {
  if (event.type === 'InspectionOpened') return event.inspection;
  if (!inspection) throw new TypeError(`${event.type} before InspectionOpened`);
  switch (event.type) {
    case 'InspectionReminded': {
      const outcomes = (keys: string[], outcome: 'fired' | 'superseded') =>
        Object.fromEntries(keys.map((key) => [key, { at: event.at, outcome }]));
      const settled = { ...outcomes(event.superseded, 'superseded'), ...outcomes(event.fired, 'fired') };
      return { ...inspection, reminded: { ...inspection.reminded, ...settled } };
    }
    case 'InspectionDone': {
      const { by, items, note, at } = event;
      return { ...inspection, state: 'done', doneAt: at, doneBy: by, items, note };
    }
    case 'InspectionReassigned': {
      const leader = event.leader ?? inspection.leader;
      return { ...inspection, assignee: event.to, leader };
    }
    case 'InspectionDropped':
      return { ...inspection, state: 'dropped', droppedAt: event.at };
    default:
      return assertNever(event);
  }
}
