import { describe, expect, it } from 'vitest';
import type { TicketCommand } from '../../../src/domain/ticket/commands.ts';
import { mayConfirm } from '../../../src/domain/ticket/ticket.ts';
import {
  answer,
  boss,
  chen,
  claim,
  confirm,
  deny,
  fix,
  heardBy,
  hour,
  later,
  liu,
  minute,
  offer,
  opened,
  outcome,
  party,
  pause,
  phone,
  promises,
  type State,
  states,
  sun,
  told,
  voided,
  wang,
  zhao,
} from './given.ts';

const now = later(hour);
type Row = [command: string, build: () => TicketCommand, expected: Partial<Record<State, string[] | string>>];

/** What each verb does in each state; a state left out is one that the row has nothing to say about. */
const rows: Row[] = [
  [
    'a claim by the duty engineer',
    () => claim(),
    {
      unclaimed: ['TicketClaimed'],
      claimed: [],
      paused: [],
      fixed: 'not-open',
      confirmed: 'not-open',
      unconfirmed: 'not-open',
      void: 'not-open',
    },
  ],
  [
    'a claim by somebody who was second',
    () => claim(zhao),
    {
      unclaimed: ['TicketClaimed'],
      claimed: 'already-claimed',
      answered: 'already-claimed',
      fixed: 'not-open',
    },
  ],
  [
    'a logged call',
    () => answer(),
    {
      unclaimed: ['TicketClaimed', 'Answered'],
      claimed: ['Answered'],
      answered: 'already-answered',
      fixed: 'not-open',
      confirmed: 'not-open',
      void: 'not-open',
    },
  ],
  [
    'a logged call by somebody else',
    () => answer(sun),
    { unclaimed: ['TicketClaimed', 'Answered'], claimed: 'not-claimed-by-you' },
  ],
  [
    'an answer in words',
    () => ({ type: 'Answer', by: wang, how: 'text', text: '重启即可', proof: 'provider', now }),
    { unclaimed: ['TicketClaimed', 'Answered'], answered: ['Answered'], fixed: 'not-open' },
  ],
  [
    'a visit',
    () => ({ type: 'GoOnsite', by: wang, promises, now }),
    {
      unclaimed: ['TicketClaimed', 'OnsiteAgreed', 'WentOnsite'],
      claimed: ['OnsiteAgreed', 'WentOnsite'],
      fixed: 'not-open',
      void: 'not-open',
    },
  ],
  [
    'an arrival',
    () => ({ type: 'Arrive', by: wang, promises, now }),
    {
      unclaimed: ['TicketClaimed', 'OnsiteAgreed', 'Arrived'],
      claimed: ['OnsiteAgreed', 'Arrived'],
      fixed: 'not-open',
    },
  ],
  [
    'parts that are needed',
    () => ({ type: 'NeedParts', by: wang, text: '电源', now }),
    { claimed: ['PartsNeeded'], unclaimed: ['TicketClaimed', 'PartsNeeded'], fixed: 'not-open' },
  ],
  [
    'a fix with a line',
    () => fix(),
    {
      unclaimed: ['TicketClaimed', 'TicketFixed'],
      claimed: ['TicketFixed'],
      paused: ['TicketFixed'],
      offered: ['TicketFixed'],
      fixed: 'already-done',
      confirmed: 'not-open',
      void: 'not-open',
    },
  ],
  ['a fix without a line', () => ({ ...fix(), note: ' ' }) as TicketCommand, { claimed: 'needs-note' }],
  [
    'the reporter’s yes',
    () => confirm(),
    {
      unclaimed: 'not-fixed',
      claimed: 'not-fixed',
      fixed: ['FixConfirmed'],
      confirmed: [],
      unconfirmed: ['FixConfirmed'],
      void: [],
    },
  ],
  [
    'the reporter’s no',
    () => deny(),
    {
      claimed: 'not-fixed',
      fixed: ['FixDenied'],
      confirmed: ['FixDenied'],
      unconfirmed: ['FixDenied'],
      void: 'already-void',
    },
  ],
  [
    'a yes on the phone to the owner',
    () => heardBy(wang, confirm()),
    { claimed: 'not-fixed', fixed: ['FixConfirmed'], confirmed: [], unconfirmed: ['FixConfirmed'] },
  ],
  ['a yes on the phone to the leader', () => heardBy(chen, confirm()), { fixed: ['FixConfirmed'] }],
  [
    'a yes on the phone to somebody who has no part in it',
    () => heardBy(zhao, confirm()),
    { fixed: 'not-claimed-by-you' },
  ],
  [
    'a no on the phone to the owner',
    () => heardBy(wang, deny()),
    { claimed: 'not-fixed', fixed: ['FixDenied'], confirmed: ['FixDenied'], void: 'already-void' },
  ],
  [
    'a no on the phone to somebody who has no part in it',
    () => heardBy(zhao, deny()),
    { fixed: 'not-claimed-by-you' },
  ],
  ['a stranger’s yes', () => confirm(boss), { fixed: 'not-confirmable', unconfirmed: 'not-confirmable' }],
  ['a stranger’s no', () => deny(boss), { fixed: 'not-confirmable' }],
  [
    'a rating',
    () => ({ type: 'Rate', address: phone, score: 5, text: '', now }),
    { fixed: 'not-fixed', confirmed: ['TicketRated'], unconfirmed: ['TicketRated'] },
  ],
  [
    'a withdrawal',
    () => ({ type: 'Withdraw', address: phone, why: '', now }),
    {
      unclaimed: ['Withdrawn', 'TicketVoided'],
      fixed: ['Withdrawn', 'TicketVoided'],
      confirmed: [],
      void: [],
    },
  ],
  [
    'a hurry',
    () => ({ type: 'Hurry', address: phone, text: '', now }),
    { unclaimed: ['Hurried'], paused: ['Hurried'], fixed: ['Hurried'], confirmed: 'closed', void: 'closed' },
  ],
  [
    'a pause for an appointment',
    () => pause(),
    {
      claimed: ['ClockPaused'],
      unclaimed: ['TicketClaimed', 'ClockPaused'],
      paused: 'already-paused',
      fixed: 'not-open',
    },
  ],
  ['a resume', () => ({ type: 'Resume', by: wang, now }), { paused: ['PauseEnded'], claimed: 'not-paused' }],
  [
    'the leader’s yes to a pause',
    () => ({ type: 'ApprovePause', by: chen, now }),
    { paused: ['PauseApproved'], claimed: 'nothing-to-approve' },
  ],
  [
    'an engineer’s yes to a pause',
    () => ({ type: 'ApprovePause', by: wang, now }),
    { paused: 'leader-only' },
  ],
  ['the leader’s no to a pause', () => ({ type: 'RejectPause', by: chen, now }), { paused: ['PauseEnded'] }],
  [
    'an offer',
    () => offer('zhao.min'),
    {
      claimed: ['HandOffOffered'],
      offered: 'already-offered',
      fixed: ['HandOffOffered'],
      confirmed: 'closed',
    },
  ],
  ['an offer to the owner', () => offer('wang.lei'), { claimed: 'self' }],
  [
    'an assignment by an engineer',
    () => ({ ...offer('zhao.min'), type: 'Assign' }) as TicketCommand,
    { claimed: 'leader-only' },
  ],
  [
    'an acceptance',
    () => ({ type: 'Accept', by: zhao, now }),
    { offered: ['HandOffAccepted'], claimed: 'not-offered-to-you' },
  ],
  ['an acceptance by a third', () => ({ type: 'Accept', by: sun, now }), { offered: 'not-offered-to-you' }],
  [
    'a decline',
    () => ({ type: 'Decline', by: zhao, now }),
    { offered: ['HandOffDeclined'], claimed: 'not-offered-to-you' },
  ],
  [
    'a take by the leader',
    () => ({ type: 'Take', by: chen, why: '无人响应', now }),
    { unclaimed: ['TicketTaken'], claimed: ['TicketTaken'], fixed: ['TicketTaken'], confirmed: 'closed' },
  ],
  ['a take without a reason', () => ({ type: 'Take', by: chen, why: ' ', now }), { claimed: 'needs-reason' }],
  ['a take by an engineer', () => ({ type: 'Take', by: zhao, why: 'x', now }), { claimed: 'leader-only' }],
  [
    'a void of an unknown reporter’s ticket',
    () => voided(),
    {
      claimed: ['TicketVoided'],
      unclaimed: ['TicketVoided'],
      fixed: ['TicketVoided'],
      confirmed: 'closed',
      void: 'closed',
    },
  ],
  [
    'a void of a known customer’s ticket',
    () => voided(wang, { known: true }),
    { claimed: ['VoidProposed'], unclaimed: ['TicketClaimed', 'VoidProposed'], voiding: 'needs-approval' },
  ],
  ['a leader’s void of it', () => voided(chen, { known: true }), { claimed: ['TicketVoided'] }],
  ['a void by somebody else', () => voided(sun), { claimed: 'not-claimed-by-you' }],
  ['a void as its own duplicate', () => voided(wang, { other: 4821 }), { claimed: 'same-ticket' }],
  [
    'the leader’s yes to a void',
    () => ({ type: 'ApproveVoid', by: chen, now }),
    { voiding: ['TicketVoided'], claimed: 'nothing-to-approve' },
  ],
  [
    'the engineer’s yes to the own void',
    () => ({ type: 'ApproveVoid', by: wang, now }),
    { voiding: 'leader-only' },
  ],
  ['the leader’s no to a void', () => ({ type: 'RejectVoid', by: chen, now }), { voiding: ['VoidRejected'] }],
  [
    'the leader taking the contact',
    () => ({ type: 'TakeContact', by: chen, callBy: later(2 * hour), now }),
    { claimed: ['ContactTaken'], confirmed: 'closed' },
  ],
  [
    'an engineer taking the contact',
    () => ({ type: 'TakeContact', by: zhao, callBy: later(2 * hour), now }),
    { claimed: 'leader-only' },
  ],
  [
    'a word to the reporter',
    () => ({ type: 'Say', by: wang, text: '马上到', now }),
    { claimed: ['Said'], fixed: ['Said'], confirmed: ['Said'] },
  ],
  [
    'a word by somebody else',
    () => ({ type: 'Say', by: sun, text: 'x', now }),
    { claimed: 'not-claimed-by-you' },
  ],
  ['an empty note', () => ({ type: 'AddNote', by: wang, text: ' ', now }), { claimed: 'needs-note' }],
  [
    'the same title',
    () => ({ type: 'ChangeTitle', by: wang, title: '三楼机房网络断了', now }),
    { claimed: [] },
  ],
  [
    'the same severity',
    () => ({ type: 'ChangeSeverity', by: wang, severity: 'severe', promises, now }),
    { claimed: [] },
  ],
  [
    'another severity',
    () => ({ type: 'ChangeSeverity', by: wang, severity: 'urgent', promises, now }),
    { claimed: ['SeverityChanged'], confirmed: 'closed' },
  ],
  ['a part', () => ({ type: 'LinkPart', by: wang, part: 4825, now }), { claimed: ['PartLinked'] }],
  ['itself as a part', () => ({ type: 'LinkPart', by: wang, part: 4821, now }), { claimed: 'same-ticket' }],
];

describe.each(rows)('%s', (_command, build, expected) => {
  it.each(Object.entries(expected))('on a ticket that is %s', (state, result) => {
    expect(outcome(states[state as State], build())).toEqual(result);
  });
});

describe('doing the same thing twice', () => {
  const twice: [string, TicketCommand][] = [
    ['claim', claim()],
    ['link a part', { type: 'LinkPart', by: wang, part: 4825, now }],
    ['join a major fault', { type: 'LinkToMajor', by: chen, major: 4000, now }],
    ['take over', { type: 'Take', by: chen, why: '无人响应', now }],
    ['change the title', { type: 'ChangeTitle', by: wang, title: '三楼断网', now }],
    ['change the severity', { type: 'ChangeSeverity', by: wang, severity: 'urgent', promises, now }],
    ['withdraw', { type: 'Withdraw', address: phone, why: '', now }],
  ];
  it.each(twice)('changes nothing the second time: %s', (_what, command) => {
    expect(outcome(told(opened(), command), command)).toEqual([]);
  });

  it('confirms once, and rates once with the same figure', () => {
    expect(outcome(states.confirmed, confirm())).toEqual([]);
    const rate: TicketCommand = { type: 'Rate', address: phone, score: 4, text: '', now };
    expect(outcome(told(states.confirmed, rate), rate)).toEqual([]);
  });
});

describe('undoing a claim', () => {
  const unclaim = (by = wang, at = later(2 * minute)): TicketCommand => ({ type: 'Unclaim', by, now: at });

  it('gives it back to who held it before, and calls for a claim anew', () => {
    const back = told(opened(), claim(sun), unclaim(sun));
    expect(back).toMatchObject({ owner: 'wang.lei', claimed: false, unclaimedSince: later(2 * minute) });
  });

  it('is open to the claimer’s own hand for two minutes', () => {
    const at = (ms: number) => outcome(states.claimed, unclaim(wang, later(minute + ms)));
    expect(at(2 * minute)).toEqual(['ClaimUndone']);
    expect(at(2 * minute + 1)).toBe('too-late-to-undo');
    expect(outcome(states.claimed, unclaim(zhao))).toBe('not-claimed-by-you');
  });
});

describe('a pause', () => {
  it('for somebody who can’t be reached needs three logged tries over half an hour', () => {
    const tried = (...minutes: number[]) =>
      told(
        states.claimed,
        ...minutes.map((m): TicketCommand => ({ type: 'LogTry', by: wang, now: later(m * minute) })),
      );
    const unreachable = pause({ reason: 'unreachable', until: later(3 * hour), now: later(40 * minute) });
    expect(outcome(tried(1, 15), unreachable)).toBe('too-few-tries');
    expect(outcome(tried(1, 15, 30), unreachable)).toBe('too-few-tries');
    expect(outcome(tried(1, 15, 31), unreachable)).toEqual(['ClockPaused']);
  });

  it.each([
    ['unreachable', 24],
    ['appointment', 14 * 24],
    ['no-access', 3 * 24],
    ['third-party', 7 * 24],
  ] as const)('for %s lasts at most %i hours', (reason, hours) => {
    const ready = { ...states.claimed, tries: [1, 20, 40].map((m) => later(m * minute)) };
    const at = later(41 * minute);
    const until = (ms: number) => pause({ reason, until: later(hours * hour + ms, at), now: at });
    expect(outcome(ready, until(0))).toEqual(['ClockPaused']);
    expect(outcome(ready, until(1))).toBe('limit-too-long');
  });

  it('that would end before it begins cannot be', () => {
    expect(outcome(states.claimed, pause({ until: later(9 * minute) }))).toBe('impossible-time');
  });
});

describe('who may say that it is fixed', () => {
  it.each([
    ['reporter', true],
    ['contact', true],
    ['copied', false],
    ['supervisor', false],
  ] as const)('a %s: %s', (role, may) => {
    expect(mayConfirm(party(boss, { role }))).toBe(may);
  });

  it('nobody who has no part in it', () => {
    expect(mayConfirm(undefined)).toBe(false);
  });
});

describe('quieting alarms', () => {
  const quiet = (by = liu, until = later(3 * hour)): TicketCommand => ({ type: 'Quiet', by, until, now });
  it.each([
    ['for some hours', quiet(), ['AlarmsQuieted']],
    ['for twelve hours', quiet(liu, later(13 * hour)), ['AlarmsQuieted']],
    ['for longer', quiet(liu, later(13 * hour + 1)), 'limit-too-long'],
    ['until a time that has passed', quiet(liu, later(0)), 'impossible-time'],
  ])('%s', (_how, command, result) => {
    expect(outcome(states.claimed, command)).toEqual(result);
  });
});
