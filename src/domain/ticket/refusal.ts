import type { RefusalReason } from '../notice/refusal-reasons.ts';
import { err } from '../result.ts';
import type { PersonId } from '../service/service.ts';

/** Why a command was not carried out; a template words it. */
export interface Refusal {
  reason: RefusalReason;
  who?: PersonId;
  until?: Date;
  word?: string;
  number?: number;
}

export const refuse = (reason: RefusalReason, more: Omit<Refusal, 'reason'> = {}) =>
  err<Refusal>({ reason, ...more });
