import { carryOut, type OnVerb } from './ask.ts';

export const claim: OnVerb = (ask, ctx) => carryOut(ask, { type: 'Claim', by: ask.by, now: ask.now }, ctx);
export const unclaim: OnVerb = (ask, ctx) =>
  carryOut(ask, { type: 'Unclaim', by: ask.by, now: ask.now }, ctx);
