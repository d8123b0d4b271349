import type { Worded } from '../src/domain/locale.ts';
import type { Severity } from '../src/domain/service/service.ts';

/** What each form needs to be shown; every one that is about a ticket names it. */
export interface FormFacts {
  /** Comes back as `fault`. */
  report: { text?: string; where?: string; name?: string; phone?: string };
  fix: { ticket: number; note?: string };
  record: { ticket: number; method?: string; measure?: string; progress?: string; result?: string };
  answer: { ticket: number };
  pause: { ticket: number };
  void: { ticket: number };
  assign: { ticket: number };
  offer: { ticket: number };
  take: { ticket: number };
  /** `sms`: the reporter reads one segment, so no more can be typed than fits. */
  say: { ticket: number; channel?: string };
  note: { ticket: number };
  ack: { ticket: number };
  deny: { ticket: number };
  /** The same, heard on the phone by one of the staff. */
  denied: { ticket: number };
  severity: { ticket: number; severity?: Severity };
  title: { ticket: number; title?: string };
  parts: { ticket: number };
  arrive: { ticket: number };
  /** Field ids: `result.<item id>`, `note.<item id>`, `note`; `value` is the inspection's id. */
  /** `also`: other visits that are due at this place and ask for nothing more. */
  inspected: {
    inspection: string;
    name: Worded;
    items: { id: string; label: Worded }[];
    also?: { id: string; name: Worded; day: string }[];
  };
}
export type FormName = keyof FormFacts;
