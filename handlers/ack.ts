import { callWithinMs } from '../src/domain/notice/to-reporter.ts';
import { carryOut, field, formOr, type OnVerb } from './ask.ts';
import { refused } from './reply.ts';
import { timeSaid } from './time-said.ts';

/** 知道了: quiet until a time they name, 12 hours at most. */
export const ack: OnVerb = async (ask, ctx) => {
  const said = ask.args || field(ask, 'quiet');
  if (!said) return formOr(ask, 'ack', { ticket: ask.number }, 'unreadable-time', ctx);
  const until = timeSaid(said, ask.policy.timezone, ask.now);
  if (!until) return refused({ reason: 'unreadable-time', word: said }, ctx, ask.number);
  return carryOut(ask, { type: 'Quiet', by: ask.by, until, now: ask.now }, ctx);
};

/** 我来联系客户: somebody above has taken charge of the contact. */
export const contact: OnVerb = (ask, ctx) => {
  const callBy = new Date(ask.now.getTime() + callWithinMs);
  return carryOut(ask, { type: 'TakeContact', by: ask.by, callBy, now: ask.now }, ctx);
};
