import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarOf, elapsedMs } from '../../../src/domain/clock/reading.ts';
import { sumOf } from '../../../src/domain/clock/sum.ts';
import type { Actor, TicketCommand } from '../../../src/domain/ticket/commands.ts';
import { decide } from '../../../src/domain/ticket/decide.ts';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';
import { evolve } from '../../../src/domain/ticket/evolve.ts';
import { afterEvents } from '../../../src/domain/ticket/replay.ts';
import { nextAlarmAt, ring, ringing } from '../../../src/domain/ticket/ring.ts';
import type { Ticket } from '../../../src/domain/ticket/ticket.ts';
import {
  boss,
  chen,
  hour,
  later,
  liu,
  mail,
  minute,
  opened,
  party,
  phone,
  policy,
  promises,
  sun,
  ten,
  wang,
  zhao,
} from './given.ts';

type Make = (now: Date) => TicketCommand;
const anyone = fc.constantFrom<Actor>(wang, zhao, sun, chen, liu);
const someone = fc.constantFrom(phone, mail, boss);
const staffId = fc.constantFrom('wang.lei', 'zhao.min', 'chen.jing');

/** Any command that somebody may send at any time. */
const anyCommand: fc.Arbitrary<Make> = fc.oneof(
  anyone.map(
    (by): Make =>
      (now) => ({ type: 'Claim', by, now }),
  ),
  anyone.map(
    (by): Make =>
      (now) => ({ type: 'Unclaim', by, now }),
  ),
  fc.tuple(anyone, fc.constantFrom('call' as const, 'text' as const)).map(
    ([by, how]): Make =>
      (now) => ({ type: 'Answer', by, how, text: '重启', proof: 'logged-call', now }),
  ),
  fc.nat(hour).map(
    (ago): Make =>
      (now) => ({ type: 'ProveAnswer', saidAt: later(-ago, now), proof: 'provider', now }),
  ),
  anyone.map(
    (by): Make =>
      (now) => ({ type: 'LogTry', by, now }),
  ),
  anyone.map(
    (by): Make =>
      (now) => ({ type: 'GoOnsite', by, promises, now }),
  ),
  anyone.map(
    (by): Make =>
      (now) => ({ type: 'Arrive', by, promises, now }),
  ),
  anyone.map(
    (by): Make =>
      (now) => ({ type: 'DeliverParts', by, text: '电源', now }),
  ),
  anyone.map(
    (by): Make =>
      (now) => ({
        type: 'Fix',
        by,
        note: '换了电源',
        remindAt: later(24 * hour, now),
        closeAt: later(72 * hour, now),
        recordDueAt: later(8 * hour, now),
        now,
      }),
  ),
  someone.map(
    (address): Make =>
      (now) => ({ type: 'Confirm', address, proof: 'reporter', name: '周', now }),
  ),
  someone.map(
    (address): Make =>
      (now) => ({ type: 'Deny', address, why: '没好', name: '周', promises, now }),
  ),
  someone.map(
    (address): Make =>
      (now) => ({ type: 'Withdraw', address, why: '', now }),
  ),
  someone.map(
    (address): Make =>
      (now) => ({ type: 'Hurry', address, text: '', now }),
  ),
  someone.map(
    (address): Make =>
      (now) => ({ type: 'Complain', address, text: '态度差', promises, now }),
  ),
  fc.tuple(anyone, fc.integer({ min: 1, max: 30 })).map(
    ([by, hours]): Make =>
      (now) => ({
        type: 'Pause',
        by,
        reason: 'third-party',
        until: later(hours * hour, now),
        approveBy: later(20 * hour, now),
        note: '',
        now,
      }),
  ),
  anyone.map(
    (by): Make =>
      (now) => ({ type: 'Resume', by, now }),
  ),
  anyone.map(
    (by): Make =>
      (now) => ({ type: 'ApprovePause', by, now }),
  ),
  anyone.map(
    (by): Make =>
      (now) => ({ type: 'RejectPause', by, now }),
  ),
  fc.tuple(anyone, staffId).map(
    ([by, to]): Make =>
      (now) => ({ type: 'Offer', by, to, answerBy: later(10 * minute, now), why: '', now }),
  ),
  fc.tuple(anyone, staffId).map(
    ([by, to]): Make =>
      (now) => ({ type: 'Assign', by, to, answerBy: later(10 * minute, now), why: '', now }),
  ),
  anyone.map(
    (by): Make =>
      (now) => ({ type: 'Accept', by, now }),
  ),
  anyone.map(
    (by): Make =>
      (now) => ({ type: 'Decline', by, now }),
  ),
  anyone.map(
    (by): Make =>
      (now) => ({ type: 'Take', by, why: '无人响应', now }),
  ),
  fc.tuple(anyone, fc.boolean()).map(
    ([by, known]): Make =>
      (now) => ({ type: 'Void', by, reason: 'test', known, now }),
  ),
  anyone.map(
    (by): Make =>
      (now) => ({ type: 'ApproveVoid', by, now }),
  ),
  anyone.map(
    (by): Make =>
      (now) => ({ type: 'RejectVoid', by, now }),
  ),
  anyone.map(
    (by): Make =>
      (now) => ({ type: 'ChangeSeverity', by, severity: 'urgent', promises, now }),
  ),
  anyone.map(
    (by): Make =>
      (now) => ({ type: 'Quiet', by, until: later(2 * hour, now), now }),
  ),
  someone.map(
    (address): Make =>
      (now) => ({
        type: 'AddReport',
        report: { id: `r${now.getTime()}`, from: address, text: '冒烟了', at: now },
        party: party(address, { role: 'copied' }),
        danger: ['冒烟'],
        joined: false,
        promises,
        now,
      }),
  ),
);

interface Moment {
  before: Ticket;
  event: TicketEvent;
  after: Ticket;
}

/** Plays commands and alarms in time; answers every event with the ticket before and after it. */
function play(steps: [wait: number, make: Make][]): { moments: Moment[]; last: Ticket; now: Date } {
  const moments: Moment[] = [];
  let ticket = opened({ parties: [party(phone), party(mail, { role: 'copied' })] });
  let now = ten;
  const apply = (events: TicketEvent[]) => {
    for (const event of events) {
      const next = evolve(ticket, event);
      moments.push({ before: ticket, event, after: next });
      ticket = next;
    }
  };
  for (const [wait, make] of steps) {
    now = later(wait, now);
    apply(ring(ticket, policy, now));
    const decision = decide(ticket, make(now));
    if (decision.ok) apply(decision.value);
  }
  return { moments, last: ticket, now };
}

const waits = fc.oneof(fc.nat(5 * minute), fc.nat(3 * hour), fc.nat(60 * hour));
const stories = fc.array(fc.tuple(waits, anyCommand), { maxLength: 25 });
const runs = { numRuns: 300 };

describe('whatever people do, in whatever order', () => {
  it('a ticket always has an owner', () => {
    fc.assert(
      fc.property(stories, (steps) => {
        for (const { after: ticket } of play(steps).moments) expect(ticket.owner).not.toBe('');
      }),
      runs,
    );
  });

  it('the owner changes only by a claim, its undoing, an accepted hand-off, or a leader who takes over', () => {
    fc.assert(
      fc.property(stories, (steps) => {
        for (const { before, event, after: ticket } of play(steps).moments) {
          if (before.owner === ticket.owner) continue;
          expect(['TicketClaimed', 'ClaimUndone', 'HandOffAccepted', 'TicketTaken']).toContain(event.type);
        }
      }),
      runs,
    );
  });

  it('a closed ticket opens again only by the reporter’s no, and a void one never', () => {
    fc.assert(
      fc.property(stories, (steps) => {
        for (const { before, event, after: ticket } of play(steps).moments) {
          if (before.status !== 'closed' || ticket.status === 'closed') continue;
          expect(event.type).toBe('FixDenied');
          expect(before.outcome).not.toBe('void');
        }
      }),
      runs,
    );
  });

  it('only the reporter’s word makes a fix confirmed', () => {
    fc.assert(
      fc.property(stories, (steps) => {
        for (const { event, after: ticket } of play(steps).moments) {
          if (ticket.status !== 'closed' || ticket.outcome !== 'confirmed') continue;
          if (event.type === 'FixConfirmed') expect(event.address).toBe(phone);
        }
      }),
      runs,
    );
  });

  it('what belongs to one state never lingers in another', () => {
    fc.assert(
      fc.property(stories, (steps) => {
        for (const { after: ticket } of play(steps).moments) {
          if (ticket.status === 'closed') {
            expect(ticket).not.toHaveProperty('offer');
            expect(ticket).not.toHaveProperty('pause');
            expect(ticket).not.toHaveProperty('voiding');
          }
          if (ticket.status !== 'open') expect(ticket).not.toHaveProperty('unclaimedSince');
          if (ticket.status === 'open') expect(ticket).not.toHaveProperty('asked');
          if (ticket.claimed) expect(ticket).not.toHaveProperty('unclaimedSince');
        }
      }),
      runs,
    );
  });

  it('nothing rings for a promise that is over or on hold, and nothing rings twice', () => {
    fc.assert(
      fc.property(stories, (steps) => {
        const rang = new Set<string>();
        for (const { before, event } of play(steps).moments) {
          if (event.type !== 'StepsFired') continue;
          for (const step of event.steps) {
            expect(rang).not.toContain(step.key);
            rang.add(step.key);
            if (step.kind === 'unclaimed') {
              expect(before.claimed).toBe(false);
              continue;
            }
            const clock = before.clocks.filter((c) => c.clock === step.clock).at(-1);
            expect(clock).toBeDefined();
            expect(clock).not.toHaveProperty('stoppedAt');
            expect(clock).not.toHaveProperty('paused');
          }
        }
      }),
      runs,
    );
  });

  it('an alarm that has rung is not due again at the same instant', () => {
    fc.assert(
      fc.property(stories, (steps) => {
        const { last, now } = play(steps);
        const { events, ladders } = ringing(last, policy, now);
        const settled = afterEvents(last, events, policy);
        expect(ring(settled, policy, now)).toEqual([]);
        const next = nextAlarmAt(settled, policy, now);
        // Known before it was written, without planning again.
        expect(nextAlarmAt(settled, policy, now, ladders)).toEqual(next);
        if (next) expect(next.getTime()).toBeGreaterThan(now.getTime());
      }),
      runs,
    );
  });

  it('each clock’s sum is exact: start, limit and pauses make the due time; elapsed and left make the limit', () => {
    fc.assert(
      fc.property(stories, (steps) => {
        const { last, now } = play(steps);
        for (const clock of last.clocks) {
          const calendar = calendarOf(clock, policy.calendars);
          const { lines } = sumOf(clock, calendar, now);
          const ms = (label: string) => lines.find((l) => l.label === label)?.ms ?? 0;
          expect(ms('elapsed') + ms('left') - ms('over')).toBe(clock.limitMs);
          expect(ms('elapsed')).toBe(elapsedMs(clock, calendar, now));
          const due = lines.findIndex((l) => l.label === 'due');
          const above = lines.slice(1, due).reduce((sum, l) => sum + (l.ms ?? 0), 0);
          expect(lines[due]?.at?.getTime()).toBe(clock.startedAt.getTime() + above);
        }
      }),
      runs,
    );
  });
});
