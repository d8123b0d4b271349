import { timeFirst } from '../src/domain/said/time.ts';
import { carryOut, field, type OnVerb } from './ask.ts';
import { refused } from './reply.ts';

/** A visit is agreed and begins: only now the on-site promise ticks (R3). */
export const onsite: OnVerb = async (ask, ctx) => {
  const said = ask.args || field(ask, 'at');
  const expected = said ? timeFirst(said, ask.policy.timezone, ask.now) : undefined;
  if (said && !expected) return refused({ reason: 'unreadable-time', word: said }, ctx, ask.number);
  const { promises } = ask.policy.contract;
  const about = { by: ask.by, promises, now: ask.now };
  const at = expected && { expectedAt: expected.at };
  return carryOut(ask, { type: 'GoOnsite', ...about, ...at }, ctx, expected?.rest);
};

/** `arrive 02:10` keeps the said time beside the recorded one; the clock stops at the recorded one. */
export const arrive: OnVerb = async (ask, ctx) => {
  const said = ask.args || field(ask, 'at');
  const arrived = said ? timeFirst(said, ask.policy.timezone, ask.now, true) : undefined;
  if (said && !arrived) return refused({ reason: 'unreadable-time', word: said }, ctx, ask.number);
  const { promises } = ask.policy.contract;
  const about = { by: ask.by, promises, now: ask.now };
  const at = arrived && { saidAt: arrived.at };
  return carryOut(ask, { type: 'Arrive', ...about, ...at }, ctx, arrived?.rest);
};
