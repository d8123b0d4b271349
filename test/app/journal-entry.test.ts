import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { journalEntry } from '../../src/app/journal-entry.ts';
import type { TicketCommand } from '../../src/domain/ticket/commands.ts';
import { decide } from '../../src/domain/ticket/decide.ts';
import type { TicketEvent } from '../../src/domain/ticket/events.ts';
import { ring } from '../../src/domain/ticket/ring.ts';
import type { Ticket } from '../../src/domain/ticket/ticket.ts';
import {
  boss,
  confirm,
  deny,
  fix,
  hour,
  later,
  minute,
  opened,
  openedEvent,
  party,
  phone,
  policy,
  promises,
  report,
  states,
  ten,
  told,
  wang,
} from '../domain/ticket/given.ts';

const hash = (text: string) => createHmac('sha256', 'salt').update(text).digest('hex');
const entry = (events: TicketEvent[], over: { version?: number; prev?: string; cause?: string } = {}) =>
  journalEntry({ ticket: 4821, version: 1, at: ten, cause: 'sms:SM1', events, prev: '', ...over }, { hash });
const eventsOf = (ticket: Ticket, command: TicketCommand): TicketEvent[] => {
  const decision = decide(ticket, command);
  if (!decision.ok) throw new Error(decision.error.reason);
  return decision.value;
};

const words = '我是周岚，三楼机房网络断了，请打 13900000777';
const secret = [words, '+8613900000777', 'boss@example.org', '周岚', '还是不行', '换了电源', 'U0REPORTER'];

describe('the journal', () => {
  const parties = [party(phone, { name: '周岚' }), party(boss), party('slack:U0REPORTER')];
  const told1 = { ...opened({ parties, reports: [report({ text: words })], title: words }) } as Ticket;
  const fixed = { ...states.fixed, parties } as Ticket;
  const denied = told(fixed, deny());
  const rows: [string, TicketEvent[]][] = [
    ['an opening', [openedEvent(told1)]],
    [
      'an addition',
      eventsOf(states.claimed, {
        type: 'AddReport',
        report: report({ id: 'sms:SM2', text: words }),
        party: party(boss, { name: '周岚' }),
        danger: [],
        joined: false,
        promises,
        now: later(minute),
      }),
    ],
    ['a fix', eventsOf(states.claimed, fix())],
    [
      'a confirmation',
      eventsOf(fixed, { ...confirm(), listed: party(boss, { name: '周岚' }) } as TicketCommand),
    ],
    ['a denial', eventsOf(fixed, deny())],
    [
      'a new severity after a denial',
      eventsOf(denied, {
        type: 'ChangeSeverity',
        by: wang,
        severity: 'urgent',
        promises,
        now: later(4 * hour),
      }),
    ],
    [
      'a withdrawal',
      eventsOf(states.claimed, { type: 'Withdraw', address: phone, why: words, now: later(minute) }),
    ],
    [
      'two addresses joined',
      eventsOf(states.claimed, { type: 'JoinParty', by: wang, address: boss, to: phone, now: later(minute) }),
    ],
  ];

  it.each(rows)('holds no word, name or address of a reporter: %s', (_what, events) => {
    const { journal, contents } = entry(events);
    const kept = JSON.stringify(journal.events);
    for (const part of secret) expect(kept).not.toContain(part);
    // Erasing is possible because every word that was taken out stands in the contents.
    for (const id of kept.match(/#[0-9a-f]{64}/g) ?? []) expect(contents.map((c) => c._id)).toContain(id);
  });

  it('keeps who of ours did what, and every step of the ladder by its key', () => {
    const rang = entry(ring(states.claimed, policy, later(31 * minute)));
    const keys = JSON.stringify(rang.journal.events);
    expect(keys).toContain(`answer/100@${ten.getTime()}`);
    expect(keys).toContain(`answer/50@${ten.getTime()}`);
    expect(JSON.stringify(entry(eventsOf(states.claimed, fix())).journal.events)).toContain(
      '"by":"wang.lei"',
    );
  });

  it('names the same words of a ticket alike, so that they are kept once', () => {
    const note = (): TicketEvent => ({ type: 'NoteAdded', by: 'wang.lei', text: words, at: ten });
    expect(entry([note(), note()]).contents).toHaveLength(1);
  });

  it('chains each entry to the one before it: no earlier entry can be changed unnoticed', () => {
    const first = entry([openedEvent()]).journal;
    const second = entry(eventsOf(states.unclaimed, { type: 'Claim', by: wang, now: ten }), {
      version: 2,
      prev: first.hash,
    }).journal;
    expect(second).toMatchObject({ _id: '4821/2', prev: first.hash });
    fc.assert(
      fc.property(fc.string(), fc.string(), (prev, cause) => {
        fc.pre(prev !== first.hash || cause !== 'sms:SM1');
        const other = entry(eventsOf(states.unclaimed, { type: 'Claim', by: wang, now: ten }), {
          version: 2,
          prev,
          cause,
        }).journal;
        expect(other.hash).not.toBe(second.hash);
      }),
    );
  });
});
