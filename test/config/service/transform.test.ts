import { describe, expect, it } from 'vitest';
import { readServiceFile } from '../../../src/config/service/read-service-file.ts';
import { edited, now, smallFile } from './small-file.ts';

const service = (from = '', to = '') => {
  const read = readServiceFile(from === '' ? smallFile : edited(smallFile, from, to), {
    file: 'service.yaml',
    now,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems, null, 1));
  return read.service;
};
const recurrence = (written: string) =>
  service('every: month, days: [31]', written).inspections[0]?.recurrence;

describe('what a service file means', () => {
  it.each([
    ['every: month, days: [31]', { kind: 'months', every: 1, day: 31 }],
    ['every: half-year', { kind: 'months', every: 6 }],
    ['every: quarter, days: [10]', { kind: 'months', every: 3, day: 10 }],
    ['every: 2 months', { kind: 'months', every: 2 }],
    ['every: year', { kind: 'months', every: 12 }],
    ['every: month, days: [20, 5]', { kind: 'per-month', days: [5, 20] }],
    ['every: week, weekday: tue', { kind: 'weeks', every: 1, day: 'tue' }],
    // 2026-03-01, where the plan starts, is a Sunday.
    ['every: 2 weeks', { kind: 'weeks', every: 2, day: 'sun' }],
    ['every: 30s', { kind: 'interval', everyMs: 30_000 }],
  ])('"%s" is a recurrence', (written, expected) => expect(recurrence(written)).toEqual(expected));

  it.each([
    ['daily', ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']],
    ['mon-fri', ['mon', 'tue', 'wed', 'thu', 'fri']],
    ['sat-mon', ['mon', 'sat', 'sun']],
    ["'mon, wed'", ['mon', 'wed']],
    ['[wed, mon]', ['mon', 'wed']],
    ['[mon-wed, sun]', ['mon', 'tue', 'wed', 'sun']],
  ])('"days: %s" are days', (written, days) =>
    expect(service('days: mon-sun', `days: ${written}`).groups[0]?.duty[1]?.days).toEqual(days),
  );

  it('gives everybody the organisation’s language and zone who has none of their own', () => {
    const { people, sites, calendars } = service();
    expect(people.map(({ locale }) => locale)).toEqual(['zh-CN', 'zh-CN', 'zh-CN', 'zh-CN']);
    expect([...sites, ...calendars].map(({ timezone }) => timezone)).toEqual(Array(3).fill('Asia/Shanghai'));
  });
  it('keeps everything for ever, or as long as it says', () => {
    expect(service()).not.toHaveProperty('retention');
    const kept = service('sites:\n', 'retention: { messages: 60d }\nsites:\n');
    expect(kept.retention).toEqual({ messagesMs: 60 * 86_400_000 });
  });

  it('has a calendar 7x24 without being told', () => {
    expect(service().calendars.at(-1)).toEqual({
      id: '7x24',
      timezone: 'Asia/Shanghai',
      holidays: [],
      workdays: [],
      years: [],
    });
  });
  it('lets a promise name that calendar', () => {
    expect(service('within: 30m,', 'within: 30m, calendar: 7x24,').contracts[0]?.promises[0]?.calendar).toBe(
      '7x24',
    );
  });
  it('signs texts with the organisation’s names', () => {
    expect(service().organisation.signature).toEqual({ zh: '【恒信集成】', en: 'Hengxin: ' });
    const given = service('  timezone:', "  signature: { zh: 【恒信】, en: 'HX: ' }\n  timezone:");
    expect(given.organisation.signature).toEqual({ zh: '【恒信】', en: 'HX: ' });
  });
  it('counts a working day as the calendar’s working hours', () => {
    expect(service().contracts[0]?.promises[2]?.withinMs).toBe(8 * 3_600_000);
  });
  it('knows when each clock starts without being told', () => {
    expect(
      service().contracts[0]?.promises.map(({ clock, applies, from }) => [clock, applies, from]),
    ).toEqual([
      ['answer', 'always', 'report'],
      ['onsite', 'on-site-agreed', 'report'],
      ['complaint-response', 'complaint', 'complaint'],
    ]);
  });
  it('writes holidays out day by day and keeps the years that are listed', () => {
    const office = service().calendars.find(({ id }) => id === 'office');
    expect(office).toMatchObject({ years: [2026], workdays: ['2026-10-10'] });
    expect(office?.holidays).toHaveLength(10);
    expect(office?.holidays.slice(0, 4)).toEqual(['2026-01-01', '2026-01-02', '2026-01-03', '2026-10-01']);
  });
  it.each([
    ['after the warranty', 'maintenance_from: warranty-end', '2028-03-01', '2031-03-01'],
    ['from the day of acceptance', 'maintenance_from: acceptance', '2028-03-01', '2029-03-01'],
  ])('counts maintenance %s, by the calendar', (_from, written, warrantyEnds, maintenanceEnds) => {
    expect(service('maintenance_from: warranty-end', written).contracts[0]).toMatchObject({
      warrantyEnds,
      maintenanceEnds,
    });
  });
  it('ends a warranty that began on a leap day on the last of February', () => {
    expect(service('accepted: 2026-03-01', 'accepted: 2024-02-29').contracts[0]?.warrantyEnds).toBe(
      '2026-02-28',
    );
  });
  it('sorts steps by time, and keeps what repeats', () => {
    const { ladders } = service('unclaimed: 0m', 'unclaimed: 5m');
    expect(ladders[0]?.unclaimed.map(({ afterMs }) => afterMs)).toEqual([180_000, 300_000]);
    expect(ladders[0]?.shares[0]).toEqual({
      percent: 100,
      tell: ['owner', 'leader'],
      by: ['chat', 'sms'],
      again: [1_800_000, 'daily'],
    });
  });
  it('keeps mail addresses in lower case', () => {
    expect(
      service('email:zhou@example.org', 'email:Zhou@Example.ORG').customers[0]?.contacts[0]?.reach[1],
    ).toBe('email:zhou@example.org');
  });
  it('is plain data: it survives being written as JSON', () => {
    expect(JSON.parse(JSON.stringify(service()))).toEqual(service());
  });
});
