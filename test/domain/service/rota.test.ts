import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextDutyChange, onDuty } from '../../../src/domain/service/rota.ts';
import type { DutySlot } from '../../../src/domain/service/service.ts';
import { resolveRoles } from '../../../src/domain/service/step-roles.ts';
import { hour, minute, zones } from '../clock/calendars.ts';
import { daily, groupWith, people, service, weekdays } from './people.ts';

const shanghai = 'Asia/Shanghai';
const at = (text: string) => new Date(text);
const shifts: DutySlot[] = [
  { person: 'wang.lei', deputy: 'li.na', days: weekdays, from: '08:00', to: '20:00' },
  { person: 'li.na', days: weekdays, from: '20:00', to: '08:00' },
  { person: 'zhao.min', days: ['sat'], from: '10:00', to: '24:00' },
];
const group = groupWith(shifts);

describe('the rota', () => {
  it.each([
    ['by day', '2026-03-05T02:00Z', 'wang.lei', '2026-03-05T12:00Z'],
    ['at the first minute of a slot', '2026-03-05T00:00Z', 'wang.lei', '2026-03-05T12:00Z'],
    ['at its end: already the next', '2026-03-05T12:00Z', 'li.na', '2026-03-06T00:00Z'],
    ['after midnight, the evening’s', '2026-03-05T18:00Z', 'li.na', '2026-03-06T00:00Z'],
    ['Saturday before eight, Friday’s night', '2026-03-06T20:00Z', 'li.na', '2026-03-07T00:00Z'],
    ['Saturday until midnight', '2026-03-07T15:59Z', 'zhao.min', '2026-03-07T16:00Z'],
  ])('says who is on duty, and until when: %s', (_when, instant, person, until) => {
    expect(onDuty(group, people, shanghai, at(instant))).toMatchObject({ person, until: at(until) });
  });

  it('names nobody in a gap, and knows when it ends', () => {
    expect(onDuty(group, people, shanghai, at('2026-03-07T01:00Z'))).toBeUndefined();
    expect(nextDutyChange(group, people, shanghai, at('2026-03-07T16:00Z'))).toEqual(at('2026-03-09T00:00Z'));
    expect(onDuty(groupWith([]), people, shanghai, at('2026-03-07T01:00Z'))).toBeUndefined();
    expect(nextDutyChange(groupWith([]), people, shanghai, at('2026-03-07T01:00Z'))).toBeUndefined();
  });

  it('takes the first slot that fits, and passes over somebody who left', () => {
    const always: DutySlot = { person: 'sun.yu', days: daily, from: '00:00', to: '24:00' };
    const noon = at('2026-03-05T04:00Z');
    expect(onDuty(groupWith([always, ...shifts]), people, shanghai, noon)).toEqual({ person: 'sun.yu' });
    expect(onDuty(groupWith([...shifts, always]), people, shanghai, noon)?.person).toBe('wang.lei');
    const left = people.filter(({ id }) => id !== 'wang.lei');
    expect(onDuty(groupWith([...shifts, always]), left, shanghai, noon)?.person).toBe('sun.yu');
  });

  it('has a night of seven or nine hours when the clocks change', () => {
    const nights = groupWith([{ person: 'li.na', days: daily, from: '22:00', to: '06:00' }]);
    const spring = onDuty(nights, people, 'Europe/Berlin', at('2026-03-28T21:00Z'));
    expect(spring?.until).toEqual(at('2026-03-29T04:00Z'));
    const autumn = onDuty(nights, people, 'America/New_York', at('2026-11-01T02:00Z'));
    expect(autumn?.until).toEqual(at('2026-11-01T11:00Z'));
  });

  it('holds until the next change, and not a millisecond longer', () => {
    const time = fc.integer({ min: 0, max: 95 }).map((quarter) => {
      const two = (n: number) => String(n).padStart(2, '0');
      return `${two(Math.floor(quarter / 4))}:${two((quarter % 4) * 15)}`;
    });
    const slot = fc.record({
      person: fc.constantFrom('wang.lei', 'li.na', 'zhao.min', 'gone'),
      days: fc.subarray(daily),
      from: time,
      to: fc.oneof(time, fc.constant('24:00')),
    });
    fc.assert(
      fc.property(
        fc.array(slot, { maxLength: 5 }),
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 365 * 24 * 60 }),
        (duty, zone, minutes) => {
          const now = new Date(Date.UTC(2026, 0, 1) + minutes * minute);
          const who = (instant: number) => onDuty(groupWith(duty), people, zone, new Date(instant))?.person;
          const change = nextDutyChange(groupWith(duty), people, zone, now);
          const end = change?.getTime() ?? now.getTime() + 7 * 24 * hour;
          for (let t = now.getTime(); t < end; t += 45 * minute) expect(who(t)).toBe(who(now.getTime()));
          if (change) {
            expect(who(end - 1)).toBe(who(now.getTime()));
            expect(who(end)).not.toBe(who(now.getTime()));
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('a step’s roles', () => {
  const ticket = { owner: 'zhao.min', group, at: at('2026-03-05T02:00Z') };

  it('are people, each once', () => {
    expect(resolveRoles(service(), ['duty', 'deputy', 'leader', 'manager'], ticket)).toEqual([
      'wang.lei',
      'li.na',
      'chen.jing',
      'he.fang',
    ]);
    expect(resolveRoles(service(), ['owner', 'worker', 'owner'], ticket)).toEqual(['zhao.min']);
    expect(resolveRoles(service(), ['owner', 'worker'], { ...ticket, worker: 'li.na' })).toEqual([
      'zhao.min',
      'li.na',
    ]);
  });

  it('fall to the leader when nobody is on duty, and the deputy to the group’s', () => {
    const gap = { ...ticket, at: at('2026-03-07T01:00Z') };
    expect(resolveRoles(service(), ['duty', 'deputy'], gap)).toEqual(['chen.jing']);
    const deputised = { ...gap, group: { ...group, deputy: 'sun.yu' } };
    expect(resolveRoles(service(), ['duty', 'deputy'], deputised)).toEqual(['chen.jing', 'sun.yu']);
  });
});
