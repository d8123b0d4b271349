import type { RefusalReason } from '../notice/refusal-reasons.ts';
import type { InspectionPlan, PersonId } from '../service/service.ts';

export type ItemResult = 'ok' | 'fault' | 'skipped';

interface InspectionCore {
  /** `half-year/2026-06-30`. */
  id: string;
  /** The plan's id, and what it said when the visit was opened: a later plan doesn't change an old visit. */
  plan: string;
  slot: string;
  name: string;
  nameEn?: string;
  site: string;
  /** The site's zone. */
  timezone: string;
  dueAt: Date;
  remindMs: number[];
  assignee: PersonId;
  /** Hears of it when it is overdue. */
  leader: PersonId;
  checklist: InspectionPlan['checklist'];
  clause: string;
  keeps: string[];
  openedAt: Date;
  /** Reminders with a final outcome, by key. */
  reminded: Record<string, { at: Date; outcome: 'fired' | 'superseded' }>;
}

export type Inspection =
  | (InspectionCore & { state: 'planned' })
  /** Its plan or its place left the service file: nobody is reminded of it any more. */
  | (InspectionCore & { state: 'dropped'; droppedAt: Date })
  | (InspectionCore & {
      state: 'done';
      doneAt: Date;
      doneBy: PersonId;
      items: { id: string; result: ItemResult; note?: string }[];
      note: string;
    });

export type InspectionCommand =
  | {
      type: 'OpenInspection';
      plan: InspectionPlan;
      slot: string;
      dueAt: Date;
      timezone: string;
      assignee: PersonId;
      leader: PersonId;
      at: Date;
    }
  /** What `inspectionDue` answered. */
  | { type: 'RemindInspection'; fired: string[]; superseded: string[]; at: Date }
  /** Items left out were skipped. `at` is when it was done. */
  | {
      type: 'CompleteInspection';
      by: PersonId;
      items: { id: string; result: ItemResult; note?: string }[];
      note: string;
      at: Date;
    }
  | { type: 'ReassignInspection'; to: PersonId; leader?: PersonId; by: PersonId; at: Date }
  | { type: 'DropInspection'; at: Date };

export type InspectionEvent =
  | { type: 'InspectionOpened'; inspection: Inspection; at: Date }
  | { type: 'InspectionReminded'; fired: string[]; superseded: string[]; at: Date }
  | {
      type: 'InspectionDone';
      by: PersonId;
      items: { id: string; result: ItemResult; note?: string }[];
      note: string;
      at: Date;
    }
  | { type: 'InspectionReassigned'; from: PersonId; to: PersonId; leader?: PersonId; by: PersonId; at: Date }
  | { type: 'InspectionDropped'; at: Date };

/** Words that templates already have: nothing to do it to, done before, another checklist, a fault without a word. */
export type InspectionRefusal = Extract<
  RefusalReason,
  'not-open' | 'already-done' | 'form-expired' | 'needs-note'
>;

export const inspectionId = (plan: string, slot: string): string => `${plan}/${slot}`;
