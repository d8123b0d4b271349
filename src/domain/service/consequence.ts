import type { Address } from '../address.ts';
import type { ClockName, Ladder, Severity } from './service.ts';

/** Somebody or something of the service file, with the names people know it by. */
export interface Ref {
  id: string;
  name: string;
  nameEn?: string;
}

/** An open ticket, as far as a change of the service file touches it. */
export interface OpenTicket {
  number: number;
  owner: string;
  worker?: string;
  /** The contract that its policy pins. */
  policyContract: string;
  site?: string;
}

/** How long a promise gives. `severity` absent: the rule for all. */
export interface Limit {
  severity?: Severity;
  beforeMs?: number;
  afterMs?: number;
}

/** One thing that applying a service file will do. `open` counts open tickets that keep their old promise. */
export type Consequence =
  | { kind: 'first'; people: number; customers: number; contracts: number; inspections: number }
  | { kind: 'person-joins'; person: Ref }
  /** Tickets stay with the owner until handed over; `heirs` answer for them until then. */
  | {
      kind: 'person-leaves';
      person: Ref;
      owns: number[];
      works: number[];
      heirs: { heir: Ref; tickets: number[] }[];
    }
  | { kind: 'person-reached-otherwise'; person: Ref; gone: Address[]; come: Address[] }
  | { kind: 'promise-added'; contract: string; clock: ClockName; withinMs: number; open: number }
  | { kind: 'promise-removed'; contract: string; clock: ClockName; withinMs: number; open: number }
  | { kind: 'promise-changed'; contract: string; clock: ClockName; limit: Limit; open: number }
  | { kind: 'target-changed'; contract: string; clock: ClockName; limit: Limit; open: number }
  | { kind: 'clause-changed'; contract: string; clock: ClockName; open: number }
  | { kind: 'contract-added'; contract: string; promises: number }
  | { kind: 'contract-removed'; contract: string; open: number }
  | { kind: 'default-contract'; before?: string; after?: string }
  | { kind: 'ladder-changed'; ladder: Ladder['id']; open: number }
  | { kind: 'calendar-changed'; calendar: string; open: number }
  | { kind: 'customer-added'; customer: Ref }
  | { kind: 'customer-removed'; customer: Ref; contacts: number; tickets: number[] }
  | { kind: 'customer-contract'; customer: Ref; before: string; after: string }
  | { kind: 'contact-added' | 'contact-removed'; customer: Ref; contact: Ref }
  | { kind: 'site-removed'; site: Ref; tickets: number[] }
  | { kind: 'group-added'; group: Ref }
  | { kind: 'group-removed'; group: Ref }
  | { kind: 'group-leader'; group: Ref; before: Ref; after: Ref }
  | { kind: 'group-without-leader'; group: Ref; leader: string }
  /** In force at once: who is on duty follows the file in force, not the ticket's. */
  | { kind: 'rota-changed'; group: Ref; gone: string[]; come: string[] }
  | { kind: 'inspection-added'; inspection: Ref; site: Ref }
  | { kind: 'inspection-removed'; inspection: Ref; site: Ref }
  | { kind: 'inspection-changed'; inspection: Ref; site: Ref }
  | { kind: 'timezone-changed'; before: string; after: string }
  /** Absent: kept for ever. */
  | { kind: 'messages-kept'; beforeMs?: number; afterMs?: number };
