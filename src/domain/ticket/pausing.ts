import type { Clock } from '../clock/clock.ts';
import { approveFinished, approvePause, cancelFinished, pauseClock, resumeClock } from '../clock/moves.ts';
import type { EndedPause, Ticket } from './ticket.ts';

/** A leader has yet to say whether a pause counts. */
export const pauseUnjudged = ({ pause, unjudged = [] }: Ticket): boolean =>
  (pause !== undefined && !pause.approved) || unjudged.length > 0;

/** A clock that starts while the ticket pauses starts paused. */
export function pausedLike(ticket: Ticket, clocks: Clock[]): Clock[] {
  const { pause } = ticket;
  if (!pause) return clocks;
  const { reason, by, until, at: from } = pause;
  return clocks.map((c) => pauseClock(c, from, { reason, by, ...(until && { until }) }));
}

/** The leader's yes: to the open pause, and to those that were over before. */
export function approved(ticket: Ticket, by: string): Ticket {
  const { unjudged = [], ...rest } = ticket;
  const ended = (clock: Clock) => unjudged.reduce((c, pause) => approveFinished(c, pause, by), clock);
  return {
    ...rest,
    ...(ticket.pause && { pause: { ...ticket.pause, approved: true } }),
    clocks: ticket.clocks.map((c) => approvePause(ended(c), by)),
  };
}

/** Over. Whether its time counts is still the leader's to say, unless they have said it. */
export function resumed(ticket: Ticket, at: Date): Ticket {
  const { pause, ...on } = ticket;
  const clocks = ticket.clocks.map((c) => resumeClock(c, at));
  if (!pause || pause.approved) return { ...on, clocks };
  const { reason, by, at: from, approveBy } = pause;
  const ended: EndedPause = { reason, by, from, to: at > from ? at : from, approveBy };
  return { ...on, clocks, unjudged: [...(ticket.unjudged ?? []), ended] };
}

/** Nobody agreed to these: their time counts again. */
export function disallowed(ticket: Ticket, pauses: EndedPause[]): Ticket {
  const { unjudged = [], ...rest } = ticket;
  const left = unjudged.filter((one) => !pauses.some((p) => p.from.getTime() === one.from.getTime()));
  return {
    ...rest,
    ...(left.length > 0 && { unjudged: left }),
    clocks: ticket.clocks.map((clock) => pauses.reduce(cancelFinished, clock)),
  };
}
