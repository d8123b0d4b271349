import { beforeAll, describe, expect, it } from 'vitest';
import { clockTime, staff, testHub } from '../support/hub.ts';

// Wednesday and Thursday after the first Monday are holidays.
const dates = { holidays: '' };
const hub = testHub({
  service: (example) => {
    const now = new Date(Date.now() + 8 * 3_600_000);
    const monday = new Date(now.getTime() + ((8 - now.getUTCDay()) % 7 || 7) * 86_400_000);
    const day = (ahead: number) => new Date(monday.getTime() + ahead * 86_400_000).toISOString();
    dates.holidays = `${day(2).slice(0, 10)}, ${day(3).slice(0, 10)}`;
    const years = new Map<string, string[]>();
    for (const one of [day(2), day(3)])
      years.set(one.slice(0, 4), [...(years.get(one.slice(0, 4)) ?? []), one.slice(5, 10)]);
    const lines = [...years].map(([year, days]) => `      ${year}: [${days.join(', ')}]`).join('\n');
    const from = example.indexOf('    holidays:\n');
    const to = example.indexOf('# ── 巡检');
    return `${example.slice(0, from)}    holidays:\n${lines}\n\n${example.slice(to)}`;
  },
});

let n = 0;
let from = '';
let monday = new Date(0);
const day = (ahead: number, time: string): string =>
  `${new Date(monday.getTime() + ahead * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)}T${time}:00+08:00`;

beforeAll(async () => {
  monday = await hub.toMonday('09:00');
  ({ from, number: n } = await hub.report('三楼机房网络断了'));
  await hub.tap(staff.wangLei, n, 'claim');
  await hub.tap(staff.wangLei, n, 'answer');
  await hub.tap(staff.wangLei, n, 'fix', { note: '更换光模块' });
});

describe('a reporter who says nothing after "fixed?"', () => {
  it('is reminded once, on the next working day, in daytime, with the day it closes', async () => {
    const before = (await hub.texts(from)).length;
    await hub.to(day(1, '18:00'));
    const reminders = (await hub.messages({ to: from })).slice(before);
    expect(reminders).toHaveLength(1);
    expect(reminders[0]?.text).toMatch(
      new RegExp(
        `^【恒信集成】工单${n}还没收到您的确认：正常回1，没修好回2。.*后按“未确认”结案，之后仍可回2继续处理。$`,
      ),
    );
    const at = clockTime(reminders[0]?.at ?? '');
    expect(at >= '08:30' && at <= '20:00').toBe(true);
  });

  it('is not cut short by a holiday: two days off are not counted', async () => {
    await hub.to(day(3, '23:00'));
    expect(await hub.ticket(n)).toMatchObject({ status: 'fixed' });
    expect((await hub.texts(from)).filter((text) => text.includes('还没收到'))).toHaveLength(1);
  });

  it('closes as unconfirmed after three working days, never as satisfied', async () => {
    await hub.to(day(8, '09:00'));
    expect(await hub.ticket(n)).toMatchObject({ status: 'closed', outcome: 'unconfirmed' });
    expect((await hub.texts(from)).join()).not.toContain('谢谢确认');
  });

  it('still reopens it by a late 2, and the owner is woken', async () => {
    const mark = await hub.mark();
    expect(await hub.sms(from, '2')).toMatchObject({ ok: true, ticket: n });
    expect(await hub.ticket(n)).toMatchObject({ status: 'open', owner: { id: 'wang.lei' } });
    expect(await hub.clock(n, 'answer')).toMatchObject({ state: 'running' });
    expect((await hub.since(mark, { to: staff.wangLei })).length).toBeGreaterThan(0);
    await hub.tap(staff.wangLei, n, 'fix', { note: '更换光纤' });
    expect(await hub.sms(from, '1')).toMatchObject({ ok: true, ticket: n });
    expect(await hub.ticket(n)).toMatchObject({ status: 'closed', outcome: 'confirmed' });
  });
});
