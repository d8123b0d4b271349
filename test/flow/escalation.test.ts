import { beforeAll, describe, expect, it } from 'vitest';
import { clockTime, staff, staffPhone, testHub } from '../support/hub.ts';

const hub = testHub();

beforeAll(async () => {
  await hub.toMonday('09:00');
});

/** When, counted from the report, somebody heard something that holds these words. */
const heardAt = async (n: number, to: string, words: string): Promise<string[]> => {
  const heard = (await hub.messages({ ticket: n, to })).filter(({ text }) => text.includes(words));
  return Promise.all(heard.map((one) => hub.after(n, one)));
};
const pagedAt = (n: number, to: string) => heardAt(n, to, '仍无人认领');
const brokenAt = (n: number, to: string) => heardAt(n, to, `超时${n}`);
const { end } = hub;

describe('a ticket nobody claims', () => {
  it('rings the deputy after 3, the leader after 6, leader and manager after 10 minutes, by chat and SMS', async () => {
    const { number: n } = await hub.report('机房精密空调停机');
    await hub.advance('11m');
    expect(await pagedAt(n, staff.zhaoMin)).toEqual(['00:03']);
    expect(await pagedAt(n, staffPhone.zhaoMin)).toEqual(['00:03']);
    expect(await pagedAt(n, staff.chenJing)).toEqual(['00:06', '00:10']);
    expect(await pagedAt(n, staffPhone.chenJing)).toEqual(['00:06', '00:10']);
    expect(await pagedAt(n, staff.liuYang)).toEqual(['00:10']);
    expect(await pagedAt(n, staffPhone.liuYang)).toEqual(['00:10']);
    expect(await hub.ticket(n)).toMatchObject({ owner: { id: 'wang.lei' }, claimed: false });
    await end(n);
  });

  it('rings nobody more once it is claimed', async () => {
    const { number: n } = await hub.report('会商室麦克风无声');
    await hub.advance('4m');
    await hub.tap(staff.zhaoMin, n, 'claim');
    const mark = await hub.mark();
    await hub.advance('8m');
    expect(await pagedAt(n, staff.chenJing)).toEqual([]);
    expect((await hub.since(mark, { ticket: n })).filter(({ channel }) => channel === 'sms')).toEqual([]);
    await end(n);
  });
});

describe('a promise that comes near and breaks', () => {
  it('warns the worker at 50 %, owner and leader at 90 %, and tells the manager at 100 % with the clause', async () => {
    const { from, number: n } = await hub.report('监控平台登录不上');
    await hub.tap(staff.wangLei, n, 'claim');
    await hub.advance('16m');
    const warned = (await hub.texts(staff.wangLei, n)).filter((text) => text.includes('已用50%'));
    expect(warned).toHaveLength(1);
    expect((await hub.texts(staff.chenJing, n)).join()).not.toContain('已用50%');
    await hub.advance('12m');
    for (const to of [staff.wangLei, staff.chenJing])
      expect((await hub.texts(to, n)).filter((text) => text.includes('已用90%'))).toHaveLength(1);
    expect(await hub.texts(staff.liuYang, n)).toEqual([]);
    await hub.advance('3m');
    expect(await brokenAt(n, staff.liuYang)).toEqual(['00:30']);
    expect(await brokenAt(n, staffPhone.liuYang)).toEqual(['00:30']);
    const alert = await hub.last(staff.liuYang, n);
    for (const part of [
      '在出现设备故障的 0.5 小时内给予问题的解答',
      '王磊已认领，尚未答复',
      '[知道了]',
      '[指派]',
      '[我来联系客户]',
    ])
      expect(alert).toContain(part);
    const opened = (await hub.messages({ ticket: n }))[0]?.at ?? '';
    const [due, later] = [30, 45].map((minutes) =>
      clockTime(new Date(Date.parse(opened) + minutes * 60_000)),
    );
    expect(await hub.last(from)).toBe(
      `【恒信集成】工单${n}原定${due}前答复，我们没有做到，非常抱歉。已通知组长陈静，${later}前给您打电话。`,
    );
    await end(n);
  });

  it('is quiet after 知道了 until the time that was named, and rings again then', async () => {
    const { number: n } = await hub.report('核心数据库响应慢');
    await hub.tap(staff.wangLei, n, 'claim');
    await hub.advance('31m');
    expect(await hub.tap(staff.zhaoMin, n, 'ack', { quiet: '1h' })).toMatchObject({ ok: false });
    expect(await hub.chat(staff.liuYang, `/ticket ${n} ack 2h`)).toMatchObject({ ok: true });
    await hub.advance('1h55m');
    expect(await brokenAt(n, staff.liuYang)).toEqual(['00:30']);
    await hub.advance('3h');
    const later = (await brokenAt(n, staff.liuYang)).slice(1);
    expect(later.length).toBeGreaterThan(0);
    expect(later.every((time) => time >= '02:31')).toBe(true);
    expect(await hub.chat(staff.liuYang, `/ticket ${n} ack 13h`)).toMatchObject({ ok: false });
    await end(n);
  });

  it('lets a manager say 我来联系客户: the manager gets the number, and only then is named to the reporter', async () => {
    const { from, number: n } = await hub.report('三楼机房业务系统报错');
    await hub.tap(staff.wangLei, n, 'claim');
    await hub.advance('10m');
    expect(await hub.chat(staff.zhaoMin, `/ticket ${n} contact`)).toMatchObject({ ok: false });
    expect(await hub.chat(staff.liuYang, `/ticket ${n} contact`)).toMatchObject({ ok: true });
    const revealed = await hub.texts(staff.liuYang, n);
    expect(revealed.some((text) => text.includes('由您联系客户') && text.includes(from))).toBe(true);
    expect(await hub.ticket(n)).toMatchObject({ owner: { id: 'wang.lei' } });
    await hub.advance('21m');
    expect(await hub.last(from)).toMatch(/原定.*前答复.*经理刘洋已亲自跟进/);
    await end(n);
  });

  it('is 指派 by the leader: the one named is rung, and owns it after accepting', async () => {
    const { number: n } = await hub.report('短信平台发不出去');
    await hub.advance('31m');
    const assigned = await hub.tap(staff.chenJing, n, 'assign', { person: staff.sunHao, reason: '熟悉平台' });
    expect(assigned).toMatchObject({ ok: true });
    expect(await hub.ticket(n)).toMatchObject({ claimed: false });
    expect(await hub.last(staff.sunHao, n)).toContain('熟悉平台');
    expect(await hub.tap(staff.sunHao, n, 'accept')).toMatchObject({ ok: true });
    expect(await hub.ticket(n)).toMatchObject({ owner: { id: 'sun.hao' }, claimed: true });
    await end(n);
  });

  it('warns of the stricter on-site target at its own time, without waking the manager', async () => {
    const { number: n } = await hub.report('机柜电源模块告警灯亮');
    await hub.tap(staff.wangLei, n, 'claim');
    await hub.tap(staff.wangLei, n, 'answer');
    await hub.tap(staff.wangLei, n, 'onsite');
    await hub.advance('31m');
    const words = '按更严的口径目标';
    expect(await heardAt(n, staff.wangLei, words)).toEqual(['00:30']);
    const told = await hub.messages({ ticket: n, to: staff.wangLei });
    const target = told.find(({ text }) => text.includes(words));
    expect(target?.text).toContain(`目标是 ${clockTime(target?.at ?? '')}`);
    expect((await hub.texts(staff.liuYang, n)).join()).not.toContain('到场');
    await end(n);
  });
});

describe('a broken promise that nobody answers', () => {
  let n = 0;
  let from = '';

  it('is repeated after 30 min, 1 h, 2 h, then daily at 08:30; the reporter hears one apology', async () => {
    await hub.toMonday('09:00');
    ({ from, number: n } = await hub.report('门户网站打不开'));
    await hub.tap(staff.wangLei, n, 'claim');
    await hub.advance('24h');
    const answer = (await hub.messages({ ticket: n, to: staffPhone.liuYang }))
      .filter(({ text }) => /应[^。]*答复。/.test(text))
      .map(({ at }) => clockTime(at));
    expect(answer).toEqual(['09:30', '10:00', '11:00', '13:00', '08:30']);
    const apologies = (await hub.texts(from)).filter((text) => text.includes('原定09:30前答复'));
    expect(apologies).toHaveLength(1);
  });

  it('climbs to the leader’s deputy when three alerts were left unanswered', async () => {
    const heard = await hub.messages({ ticket: n, to: staff.liNa });
    expect(heard.length).toBeGreaterThan(0);
    expect(clockTime(heard[0]?.at ?? '')).not.toBe('09:30');
  });

  it('played every step in order, each once', async () => {
    const fired = (await hub.journal(n)).flatMap((entry) =>
      (entry['events'] as { type: string; steps?: { key: string }[] }[])
        .filter(({ type }) => type === 'StepsFired')
        .flatMap(({ steps = [] }) => steps.map(({ key }) => key)),
    );
    expect(fired.length).toBeGreaterThan(8);
    expect(new Set(fired).size).toBe(fired.length);
    const times = (await hub.messages({ ticket: n })).map(({ at }) => at);
    expect([...times].sort()).toEqual(times);
  });
});
