import { beforeAll, describe, expect, it } from 'vitest';
import { staff, testHub } from '../support/hub.ts';

const hub = testHub();

beforeAll(async () => {
  await hub.toMonday('09:00');
});

describe('many reports of one outage', () => {
  let major = 0;
  let sms = { from: '', number: 0 };
  let mail = 0;
  const xuLi = 'xu.li@example.net';

  it('are offered to the owner as one, and never merged by themselves', async () => {
    major = (await hub.report('计算机教室全部断网')).number;
    sms = await hub.report('计算机教室上不了网');
    mail =
      (await hub.mail({ from: xuLi, subject: '断网', text: '计算机教室网络不通，请派人。' })).ticket ?? 0;
    expect(new Set([major, sms.number, mail]).size).toBe(3);
    expect((await hub.texts(staff.wangLei, sms.number)).join('\n')).toContain(`${major}`);
  });

  it('are linked to the major fault by the owner; each keeps its own number and owner', async () => {
    await hub.tap(staff.wangLei, major, 'claim');
    for (const part of [sms.number, mail])
      expect(await hub.chat(staff.wangLei, `/ticket ${major} link ${part}`)).toMatchObject({ ok: true });
    expect(await hub.chat(staff.wangLei, `/ticket ${major} link ${major}`)).toMatchObject({ ok: false });
    expect(await hub.chat(staff.wangLei, `/ticket ${major} link 99999`)).toMatchObject({ ok: false });
    for (const n of [major, sms.number, mail])
      expect(await hub.ticket(n)).toMatchObject({ number: n, status: 'open' });
  });

  it('answer a new report of the known outage with "known, being repaired" and a number of its own', async () => {
    const late = await hub.report('计算机教室又没网了');
    expect(late.number).toBeGreaterThan(mail);
    expect(await hub.last(late.from)).toContain('这个故障我们已知道，正在抢修');
    expect(await hub.last(late.from)).toContain(`${late.number}`);
    await hub.end(late.number);
  });

  it('are each confirmed by their own reporter, on their own channel', async () => {
    await hub.tap(staff.wangLei, major, 'answer');
    await hub.tap(staff.wangLei, major, 'fix', { note: '更换汇聚交换机' });
    for (const n of [sms.number, mail])
      if ((await hub.ticket(n)).status === 'open')
        await hub.tap(staff.chenJing, n, 'fix', { note: '更换汇聚交换机' });
    expect(await hub.last(sms.from)).toContain(`工单${sms.number}`);
    expect(await hub.last(sms.from)).toContain('请您核实');
    expect(await hub.last(xuLi)).toContain(`[#${mail}]`);
    expect(await hub.sms(sms.from, '1')).toMatchObject({ ok: true, ticket: sms.number });
    expect(await hub.ticket(sms.number)).toMatchObject({ status: 'closed', outcome: 'confirmed' });
    expect((await hub.ticket(mail)).status).toBe('fixed');
    expect((await hub.ticket(major)).status).toBe('fixed');
    expect((await hub.messages({ ticket: sms.number })).filter(({ to }) => to === xuLi)).toEqual([]);
    expect((await hub.messages({ ticket: mail })).filter(({ to }) => to === sms.from)).toEqual([]);
  });
});
