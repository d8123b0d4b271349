import { beforeAll, describe, expect, it } from 'vitest';
import { staff, testHub } from '../support/hub.ts';

/** Zhao Min reads English; whoever owns the ticket is told in the own language. */
const hub = testHub({
  // What can't be delivered is logged, as it should be.
  env: { LOG_LEVEL: 'fatal' },
  service: (example) => example.replace('    name_en: Zhao Min\n', '    name_en: Zhao Min\n    locale: en\n'),
});

beforeAll(async () => {
  await hub.toMonday('09:00');
});

const claimedBy = async (engineer: string, body: string) => {
  const report = await hub.report(body);
  expect(await hub.tap(engineer, report.number, 'claim')).toMatchObject({ ok: true });
  return report;
};
/** Everything that happens to a ticket from which a reporter would be texted. */
const workOn = async (engineer: string, n: number) => {
  await hub.chat(engineer, `/ticket ${n} say 20 分钟后到`);
  await hub.tap(engineer, n, 'onsite');
  await hub.tap(engineer, n, 'fix', { note: '更换光模块' });
};

describe('a reporter who wants no more texts', () => {
  it('is texted nothing more after 退订; the owner is told to call instead, and again when "fixed?" can’t be asked', async () => {
    const { from, number: n } = await claimedBy(staff.wangLei, '三楼机房交换机告警');
    const before = await hub.texts(from);
    expect(await hub.sms(from, '退订')).toMatchObject({ ok: true });
    const told = await hub.last(staff.wangLei, n);
    expect(told).toContain('退订了短信');
    expect(told).toContain('请改用电话');
    expect(told).not.toContain(from);
    const mark = await hub.mark();
    await workOn(staff.wangLei, n);
    expect((await hub.ticket(n)).status).toBe('fixed');
    expect(await hub.texts(from)).toEqual(before);
    const undelivered = (await hub.since(mark, { to: staff.wangLei, ticket: n })).map(({ text }) => text);
    expect(undelivered.some((text) => text.includes('没有送达') && text.includes('退订'))).toBe(true);
    await hub.end(n);
  });

  it('is texted nothing more after STOP, which the provider honours too; an English owner reads it in English', async () => {
    const { from, number: n } = await claimedBy(staff.zhaoMin, 'The printer on the 3rd floor is jammed');
    const before = await hub.texts(from);
    expect(await hub.sms(from, ' Stop. ')).toMatchObject({ ok: true });
    const told = await hub.last(staff.zhaoMin, n);
    expect(told).toMatch(/opted out of texts/);
    expect(told).toMatch(/call/);
    const mark = await hub.mark();
    await workOn(staff.zhaoMin, n);
    expect(await hub.texts(from)).toEqual(before);
    const undelivered = (await hub.since(mark, { to: staff.zhaoMin, ticket: n })).map(({ text }) => text);
    expect(undelivered.some((text) => /did not reach .*opted out/.test(text))).toBe(true);
    await hub.end(n);
  });

  it('is heard all the same: what they report opens a ticket, and the owner is told that no receipt went out', async () => {
    const from = hub.phone();
    await hub.sms(from, '退订');
    const { ticket: n = 0 } = await hub.sms(from, '门禁刷卡没反应');
    expect(n).toBeGreaterThan(0);
    expect(await hub.texts(from)).toEqual([]);
    expect((await hub.texts(staff.wangLei, n)).join('\n')).toContain('没有送达');
    await hub.end(n);
  });

  it.each([
    ['START', 'STOP', 'The video wall in the command hall is dark', /ticket \d+/],
    ['恢复订阅', '退订', '计算机教室的灯坏了', /工单\d+/],
  ])('is texted again after %s', async (start, stop, body, answer) => {
    const { from, number: n } = await claimedBy(staff.wangLei, body);
    await hub.sms(from, stop);
    const silent = await hub.texts(from);
    expect(await hub.sms(from, '0')).toMatchObject({ ticket: n });
    expect(await hub.texts(from)).toEqual(silent);
    expect(await hub.sms(from, start)).toMatchObject({ ok: true });
    expect(await hub.sms(from, '0')).toMatchObject({ ok: true, ticket: n });
    expect(await hub.texts(from)).toHaveLength(silent.length + 1);
    expect(await hub.last(from)).toMatch(answer);
    await hub.tap(staff.wangLei, n, 'fix', { note: '更换灯管' });
    expect(await hub.texts(from)).toHaveLength(silent.length + 2);
    await hub.end(n);
  });
});

describe('a number that the provider says has opted out (21610)', () => {
  it('is not tried again; the owner is told to call, and texts go on after START', async () => {
    const { from, number: n } = await claimedBy(staff.wangLei, '机柜电源模块告警');
    const before = await hub.texts(from);
    await hub.fail({ channel: 'sms', to: from, code: 21610 });
    await hub.chat(staff.wangLei, `/ticket ${n} say 备件已经在路上`);
    // The answer to the command comes about at the same time, before it or after.
    const told = (await hub.texts(staff.wangLei, n)).filter((text) => text.includes('没有送达'));
    expect(told).toEqual([expect.stringContaining('退订')]);
    await workOn(staff.wangLei, n);
    expect(await hub.texts(from)).toEqual(before);
    const sends = (
      await (
        await hub.database()
      )
        .collection('outbox')
        .find({ lane: `sms:${from}` })
        .toArray()
    )
      .flatMap((notice) => notice['attempts'] as { result: string }[])
      .filter(({ result }) => result !== 'sent');
    expect(sends.map(({ result }) => result)).toEqual(['refused']);
    await hub.sms(from, 'START');
    expect(await hub.sms(from, '0')).toMatchObject({ ok: true, ticket: n });
    expect(await hub.texts(from)).toHaveLength(before.length + 1);
    await hub.end(n);
  });
});
