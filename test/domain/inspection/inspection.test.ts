import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideInspection, evolveInspection } from '../../../src/domain/inspection/decide.ts';
import { inspectionDue } from '../../../src/domain/inspection/due.ts';
import type { Inspection, InspectionCommand } from '../../../src/domain/inspection/inspection.ts';
import type { InspectionPlan } from '../../../src/domain/service/service.ts';
import { hour, minute } from '../clock/calendars.ts';

const day = 24 * hour;
const dueAt = new Date('2026-06-30T01:00:00Z');
const ahead = (ms: number) => new Date(dueAt.getTime() - ms);
const past = (ms: number) => new Date(dueAt.getTime() + ms);

const plan: InspectionPlan = {
  id: 'half-year',
  site: 'control-room',
  name: '半年巡检',
  recurrence: { kind: 'months', every: 6 },
  starts: '2026-06-30',
  at: '09:00',
  assignee: 'frontline',
  remindMs: [2 * hour, 7 * day, day],
  checklist: [
    { id: 'ups', label: { zh: '不间断电源', en: 'UPS' } },
    { id: 'fans', label: { zh: '风扇', en: 'Fans' } },
  ],
  clause: '每半年至少巡检一次',
  keeps: ['R13'],
};
const open: InspectionCommand = {
  type: 'OpenInspection',
  plan,
  slot: '2026-06-30',
  dueAt,
  timezone: 'Asia/Shanghai',
  assignee: 'wang.lei',
  leader: 'chen.jing',
  at: ahead(30 * day),
};

/** The visit after these commands; a refused one fails the test. */
function given(...commands: InspectionCommand[]): Inspection {
  let inspection: Inspection | undefined;
  for (const command of commands) {
    const decision = decideInspection(inspection, command);
    if (!decision.ok) throw new Error(decision.error);
    for (const event of decision.value) inspection = evolveInspection(inspection, event);
  }
  if (!inspection) throw new Error('nothing was opened');
  return inspection;
}

const complete = (over: Partial<Extract<InspectionCommand, { type: 'CompleteInspection' }>> = {}) =>
  ({
    type: 'CompleteInspection',
    by: 'wang.lei',
    items: [
      { id: 'ups', result: 'ok' },
      { id: 'fans', result: 'fault', note: '异响' },
    ],
    note: '',
    at: past(hour),
    ...over,
  }) satisfies InspectionCommand;

describe('a visit', () => {
  it('is opened once, named by its plan and date, and keeps what the plan said then', () => {
    const visit = given(open);
    expect(visit).toMatchObject({
      id: 'half-year/2026-06-30',
      state: 'planned',
      assignee: 'wang.lei',
      clause: plan.clause,
    });
    expect(decideInspection(visit, open)).toEqual({ ok: true, value: [] });
  });

  it('is done with what was found, and what was left out counts as skipped', () => {
    const done = given(open, complete({ items: [{ id: 'ups', result: 'ok' }] }));
    expect(done).toMatchObject({
      state: 'done',
      doneAt: past(hour),
      doneBy: 'wang.lei',
      items: [
        { id: 'ups', result: 'ok' },
        { id: 'fans', result: 'skipped' },
      ],
    });
  });

  it.each<[string, Inspection | undefined, InspectionCommand, string]>([
    ['nobody opened it', undefined, complete(), 'not-open'],
    ['it is done', given(open, complete()), complete(), 'already-done'],
    [
      'it is done, and somebody else should go',
      given(open, complete()),
      { type: 'ReassignInspection', to: 'li.na', by: 'chen.jing', at: dueAt },
      'already-done',
    ],
    [
      'the form was another checklist’s',
      given(open),
      complete({ items: [{ id: 'roof', result: 'ok' }] }),
      'form-expired',
    ],
    [
      'an item is answered twice',
      given(open),
      complete({
        items: [
          { id: 'ups', result: 'ok' },
          { id: 'ups', result: 'fault', note: '!' },
        ],
      }),
      'form-expired',
    ],
    [
      'a fault comes without a word',
      given(open),
      complete({ items: [{ id: 'ups', result: 'fault', note: ' ' }] }),
      'needs-note',
    ],
    ['nothing was looked at and nobody says why', given(open), complete({ items: [] }), 'needs-note'],
  ])('is refused when %s', (_when, visit, command, reason) => {
    expect(decideInspection(visit, command)).toEqual({ ok: false, error: reason });
  });

  it('may be closed with nothing looked at when a note says why', () => {
    expect(given(open, complete({ items: [], note: '客户停业' }))).toMatchObject({
      state: 'done',
      note: '客户停业',
    });
  });

  it('goes to somebody else, once', () => {
    const reassign: InspectionCommand = {
      type: 'ReassignInspection',
      to: 'li.na',
      leader: 'sun.yu',
      by: 'chen.jing',
      at: ahead(day),
    };
    const visit = given(open, reassign);
    expect(visit).toMatchObject({ assignee: 'li.na', leader: 'sun.yu' });
    expect(decideInspection(visit, reassign)).toEqual({ ok: true, value: [] });
  });

  it('remembers a reminder’s first outcome only', () => {
    const remind: InspectionCommand = {
      type: 'RemindInspection',
      fired: ['overdue'],
      superseded: ['remind/1'],
      at: dueAt,
    };
    const visit = given(open, remind);
    expect(Object.keys(visit.reminded).sort()).toEqual(['overdue', 'remind/1']);
    expect(decideInspection(visit, { ...remind, superseded: ['overdue'] })).toEqual({ ok: true, value: [] });
    expect(decideInspection(given(open, complete()), remind)).toEqual({ ok: true, value: [] });
  });
});

/** As the kernel does: what is due gets its outcome. */
function settle(visit: Inspection, now: Date): Inspection {
  const { fire, superseded } = inspectionDue(visit, now);
  return given(
    ...([{ ...open, at: visit.openedAt }] as InspectionCommand[]),
    { type: 'RemindInspection', fired: Object.keys(visit.reminded), superseded: [], at: now },
    { type: 'RemindInspection', fired: fire.map(({ key }) => key), superseded, at: now },
  );
}

describe('reminding of a visit', () => {
  it.each([
    ['a week before', ahead(7 * day), 'remind/604800000', '7d', ahead(day)],
    ['a day before', ahead(day), 'remind/86400000', '1d', ahead(2 * hour)],
    ['two hours before', ahead(2 * hour), 'remind/7200000', '2h', dueAt],
    // Due at 09:00; the next 08:30 is tomorrow's.
    ['when it is overdue', dueAt, 'overdue', '0s', past(23.5 * hour)],
    ['the morning after', past(23.5 * hour), 'overdue/2026-07-01', '0s', past(47.5 * hour)],
  ])('happens %s', (_when, at, key, lead, nextAt) => {
    const due = inspectionDue(settle(given(open), new Date(at.getTime() - 1)), at);
    expect(due).toMatchObject({ fire: [{ key, lead, at, late: false }], superseded: [], nextAt });
  });

  it('after a stop sends the newest once, late, and counts the overdue ones', () => {
    expect(inspectionDue(given(open), ahead(hour))).toMatchObject({
      fire: [{ key: 'remind/7200000', late: true }],
      superseded: ['remind/604800000', 'remind/86400000'],
    });
    const long = inspectionDue(settle(given(open), ahead(hour)), past(4 * day));
    expect(long.fire).toMatchObject([{ key: 'overdue/2026-07-04', late: true, times: 5 }]);
    expect(long.superseded).toEqual([
      'overdue',
      'overdue/2026-07-01',
      'overdue/2026-07-02',
      'overdue/2026-07-03',
    ]);
  });

  it('isn’t late when the visit itself was opened at short notice', () => {
    const visit = given({ ...open, at: ahead(3 * day) });
    expect(inspectionDue(visit, ahead(3 * day)).fire).toMatchObject([
      { key: 'remind/604800000', late: false },
    ]);
  });

  it('ends when it is done', () => {
    expect(inspectionDue(given(open, complete()), past(9 * day))).toEqual({ fire: [], superseded: [] });
  });

  it('takes a newer reminder as an answer for older overdue ones', () => {
    const visit = given(open, {
      type: 'RemindInspection',
      fired: ['overdue/2026-07-03'],
      superseded: [],
      at: dueAt,
    });
    const { fire } = inspectionDue({ ...visit, remindMs: [] }, past(4 * day));
    expect(fire.map(({ key, times }) => [key, times])).toEqual([['overdue/2026-07-04', undefined]]);
  });

  it('in any chunks gives each reminder one outcome, the same as one jump, and never early', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 * 24 * 60 }), { maxLength: 40 }), (cuts) => {
        const from = ahead(10 * day).getTime();
        const end = new Date(from + 20 * day);
        const outcomes: string[] = [];
        let visit = given(open);
        for (const now of [...cuts.sort((a, b) => a - b).map((cut) => new Date(from + cut * minute)), end]) {
          const { fire, superseded, nextAt } = inspectionDue(visit, now);
          expect(fire.length).toBeLessThanOrEqual(1);
          for (const { at } of fire) expect(at <= now).toBe(true);
          if (nextAt) expect(nextAt > now).toBe(true);
          outcomes.push(...fire.map(({ key }) => key), ...superseded);
          visit = settle(visit, now);
        }
        const jump = inspectionDue(given(open), end);
        expect(new Set(outcomes).size).toBe(outcomes.length);
        expect(outcomes.sort()).toEqual([...jump.fire.map(({ key }) => key), ...jump.superseded].sort());
      }),
      { numRuns: 60 },
    );
  });

  it('from one nextAt to the next misses nothing that looking every minute finds', () => {
    const fired = (instants: Iterable<Date>) => {
      const found: [string, number][] = [];
      let visit = given(open);
      for (const now of instants) {
        for (const { key } of inspectionDue(visit, now).fire) found.push([key, now.getTime()]);
        visit = settle(visit, now);
      }
      return found;
    };
    const start = ahead(8 * day).getTime();
    const minutes = Array.from({ length: 12 * 24 * 12 }, (_, i) => new Date(start + i * 5 * minute));
    const wakes: Date[] = [];
    for (let at: Date | undefined = new Date(start), visit = given(open); at && at < past(4 * day); ) {
      wakes.push(at);
      visit = settle(visit, at);
      at = inspectionDue(visit, at).nextAt;
    }
    expect(fired(wakes)).toEqual(fired(minutes));
    expect(wakes.length).toBeLessThan(12);
  });
});
