import { readFileSync } from 'node:fs';
import { readServiceFile } from '../../../src/config/service/read-service-file.ts';
import type { Address } from '../../../src/domain/address.ts';
import { startClock } from '../../../src/domain/clock/moves.ts';
import { policyFor } from '../../../src/domain/service/directory.ts';
import type { Policy, Service } from '../../../src/domain/service/service.ts';
import type { Actor, TicketCommand } from '../../../src/domain/ticket/commands.ts';
import { decide } from '../../../src/domain/ticket/decide.ts';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';
import { evolve } from '../../../src/domain/ticket/evolve.ts';
import { ring } from '../../../src/domain/ticket/ring.ts';
import type { Party, ReportEntry, Ticket } from '../../../src/domain/ticket/ticket.ts';

/** The shipped example, as the hub reads it: its people, its promises, its ladder. */
const file = readServiceFile(
  readFileSync(new URL('../../../service.example.yaml', import.meta.url), 'utf8'),
  {
    file: 'service.example.yaml',
    now: new Date('2026-03-05T00:00:00Z'),
    channels: ['slack', 'sms', 'email'],
    smsWord: () => ({ inbound: true, links: true }),
  },
);
if (!file.ok) throw new Error(JSON.stringify(file.problems));
export const service: Service = file.service;
export const policy: Policy = policyFor(service, 'commitment-2026', () => 'pinned');
export const { promises } = policy.contract;

export const minute = 60_000;
export const hour = 60 * minute;
/** A Thursday, 10:00 in Shanghai: Wang Lei is on duty, Zhao Min his deputy, Chen Jing leads. */
export const ten = new Date('2026-03-05T02:00:00Z');
export const later = (ms: number, from = ten): Date => new Date(from.getTime() + ms);

export const wang: Actor = { person: 'wang.lei', role: 'engineer' };
export const zhao: Actor = { person: 'zhao.min', role: 'engineer' };
export const sun: Actor = { person: 'sun.hao', role: 'engineer' };
export const chen: Actor = { person: 'chen.jing', role: 'leader' };
export const liu: Actor = { person: 'liu.yang', role: 'manager' };

export const phone: Address = 'sms:+8613900000777';
export const mail: Address = 'email:zhou@example.org';
export const boss: Address = 'email:boss@example.org';

export const party = (address: Address, over: Partial<Party> = {}): Party => ({
  address,
  role: 'reporter',
  locale: 'zh-CN',
  hears: true,
  lastReportAt: ten,
  ...over,
});

export const report = (over: Partial<ReportEntry> = {}): ReportEntry => ({
  id: 'sms:SM1',
  from: phone,
  text: '三楼机房网络断了',
  at: ten,
  ...over,
});

/** As it stands the moment it opened: nobody has claimed it, Wang Lei holds it. */
export const opened = (over: Partial<Ticket> = {}): Ticket =>
  ({
    status: 'open',
    number: 4821,
    openedAt: ten,
    title: '三楼机房网络断了',
    titleEdited: false,
    severity: 'severe',
    danger: [],
    locale: 'zh-CN',
    owner: 'wang.lei',
    claimed: false,
    unclaimedSince: ten,
    group: 'frontline',
    customer: 'emergency-bureau',
    site: 'control-room',
    contract: 'commitment-2026',
    policy: 'pinned',
    promised: true,
    parties: [party(phone)],
    reports: [report()],
    notes: [],
    clocks: promises.filter((p) => p.applies === 'always').map((p) => startClock(p, ten, 'severe')),
    steps: {},
    unanswered: 0,
    onsite: 'no',
    tries: [],
    record: {},
    recordReminded: false,
    parts: [],
    denials: 0,
    ...over,
  }) as Ticket;

export const openedEvent = (ticket: Ticket = opened()): TicketEvent => ({
  type: 'TicketOpened',
  ticket,
  how: 'reported',
  askPlace: false,
  partial: false,
  at: ticket.openedAt,
});

/** Carries out commands one after the other; a refusal is the test's mistake. */
export function told(ticket: Ticket, ...commands: TicketCommand[]): Ticket {
  return commands.reduce((before, command) => {
    const decision = decide(before, command);
    if (!decision.ok) throw new Error(`${command.type} was refused: ${decision.error.reason}`);
    return decision.value.reduce(evolve, before);
  }, ticket);
}

/** Lets every alarm ring, one instant after the other. */
export const rung = (ticket: Ticket, at: Date): Ticket => ring(ticket, policy, at).reduce(evolve, ticket);

/** The types of what happens, or why not. */
export function outcome(ticket: Ticket, command: TicketCommand): string[] | string {
  const decision = decide(ticket, command);
  return decision.ok ? decision.value.map((e) => e.type) : decision.error.reason;
}

export const claim = (by = wang, now = later(minute)): TicketCommand => ({ type: 'Claim', by, now });
export const answer = (by = wang, now = later(2 * minute)): TicketCommand => ({
  type: 'Answer',
  by,
  how: 'call',
  text: '',
  proof: 'logged-call',
  now,
});
export const fix = (by = wang, now = later(hour)): TicketCommand => ({
  type: 'Fix',
  by,
  note: '换了电源',
  remindAt: later(24 * hour),
  closeAt: later(96 * hour),
  recordDueAt: later(10 * hour),
  now,
});
export const confirm = (address: Address = phone, now = later(2 * hour)): TicketCommand => ({
  type: 'Confirm',
  address,
  proof: 'reporter',
  name: '周岚',
  now,
});
/** The same words, heard on the phone by one of the staff. */
export const heardBy = (by: Actor, command: TicketCommand): TicketCommand =>
  command.type === 'Confirm'
    ? { ...command, by, proof: 'logged-call' }
    : command.type === 'Deny'
      ? { ...command, by }
      : command;
export const deny = (address: Address = phone, now = later(3 * hour)): TicketCommand => ({
  type: 'Deny',
  address,
  why: '还是不行',
  name: '周岚',
  promises,
  now,
});
export const voided = (
  by = wang,
  over: Partial<Extract<TicketCommand, { type: 'Void' }>> = {},
): TicketCommand => ({
  type: 'Void',
  by,
  reason: 'test',
  known: false,
  now: later(hour),
  ...over,
});
export const pause = (over: Partial<Extract<TicketCommand, { type: 'Pause' }>> = {}): TicketCommand => ({
  type: 'Pause',
  by: wang,
  reason: 'appointment',
  until: later(5 * hour),
  approveBy: later(32 * hour),
  note: '',
  now: later(10 * minute),
  ...over,
});
export const offer = (
  to: string,
  over: Partial<Extract<TicketCommand, { type: 'Offer' }>> = {},
): TicketCommand => ({
  type: 'Offer',
  by: wang,
  to,
  answerBy: later(20 * minute),
  why: '',
  now: later(10 * minute),
  ...over,
});

/** One ticket in each state that commands meet. */
export const states = {
  unclaimed: opened(),
  claimed: told(opened(), claim()),
  answered: told(opened(), claim(), answer()),
  paused: told(opened(), claim(), pause()),
  offered: told(opened(), claim(), offer('zhao.min')),
  voiding: told(opened(), claim(), voided(wang, { known: true })),
  fixed: told(opened(), claim(), fix()),
  confirmed: told(opened(), claim(), fix(), confirm()),
  unconfirmed: rung(rung(told(opened(), claim(), fix()), later(24 * hour)), later(96 * hour)),
  void: told(opened(), claim(), voided()),
};
export type State = keyof typeof states;
