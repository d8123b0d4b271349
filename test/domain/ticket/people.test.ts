import { describe, expect, it } from 'vitest';
import type { Address } from '../../../src/domain/address.ts';
import type { TicketCommand } from '../../../src/domain/ticket/commands.ts';
import { partyOf, reporterOf, type Ticket } from '../../../src/domain/ticket/ticket.ts';
import {
  answer,
  boss,
  chen,
  claim,
  confirm,
  deny,
  hour,
  later,
  mail,
  minute,
  offer,
  opened,
  outcome,
  party,
  pause,
  phone,
  promises,
  report,
  rung,
  states,
  told,
  voided,
  wang,
  zhao,
} from './given.ts';

const now = later(hour);
const adding = (over: Partial<Extract<TicketCommand, { type: 'AddReport' }>> = {}): TicketCommand => ({
  type: 'AddReport',
  report: report({ id: 'sms:SM2', text: '冒烟了' }),
  party: party(phone),
  danger: ['冒烟'],
  joined: false,
  promises,
  now,
  ...over,
});
const join = (address: Address, to: Address): TicketCommand => ({
  type: 'JoinParty',
  by: wang,
  address,
  to,
  now,
});
const hears = (ticket: Ticket) => ticket.parties.filter((p) => p.hears).map((p) => p.address);

describe('a contact of the customer who had no part in the ticket', () => {
  const listed = party(boss, { role: 'contact', name: '许丽' });

  it('may confirm, and has a part in it from then on', () => {
    const closed = told(states.fixed, { ...confirm(boss), listed } as TicketCommand);
    expect(closed).toMatchObject({ status: 'closed', outcome: 'confirmed', closedBy: '周岚' });
    expect(partyOf(closed, boss)).toMatchObject({ role: 'contact', hears: true });
  });

  it('may say that it is not fixed, also when they were only copied before', () => {
    const copied = {
      ...states.fixed,
      parties: [party(phone), party(boss, { role: 'copied', hears: false })],
    };
    expect(outcome(copied, deny(boss))).toBe('not-confirmable');
    const open = told(copied, { ...deny(boss), listed } as TicketCommand);
    expect(open.status).toBe('open');
    expect(open.parties).toHaveLength(2);
    expect(partyOf(open, boss)).toMatchObject({ role: 'contact' });
  });
});

describe('one person with a phone and a mailbox', () => {
  it('is heard on one of them, though either may confirm', () => {
    const both = told(opened(), join(mail, phone));
    expect(hears(both)).toEqual([phone]);
    expect(partyOf(both, mail)).toMatchObject({ role: 'reporter', joinedTo: phone });
    expect(outcome(told(both, join(mail, phone)), join(mail, phone))).toEqual([]);
  });

  it('is always heard somewhere, also when the engineer changes their mind', () => {
    expect(hears(told(opened(), join(mail, phone), join(phone, mail)))).toEqual([mail]);
  });

  it('can’t be joined to somebody who has no part in the ticket', () => {
    expect(outcome(opened(), join(phone, boss))).toBe('unknown-address');
    expect(outcome(opened(), join(phone, phone))).toBe('unknown-address');
  });
});

describe('a reporter quoted in what staff forwarded', () => {
  const forwarded = told(opened({ parties: [party('email:wang.lei@example.com')] }), {
    type: 'ProposeReporter',
    address: mail,
    name: '周岚',
    now,
  });

  it('becomes the reporter when staff say so; who forwarded it hears no more', () => {
    const accepted = told(forwarded, { type: 'AcceptReporter', by: wang, now });
    expect(reporterOf(accepted).address).toBe(mail);
    expect(hears(accepted)).toEqual([mail]);
    expect(outcome(accepted, { type: 'AcceptReporter', by: wang, now })).toBe('nothing-to-approve');
  });

  it('stays out of it when staff say no', () => {
    const refused = told(forwarded, { type: 'RejectReporter', by: wang, now });
    expect(refused).not.toHaveProperty('proposed');
    expect(outcome(refused, { type: 'RejectReporter', by: wang, now })).toBe('nothing-to-approve');
  });
});

describe('danger words in an addition', () => {
  it('make the ticket urgent, with the limits of that severity', () => {
    const strict = promises.map((p) => (p.clock === 'fix' ? { ...p, severities: { urgent: 4 * hour } } : p));
    const urgent = told(states.claimed, adding({ promises: strict }));
    expect(urgent).toMatchObject({ severity: 'urgent', danger: ['冒烟'] });
    expect(urgent.clocks.find((c) => c.clock === 'fix')?.limitMs).toBe(4 * hour);
  });

  it('are kept once when the same message comes twice', () => {
    expect(outcome(told(states.claimed, adding()), adding())).toEqual([]);
  });
});

describe('a leader', () => {
  it('who pauses needs nobody’s approval', () => {
    expect(outcome(states.claimed, pause({ by: chen }))).toEqual(['ClockPaused', 'PauseApproved']);
    expect(told(states.claimed, pause({ by: chen })).pause?.approved).toBe(true);
  });

  it.each([
    ['assigns', { ...offer('zhao.min'), type: 'Assign', by: chen } as TicketCommand],
    ['takes over', { type: 'Take', by: chen, why: '无人响应', now } as TicketCommand],
    ['takes the contact', { type: 'TakeContact', by: chen, callBy: later(2 * hour), now } as TicketCommand],
    ['acknowledges', { type: 'Quiet', by: chen, until: later(3 * hour), now } as TicketCommand],
  ])('who %s has answered the alarms so far', (_how, command) => {
    const unanswered = rung(rung(states.claimed, later(31 * minute)), later(62 * minute));
    expect(unanswered.unanswered).toBe(2);
    expect(told(unanswered, command).unanswered).toBe(0);
  });
});

describe('who stands in for an owner whose shift is over', () => {
  it('may do the work; a colleague who doesn’t may not', () => {
    expect(outcome(states.claimed, answer(zhao))).toBe('not-claimed-by-you');
    expect(outcome(states.claimed, answer({ ...zhao, standsIn: true }))).toEqual(['Answered']);
    expect(told(states.claimed, answer({ ...zhao, standsIn: true })).owner).toBe('wang.lei');
  });
});

describe('alarms', () => {
  it('are quieted by those who answer for the ticket, not by a passer-by', () => {
    const quiet = (by = wang): TicketCommand => ({ type: 'Quiet', by, until: later(3 * hour), now });
    expect(outcome(states.claimed, quiet())).toEqual(['AlarmsQuieted']);
    expect(outcome(states.claimed, quiet(zhao))).toBe('not-claimed-by-you');
    expect(outcome(states.void, quiet())).toBe('nothing-to-quiet');
  });
});

describe('a complaint', () => {
  const complain: TicketCommand = { type: 'Complain', address: phone, text: '没人来', promises, now };
  const running = (ticket: Ticket) =>
    ticket.clocks.filter((c) => c.clock.startsWith('complaint') && !c.stoppedAt).map((c) => c.clock);
  const reply = (how: 'call' | 'text', by = chen): TicketCommand => ({
    type: 'Answer',
    by,
    how,
    text: how === 'text' ? '已换人处理，向您道歉' : '',
    proof: 'logged-call',
    now: later(2 * hour),
  });

  it('starts its clocks once, until it is answered', () => {
    const complained = told(states.answered, complain);
    expect(running(complained)).toEqual(['complaint', 'complaint-response']);
    expect(running(told(complained, complain))).toHaveLength(2);
  });

  it('is responded to by a leader’s call, and settled only in writing', () => {
    const responded = told(states.answered, complain, reply('call'));
    expect(running(responded)).toEqual(['complaint']);
    expect(outcome(responded, reply('call'))).toBe('already-answered');
    expect(running(told(responded, reply('text')))).toEqual([]);
  });

  it('is not answered by an engineer', () => {
    expect(running(told(states.claimed, complain, answer()))).toHaveLength(2);
  });

  it('may be answered after the ticket closed, and made anew after that', () => {
    const settled = told(states.confirmed, complain, reply('call'), reply('text'));
    expect(settled.status).toBe('closed');
    expect(running(settled)).toEqual([]);
    expect(running(told(settled, { ...complain, now: later(5 * hour) } as TicketCommand))).toHaveLength(2);
  });

  it('outlives a fault that was withdrawn, not one that was spam', () => {
    const complained = told(states.claimed, complain);
    expect(running(told(complained, voided(wang, { reason: 'duplicate', other: 1001 })))).toHaveLength(2);
    expect(running(told(complained, voided(wang, { reason: 'spam' })))).toEqual([]);
  });
});

describe('a second tap on “visit needed”', () => {
  it('tells the reporter nothing new, unless it names another time', () => {
    const go = (over = {}): TicketCommand => ({ type: 'GoOnsite', by: wang, promises, now, ...over });
    const going = told(states.answered, go());
    expect(outcome(going, go())).toEqual([]);
    expect(outcome(going, go({ expectedAt: later(2 * hour) }))).toEqual(['WentOnsite']);
  });
});

describe('a report linked to a major fault', () => {
  it('is claimed by the one who links it, and belongs to one outage only', () => {
    const link = (major: number): TicketCommand => ({ type: 'LinkToMajor', by: wang, major, now });
    const part = told(opened(), link(4000));
    expect(part).toMatchObject({ partOf: 4000, claimed: true, owner: 'wang.lei' });
    expect(outcome(part, link(4001))).toBe('already-linked');
    expect(outcome(states.claimed, link(4000))).toEqual(['LinkedToMajor']);
    expect(
      outcome(opened(), { ...link(4000), by: { person: 'faultline', role: 'leader' } } as TicketCommand),
    ).toEqual(['LinkedToMajor']);
  });
});

describe('staff who log a report', () => {
  it('own it from the first touch and may let go of it within two minutes', () => {
    const logged = opened({ claimed: true, claimedBy: 'wang.lei', claimedAt: later(0) });
    expect(outcome(logged, claim(zhao))).toBe('already-claimed');
    const free = told(logged, { type: 'Unclaim', by: wang, now: later(minute) });
    expect(free).toMatchObject({ owner: 'wang.lei', claimed: false });
  });
});
