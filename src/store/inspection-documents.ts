import type { PendingDoc } from './documents.ts';

/** One dated visit; its fields are the domain's `Inspection`. */
export interface InspectionDoc {
  /** `half-year/2026-06-30`. */
  _id: string;
  schema: number;
  version: number;
  nextAlarmAt?: Date;
  pending: PendingDoc[];
  pendingSince?: Date;
  [field: string]: unknown;
}
