import type { Clock } from '../clock/clock.ts';
import { approvePause, pauseClock, resumeClock } from '../clock/moves.ts';
import type { Ticket } from './ticket.ts';

/** A clock that starts while the ticket pauses starts paused. */
export function pausedLike(ticket: Ticket, clocks: Clock[]): Clock[] {
  const { pause } = ticket;
  if (!pause) return clocks;
  const { reason, by, until, at: from } = pause;
  return clocks.map((c) => pauseClock(c, from, { reason, by, ...(until && { until }) }));
}

export function approved(ticket: Ticket, pause: NonNullable<Ticket['pause']>, by: string): Ticket {
  return {
    ...ticket,
    pause: { ...pause, approved: true },
    clocks: ticket.clocks.map((c) => approvePause(c, by)),
  };
}

export function resumed(ticket: Ticket, at: Date): Ticket {
  const { pause: _over, ...on } = ticket;
  return { ...on, clocks: ticket.clocks.map((c) => resumeClock(c, at)) };
}
