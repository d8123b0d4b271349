import { traceRows, whySums } from '../src/app/explain.ts';
import type { OnVerb } from './ask.ts';
import { told } from './reply.ts';

/** Each clock as a sum a manager can follow. */
export const why: OnVerb = async (ask) =>
  told({ name: 'why', facts: { sums: whySums(ask.ticket, ask.policy, ask.now) } }, ask.number);

/** Who was told what, when, how proven. */
export const trace: OnVerb = async (ask, ctx) =>
  told({ name: 'trace', facts: { rows: await traceRows(ask.number, ctx) } }, ask.number);
