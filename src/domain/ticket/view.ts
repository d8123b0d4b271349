import type { ClockState } from '../clock/clock.ts';
import type { ClockName, PersonId, Role, Severity } from '../service/service.ts';
import type { Attached } from './attached.ts';
import type { RecordField } from './ticket.ts';

export interface Named {
  id: PersonId;
  name: string;
  /** Absent: `name` serves in English too. */
  nameEn?: string;
  /** Lets a message say 组长 or 值班工程师; absent: an engineer, and a leader where a leader is meant. */
  role?: Role;
}

/** A ticket as messages show it: names instead of ids, addresses masked, due times computed. */
export interface TicketView {
  number: number;
  /** Staff-edited, short (8 characters in Chinese); else cut from the first report. */
  title: string;
  /** Staff wrote the title; one cut from a report never goes into an SMS. */
  titled?: boolean;
  severity: Severity;
  status: 'open' | 'fixed' | 'closed';
  outcome?: 'confirmed' | 'unconfirmed' | 'void';
  openedAt: Date;
  customer?: { name: string; nameEn?: string };
  site?: { name: string; nameEn?: string; address?: string; access?: string };
  /** `masked` is safe on a card. */
  reporter: { name?: string; nameEn?: string; masked: string; channel: string };
  owner: Named;
  worker?: Named;
  claimed: boolean;
  /** What was first reported, and the newest additions (at most three). */
  text: string;
  additions: { text: string; by: string; byEn?: string; at: Date }[];
  clocks: {
    clock: ClockName;
    clause: string;
    dueAt: Date;
    state: ClockState;
    stoppedAt?: Date;
    reason?: string;
  }[];
  onsite: 'no' | 'agreed' | 'going' | 'arrived';
  pause?: { reason: string; until?: Date; approved: boolean };
  offeredTo?: Named;
  /** The major fault it is part of, and what is part of it. */
  partOf?: number;
  parts: number[];
  /** A ticket whose number the report quotes, unproven. */
  quotes?: number;
  /** Pictures and files of all its reports, oldest first. */
  files: Attached[];
  /** What of the record (R11) is still missing once the work is done. */
  recordOwed: RecordField[];
  /** Verbs for the card: at most three for the present state, the rest for the overflow. */
  actions: { main: string[]; more: string[] };
  timezone: string;
}
