/** What the audit may find wrong. */
export type FindingKind =
  | 'alarm'
  | 'overdue'
  | 'fold'
  | 'owner'
  | 'journal'
  | 'notice'
  | 'pending'
  | 'lane'
  | 'inbox'
  | 'unreadable';

/** What was found since somebody was last told; a few of them by name. */
export interface Findings {
  found: number;
  repaired: number;
  items: { kind: FindingKind; ticket?: number; repaired: boolean }[];
}
