import { describe, expect, it } from 'vitest';
import { calendarOf, dueAt, stateOf } from '../../../src/domain/clock/reading.ts';
import type { ClockName } from '../../../src/domain/service/service.ts';
import type { TicketCommand } from '../../../src/domain/ticket/commands.ts';
import { nextAlarmAt, ring } from '../../../src/domain/ticket/ring.ts';
import type { PauseReason, Ticket } from '../../../src/domain/ticket/ticket.ts';
import {
  answer,
  boss,
  chen,
  claim,
  deny,
  fix,
  hour,
  later,
  minute,
  opened,
  outcome,
  party,
  pause,
  phone,
  policy,
  promises,
  report,
  rung,
  states,
  ten,
  told,
  voided,
  wang,
} from './given.ts';

const clocks = (ticket: Ticket, name: ClockName) => ticket.clocks.filter((c) => c.clock === name);
const newest = (ticket: Ticket, name: ClockName) => {
  const clock = clocks(ticket, name).at(-1);
  if (!clock) throw new Error(`no ${name}`);
  return clock;
};
const due = (ticket: Ticket, name: ClockName, now: Date) => {
  const clock = newest(ticket, name);
  return dueAt(clock, calendarOf(clock, policy.calendars), now);
};
const state = (ticket: Ticket, name: ClockName, now: Date) => {
  const clock = newest(ticket, name);
  return stateOf(clock, calendarOf(clock, policy.calendars), now);
};
const types = (ticket: Ticket, now: Date) => ring(ticket, policy, now).map((e) => e.type);
const textAnswer: TicketCommand = {
  type: 'Answer',
  by: wang,
  how: 'text',
  text: '请重启交换机',
  proof: 'provider',
  now: later(5 * minute),
};
const prove = (saidAt: Date, now: Date): TicketCommand => ({
  type: 'ProveAnswer',
  saidAt,
  proof: 'provider',
  now,
});
const visit = (now: Date): TicketCommand => ({ type: 'GoOnsite', by: wang, promises, now });

describe('the answer', () => {
  it('is given by a logged call at once', () => {
    expect(newest(states.answered, 'answer').stoppedAt).toEqual(later(2 * minute));
  });

  it('is given in words only once they arrived, as of when they were sent', () => {
    const said = told(states.claimed, textAnswer);
    expect(newest(said, 'answer')).not.toHaveProperty('stoppedAt');
    const proven = told(said, prove(later(5 * minute), later(7 * minute)));
    expect(newest(proven, 'answer').stoppedAt).toEqual(later(5 * minute));
  });

  it('is not given by claiming', () => {
    expect(newest(states.claimed, 'answer')).not.toHaveProperty('stoppedAt');
  });

  it('is promised anew when a fix is denied, and old words that arrive then don’t keep the new promise', () => {
    const denied = told(states.claimed, textAnswer, fix(), deny());
    expect(clocks(denied, 'answer')).toHaveLength(2);
    expect(due(denied, 'answer', later(3 * hour))).toEqual(later(3 * hour + 30 * minute));
    expect(outcome(denied, prove(later(5 * minute), later(3 * hour + minute)))).toEqual([]);
    expect(outcome(denied, prove(later(3 * hour + minute), later(3 * hour + 2 * minute)))).toEqual([
      'AnswerProven',
    ]);
  });
});

describe('the visit', () => {
  it('is promised only once it is agreed, though measured from the report', () => {
    expect(clocks(states.answered, 'onsite')).toEqual([]);
    const agreed = told(states.answered, visit(later(20 * minute)));
    expect(due(agreed, 'onsite', later(20 * minute))).toEqual(later(2 * hour));
  });

  it('agreed again after a denial is measured from the denial', () => {
    const first = told(states.answered, visit(later(20 * minute)), {
      type: 'Arrive',
      by: wang,
      promises,
      now: later(hour),
    });
    const again = told(
      first,
      fix(wang, later(2 * hour)),
      deny(phone, later(5 * hour)),
      visit(later(5.5 * hour)),
    );
    expect(due(again, 'onsite', later(6 * hour))).toEqual(later(7 * hour));
    expect(state(again, 'onsite', later(6 * hour))).toBe('running');
    expect(clocks(again, 'onsite')).toHaveLength(2);
  });

  it('agreed while the ticket rests starts at rest', () => {
    const agreed = told(states.paused, visit(later(20 * minute)));
    expect(state(agreed, 'onsite', later(4 * hour))).toBe('paused');
  });
});

describe('a denied fix', () => {
  it('lets the repair go on counting without the time we waited for the reporter', () => {
    const denied = told(states.claimed, fix(wang, later(hour)), deny(phone, later(3 * hour)));
    expect(due(denied, 'fix', later(3 * hour))).toEqual(later(14 * hour));
  });

  it('owes a new result, and counts tries to reach the reporter from nought', () => {
    const tried = told(states.claimed, { type: 'LogTry', by: wang, now: later(minute) });
    const denied = told(tried, fix(), deny());
    expect(denied.record).not.toHaveProperty('result');
    expect(denied.tries).toEqual([]);
    expect(told(denied, fix(wang, later(4 * hour))).record.result).toBe('换了电源');
  });
});

describe('a pause', () => {
  it('that the leader approves moves every due time by its length', () => {
    const approved = told(states.paused, { type: 'ApprovePause', by: chen, now: later(hour) });
    const on = rung(approved, later(5 * hour));
    expect(on).not.toHaveProperty('pause');
    expect(due(on, 'fix', later(5 * hour))).toEqual(later(12 * hour + 4 * hour + 50 * minute));
    expect(newest(on, 'fix').pauses).toMatchObject([{ approvedBy: 'chen.jing' }]);
  });

  it('that the leader rejects never was', () => {
    const rejected = told(states.paused, { type: 'RejectPause', by: chen, now: later(2 * hour) });
    expect(due(rejected, 'answer', later(2 * hour))).toEqual(later(30 * minute));
    expect(state(rejected, 'answer', later(2 * hour))).toBe('broken');
  });

  it('that nobody approved in time ends then, not at its own limit, however late we look', () => {
    const long = told(states.claimed, pause({ until: later(10 * 24 * hour), approveBy: later(32 * hour) }));
    expect(nextAlarmAt(long, policy, later(hour))).toEqual(later(32 * hour));
    const [first] = ring(long, policy, later(12 * 24 * hour));
    expect(first).toMatchObject({ type: 'PauseEnded', because: 'not-approved', at: later(32 * hour) });
  });

  it('that ends before the leader’s time is up ends at its limit', () => {
    const [first] = ring(states.paused, policy, later(40 * hour));
    expect(first).toMatchObject({ type: 'PauseEnded', because: 'limit', at: later(5 * hour) });
  });

  describe('that was over before the leader looked', () => {
    const on = told(states.paused, { type: 'Resume', by: wang, now: later(3 * hour) });
    const kept = later(12 * hour + 2 * hour + 50 * minute);

    it('counts as time until the leader says so, and is still asked for', () => {
      expect(due(on, 'fix', later(3 * hour))).toEqual(kept);
      expect(on.unjudged).toMatchObject([{ by: 'wang.lei', from: later(10 * minute), to: later(3 * hour) }]);
      expect(types(on, on.unjudged?.[0]?.approveBy ?? ten)).toContain('PausesDisallowed');
    });

    it('moves the due time for good once the leader agrees', () => {
      const approved = told(on, { type: 'ApprovePause', by: chen, now: later(4 * hour) });
      expect(due(approved, 'fix', later(4 * hour))).toEqual(kept);
      expect(newest(approved, 'fix').pauses).toMatchObject([{ approvedBy: 'chen.jing' }]);
      expect(approved).not.toHaveProperty('unjudged');
    });

    it('never was when the leader says no, or nothing until the next working day ends', () => {
      const no = told(on, { type: 'RejectPause', by: chen, now: later(4 * hour) });
      const late = rung(on, on.unjudged?.[0]?.approveBy ?? ten);
      for (const ticket of [no, late]) {
        expect(due(ticket, 'fix', later(4 * hour))).toEqual(later(12 * hour));
        expect(newest(ticket, 'fix').pauses).toEqual([]);
        expect(ticket).not.toHaveProperty('unjudged');
      }
    });

    it('is judged after the repair too: a pause hides no broken promise', () => {
      const fixed = told(states.paused, fix(wang, later(14 * hour)));
      expect(state(fixed, 'fix', later(15 * hour))).toBe('met');
      const no = told(fixed, { type: 'RejectPause', by: chen, now: later(15 * hour) });
      expect(state(no, 'fix', later(15 * hour))).toBe('broken');
    });
  });

  it('ends when what it waited for has come', () => {
    const tries = [1, 20, 40].map((m) => later(m * minute));
    const waiting = (reason: PauseReason) =>
      told(
        { ...states.claimed, tries },
        pause({ reason, now: later(41 * minute), until: later(20 * hour), approveBy: later(32 * hour) }),
      );
    const now = later(hour);
    const wrote: TicketCommand = {
      type: 'AddReport',
      report: report({ id: 'sms:SM2', text: '现在方便' }),
      party: party(phone),
      danger: [],
      joined: false,
      promises,
      now,
    };
    expect(told(waiting('unreachable'), answer(wang, now))).not.toHaveProperty('pause');
    expect(told(waiting('unreachable'), wrote)).not.toHaveProperty('pause');
    const arrived: TicketCommand = { type: 'Arrive', by: wang, promises, now };
    expect(told(waiting('no-access'), arrived)).not.toHaveProperty('pause');
    expect(told(waiting('appointment'), arrived)).not.toHaveProperty('pause');
    expect(told(waiting('third-party'), arrived)).toHaveProperty('pause');
    expect(told(waiting('third-party'), wrote)).toHaveProperty('pause');
    const copied = { ...wrote, party: party(boss, { role: 'copied' }) } as TicketCommand;
    expect(told(waiting('unreachable'), copied)).toHaveProperty('pause');
  });

  it('leaves a complaint’s clocks running', () => {
    const complained = told(
      states.claimed,
      { type: 'Complain', address: phone, text: '没人来', promises, now: later(5 * minute) },
      pause(),
    );
    expect(state(complained, 'complaint', later(hour))).toBe('running');
    expect(state(complained, 'fix', later(hour))).toBe('paused');
  });
});

describe('silence after “fixed?”', () => {
  it('is asked once more, then closes as unconfirmed', () => {
    const reminded = rung(states.fixed, later(24 * hour));
    expect(reminded).toMatchObject({ status: 'fixed', asked: { reminded: true, closeAt: later(96 * hour) } });
    expect(rung(reminded, later(96 * hour))).toMatchObject({ status: 'closed', outcome: 'unconfirmed' });
  });

  it('is asked once more even when a stop ate the reminder, and gets its working days', () => {
    // Monday morning, four days later: both instants have passed.
    const reminded = rung(states.fixed, later(97 * hour));
    expect(reminded).toMatchObject({ status: 'fixed', asked: { reminded: true } });
    expect(types(reminded, later(97 * hour))).toEqual([]);
    // Two working days on, at 18:00 in Shanghai.
    const wednesday = new Date('2026-03-11T10:00:00Z');
    expect(nextAlarmAt(reminded, policy, later(97 * hour))).toEqual(wednesday);
    expect(rung(reminded, wednesday)).toMatchObject({ status: 'closed', outcome: 'unconfirmed' });
  });
});

describe('the record', () => {
  it('is reminded of once, at the end of the shift', () => {
    const reminded = rung(states.fixed, later(11 * hour));
    expect(types(states.fixed, later(11 * hour))).toContain('RecordReminded');
    expect(types(reminded, later(11 * hour))).not.toContain('RecordReminded');
  });

  it('is not reminded of once it is complete, nor on a void ticket', () => {
    const fields = { method: '上门', measure: '换电源', progress: '完成' };
    const complete = told(states.fixed, { type: 'FillRecord', by: wang, fields, now: later(2 * hour) });
    expect(types(complete, later(11 * hour))).not.toContain('RecordReminded');
    expect(types(told(states.fixed, voided()), later(11 * hour))).not.toContain('RecordReminded');
  });
});

describe('a reporter whom no contract covers', () => {
  it('is promised nothing by anything that happens later', () => {
    const stranger = told(
      opened({ promised: false, clocks: [] }),
      claim(),
      answer(),
      visit(later(10 * minute)),
      { type: 'Complain', address: phone, text: '没人来', promises, now: later(20 * minute) },
      fix(),
      deny(),
    );
    expect(stranger.clocks).toEqual([]);
  });
});

describe('another severity', () => {
  it('limits the running clocks anew from where they started, and leaves the kept ones alone', () => {
    const stricter = promises.map((p) =>
      p.clock === 'fix' ? { ...p, severities: { urgent: 4 * hour } } : p,
    );
    const urgent = told(states.answered, {
      type: 'ChangeSeverity',
      by: wang,
      severity: 'urgent',
      promises: stricter,
      now: later(hour),
    });
    expect(due(urgent, 'fix', later(hour))).toEqual(later(4 * hour));
    expect(newest(urgent, 'answer')).toEqual(newest(states.answered, 'answer'));
    expect(due(states.answered, 'fix', ten)).toEqual(later(12 * hour));
  });
});
