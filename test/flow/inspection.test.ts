import { describe, expect, it } from 'vitest';
import { staff, testHub } from '../support/hub.ts';

const dayMs = 86_400_000;
/** The first day of a month's first 28 that is at least ten days ahead. */
const visitDay = (() => {
  let day = new Date(Date.now() + 10 * dayMs);
  while (day.getUTCDate() > 28) day = new Date(day.getTime() + dayMs);
  return day.toISOString().slice(0, 10);
})();
/** That day, or one before or after it, at a time in Shanghai. */
const on = (days: number, time: string): string =>
  `${new Date(Date.parse(visitDay) + days * dayMs).toISOString().slice(0, 10)}T${time}:00+08:00`;

const hub = testHub({
  service: (example) => `${example.slice(0, example.indexOf('inspections:\n'))}inspections:
  - id: visit
    site: control-room
    name: 月度巡检
    name_en: Monthly inspection
    every: month
    days: [${Number(visitDay.slice(8))}]
    starts: ${visitDay}
    at: 09:30
    assignee: wang.lei
    remind: [7d, 1d, 2h]
    checklist: standard
    clause: 每月 1 次定期巡检
    keeps: [R84]
  - id: technical
    site: control-room
    name: 技术巡检
    every: month
    days: [${Number(visitDay.slice(8))}]
    starts: ${visitDay}
    at: 09:30
    assignee: sun.hao
    remind: [7d]
    checklist: standard
    clause: 每月进行 2 次例行的技术巡检
    keeps: [R114]
  - id: talk
    site: control-room
    name: 季度拜访
    every: month
    days: [${Number(visitDay.slice(8))}]
    starts: ${visitDay}
    at: 09:30
    assignee: sun.hao
    remind: [7d]
    checklist: visit
    clause: 每季度由公司服务组负责人带队拜访一次用户
    keeps: [R39]
sms_countries: []
`,
});

const reminders = async (to: string): Promise<string[]> =>
  (await hub.messages({ to }))
    .filter(({ text }) => /巡检(提醒|逾期)：/.test(text) && text.includes('月度巡检'))
    .map(({ at }) => at.slice(0, 16));
const utc = (instant: string): string => new Date(instant).toISOString().slice(0, 16);

describe('an inspection that falls due', () => {
  it('reminds the assignee 7 days, 1 day and 2 hours before, each once', async () => {
    await hub.to(on(0, '08:00'));
    expect(await reminders(staff.wangLei)).toEqual([
      utc(on(-7, '09:30')),
      utc(on(-1, '09:30')),
      utc(on(0, '07:30')),
    ]);
    expect(await reminders(staff.chenJing)).toEqual([]);
    expect(await hub.last(staff.wangLei)).toContain('[完成]');
  });

  it('tells the leader when it is overdue, and again each morning until it is done', async () => {
    await hub.to(on(0, '10:00'));
    expect(await reminders(staff.chenJing)).toEqual([utc(on(0, '09:30'))]);
    await hub.to(on(1, '09:00'));
    expect((await reminders(staff.chenJing)).at(-1)).toBe(utc(on(1, '08:30')));
  });

  it('is done by a short checklist in chat; the customer’s contact gets the result on the own channel', async () => {
    const done = await hub.tap(
      staff.wangLei,
      undefined,
      'inspected',
      {
        'result.health-power': 'fault',
        'note.health-power': 'UPS 电池鼓包',
        note: '其余正常',
        [`also.technical/${visitDay}`]: 'yes',
      },
      `visit/${visitDay}`,
    );
    expect(done).toMatchObject({ ok: true });
    const results = (await hub.texts('zhou@example.org')).filter((text) => text.includes('巡检结果'));
    const result = results.find((text) => text.includes('月度巡检')) ?? '';
    for (const part of ['巡检结果', '月度巡检', '有问题 1 项', 'UPS 电池鼓包', '其余正常'])
      expect(result).toContain(part);
    // One visit stood for both, each with its own result; another checklist is another visit (K3).
    expect(results).toHaveLength(2);
    expect(results.join()).toContain('技术巡检');
    const mark = await hub.mark();
    await hub.to(on(3, '09:00'));
    expect((await hub.since(mark)).filter(({ text }) => /月度巡检|技术巡检/.test(text))).toEqual([]);
    expect((await hub.since(mark)).some(({ text }) => text.includes('季度拜访'))).toBe(true);
  });
});
