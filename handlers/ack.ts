import { callWithinMs } from '../src/domain/notice/to-reporter.ts';
import { timeFirst } from '../src/domain/said/time.ts';
import { carryOut, field, formOr, type OnVerb } from './ask.ts';
import { refused } from './reply.ts';

const hourMs = 3_600_000;

/** 知道了: quiet until a time they name, 12 hours at most. */
export const ack: OnVerb = async (ask, ctx) => {
  const said = ask.args || field(ask, 'quiet');
  const about = { type: 'Quiet', by: ask.by, now: ask.now } as const;
  if (!said) {
    const filled = { ...about, until: new Date(ask.now.getTime() + hourMs) };
    return formOr(ask, 'ack', { ticket: ask.number }, 'needs-time', ctx, filled);
  }
  const quiet = timeFirst(said, ask.policy.timezone, ask.now);
  if (!quiet) return refused({ reason: 'unreadable-time', word: said }, ctx, ask.number);
  return carryOut(ask, { ...about, until: quiet.at }, ctx, quiet.rest);
};

/** 我来联系客户: somebody above has taken charge of the contact. */
export const contact: OnVerb = (ask, ctx) => {
  const callBy = new Date(ask.now.getTime() + callWithinMs);
  return carryOut(ask, { type: 'TakeContact', by: ask.by, callBy, now: ask.now }, ctx);
};
