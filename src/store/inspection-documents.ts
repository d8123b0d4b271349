import type { Inspection } from '../domain/inspection/inspection.ts';
import type { NoticeDoc } from './documents.ts';

/** One dated visit: `half-year/2026-06-30`, so that planning it twice opens it once. */
export interface InspectionDoc {
  _id: string;
  schema: number;
  version: number;
  inspection: Inspection;
  dueAt: Date;
  causes: string[];
  nextAlarmAt?: Date;
  pending: { id: string; notices: NoticeDoc[] }[];
  pendingSince?: Date;
}
