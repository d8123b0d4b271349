import { carryOut, field, type OnVerb } from './ask.ts';
import { refused } from './reply.ts';
import { timeSaid } from './time-said.ts';

/** A visit is agreed and begins: only now the on-site promise ticks (R3). */
export const onsite: OnVerb = async (ask, ctx) => {
  const said = ask.args || field(ask, 'at');
  const expectedAt = said ? timeSaid(said, ask.policy.timezone, ask.now) : undefined;
  if (said && !expectedAt) return refused({ reason: 'unreadable-time', word: said }, ctx, ask.number);
  const { promises } = ask.policy.contract;
  return carryOut(
    ask,
    { type: 'GoOnsite', by: ask.by, promises, now: ask.now, ...(expectedAt && { expectedAt }) },
    ctx,
  );
};

/** `arrive 02:10` keeps the said time beside the recorded one; the clock stops at the recorded one. */
export const arrive: OnVerb = async (ask, ctx) => {
  const said = ask.args || field(ask, 'at');
  const saidAt = said ? timeSaid(said, ask.policy.timezone, ask.now, true) : undefined;
  if (said && !saidAt) return refused({ reason: 'unreadable-time', word: said }, ctx, ask.number);
  const { promises } = ask.policy.contract;
  return carryOut(
    ask,
    { type: 'Arrive', by: ask.by, promises, now: ask.now, ...(saidAt && { saidAt }) },
    ctx,
  );
};
