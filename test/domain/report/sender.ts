import type { ReadingContext } from '../../../src/domain/report/reading.ts';

/** Tuesday morning; every sender below is seen from here. */
export const now = new Date('2026-03-03T02:00:00Z');
export const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);

type OwnTicket = ReadingContext['tickets'][number];

const ticket = (number: number, rest: Partial<OwnTicket>): OwnTicket => ({
  number,
  status: 'open',
  asked: false,
  rated: false,
  title: '三楼机房网络断了',
  lastReportAt: hoursAgo(5),
  ...rest,
});

export const open = (number: number, rest: Partial<OwnTicket> = {}): OwnTicket => ticket(number, rest);
/** "Fixed?" was asked and is unanswered. */
export const fixed = (number: number, rest: Partial<OwnTicket> = {}): OwnTicket =>
  ticket(number, { status: 'fixed', asked: true, ...rest });
/** The reporter confirmed it. */
export const confirmed = (number: number, hours: number, rest: Partial<OwnTicket> = {}): OwnTicket =>
  ticket(number, {
    status: 'closed',
    closedAt: hoursAgo(hours),
    lastReportAt: hoursAgo(hours + 20),
    ...rest,
  });
/** Closed because nobody answered "fixed?". */
export const unconfirmed = (number: number, hours: number, rest: Partial<OwnTicket> = {}): OwnTicket =>
  confirmed(number, hours, { asked: true, ...rest });

export const sender = (tickets: OwnTicket[], rest: Partial<ReadingContext> = {}): ReadingContext => ({
  now,
  tickets,
  channel: 'sms',
  ...rest,
});

export const stranger = sender([]);
