import { timeFirst } from '../src/domain/said/time.ts';
import { type PauseReason, pauseReasons } from '../src/domain/ticket/ticket.ts';
import { carryOut, field, formOr, type OnVerb } from './ask.ts';
import { refused } from './reply.ts';
import { nextWorkingDay } from './times.ts';

const spoken: [PauseReason, RegExp][] = [
  ['unreachable', /^(unreachable|联系不上|打不通)/i],
  ['appointment', /^(appointment|预约|约定|约好)/i],
  ['no-access', /^(no[- ]access|进不去|无法进入|进不了)/i],
  ['third-party', /^(third[- ]party|vendor|第三方|厂家|厂商|等厂家)/i],
];

/** Works at once; the reporter is told; the leader approves by the next working day or the time counts again. */
export const pause: OnVerb = async (ask, ctx) => {
  const approveBy = nextWorkingDay(ask.policy, ask.now);
  const command = { type: 'Pause', by: ask.by, approveBy, now: ask.now } as const;
  if (!ask.args && !ask.fields) {
    const filled = { ...command, reason: 'third-party', note: '' } as const;
    return formOr(ask, 'pause', { ticket: ask.number }, 'needs-reason', ctx, filled);
  }
  const named = spoken.find(([, words]) => words.test(ask.args));
  const reason = pauseReasons.find((id) => id === field(ask, 'reason')) ?? named?.[0];
  if (!reason) return refused({ reason: 'unknown-reason', word: ask.args }, ctx, ask.number);
  const rest = named ? ask.args.replace(named[1], '').trim() : '';
  const said = field(ask, 'until') || rest;
  const time = said ? timeFirst(said, ask.policy.timezone, ask.now) : undefined;
  if (!time && reason === 'appointment' && !said) return refused({ reason: 'needs-time' }, ctx, ask.number);
  if (!time && (field(ask, 'until') || reason === 'appointment'))
    return refused({ reason: 'unreadable-time', word: said }, ctx, ask.number);
  const note = field(ask, 'note') || (time ? time.rest : rest);
  return carryOut(ask, { ...command, reason, note, ...(time && { until: time.at }) }, ctx);
};

export const resume: OnVerb = (ask, ctx) => carryOut(ask, { type: 'Resume', by: ask.by, now: ask.now }, ctx);
