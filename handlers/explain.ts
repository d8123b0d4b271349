import { traceOf, whySaid } from '../src/app/explain.ts';
import type { OnVerb } from './ask.ts';
import { told } from './reply.ts';

/** Each clock as a sum a manager can follow. */
export const why: OnVerb = async ({ ticket, policy, now, locale, number }, ctx) =>
  told({ name: 'why', facts: { sums: whySaid(ticket, policy, now, ctx.service(), locale) } }, number);

/** Who was told what, when, how proven. */
export const trace: OnVerb = async ({ ticket, number, locale }, ctx) =>
  told({ name: 'trace', facts: await traceOf(ticket, ctx, locale) }, number);
