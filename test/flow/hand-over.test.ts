import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { staff, staffPhone, testHub } from '../support/hub.ts';

const hub = testHub();

beforeAll(async () => {
  await hub.toMonday('09:00');
});

let current = 0;
afterEach(() => hub.end(current));

const claimed = async (body: string) => {
  const report = await hub.report(body);
  current = report.number;
  await hub.tap(staff.wangLei, current, 'claim');
  return report;
};

describe('handing a ticket over', () => {
  it('leaves it with the giver until the other accepts, and tells both', async () => {
    const { from, number: n } = await claimed('档案室空调漏水');
    expect(await hub.chat(staff.wangLei, `/ticket ${n} offer @赵敏 换班`)).toMatchObject({ ok: true });
    expect(await hub.ticket(n)).toMatchObject({ owner: { id: 'wang.lei' } });
    expect(await hub.last(staff.zhaoMin, n)).toContain('[接受]');
    expect(await hub.last(staffPhone.zhaoMin, n)).toContain(`${n}`);
    expect(await hub.tap(staff.sunHao, n, 'accept')).toMatchObject({ ok: false });
    expect(await hub.tap(staff.zhaoMin, n, 'accept')).toMatchObject({ ok: true });
    expect(await hub.ticket(n)).toMatchObject({ owner: { id: 'zhao.min' }, claimed: true });
    expect(await hub.last(staff.wangLei, n)).toContain('赵敏');
    expect(await hub.last(staff.zhaoMin, n)).toContain(from);
  });

  it('climbs to the leader when it is declined; the giver still owns it', async () => {
    const { number: n } = await claimed('走廊灯箱不亮');
    await hub.tap(staff.wangLei, n, 'offer', { person: staff.zhaoMin });
    expect(await hub.chat(staff.zhaoMin, `/ticket ${n} decline 在外地`)).toMatchObject({ ok: true });
    expect(await hub.ticket(n)).toMatchObject({ owner: { id: 'wang.lei' } });
    for (const to of [staff.wangLei, staff.chenJing]) {
      expect(await hub.last(to, n)).toContain('赵敏谢绝了移交');
      expect(await hub.last(to, n)).toContain('在外地');
    }
  });

  it('climbs to the leader after ten minutes of silence; a late accept is refused', async () => {
    const { number: n } = await claimed('三楼打印服务器没反应');
    await hub.tap(staff.wangLei, n, 'answer');
    await hub.tap(staff.wangLei, n, 'offer', { person: staff.zhaoMin });
    await hub.advance('9m');
    expect(await hub.texts(staff.chenJing, n)).toEqual([]);
    await hub.advance('2m');
    expect(await hub.last(staff.chenJing, n)).toContain('赵敏没有回应移交');
    expect(await hub.ticket(n)).toMatchObject({ owner: { id: 'wang.lei' } });
    expect(await hub.tap(staff.zhaoMin, n, 'accept')).toMatchObject({ ok: false });
  });

  it('is refused to oneself, to nobody, and by somebody who neither holds nor leads it', async () => {
    const { number: n } = await claimed('车库道闸不抬杆');
    expect(await hub.chat(staff.wangLei, `/ticket ${n} offer @王磊`)).toMatchObject({ ok: false });
    expect(await hub.chat(staff.wangLei, `/ticket ${n} offer @张三丰`)).toMatchObject({ ok: false });
    expect(await hub.tap(staff.sunHao, n, 'offer', { person: staff.zhaoMin })).toMatchObject({ ok: false });
    expect(await hub.chat(staff.sunHao, `/ticket ${n} take 我来`)).toMatchObject({ ok: false });
    expect(await hub.ticket(n)).toMatchObject({ owner: { id: 'wang.lei' } });
  });

  it('lets the leader take it with a reason, without consent', async () => {
    const { from, number: n } = await claimed('指挥大厅话筒啸叫');
    expect(await hub.tap(staff.chenJing, n, 'take', { reason: '会议马上开始' })).toMatchObject({ ok: true });
    expect(await hub.ticket(n)).toMatchObject({ owner: { id: 'chen.jing' } });
    expect(await hub.last(staff.wangLei, n)).toContain('会议马上开始');
    expect(await hub.last(staff.chenJing, n)).toContain(from);
  });

  it('offers the open tickets of who reports ill to the deputy', async () => {
    const { number: n } = await claimed('门卫室电话不通');
    expect(await hub.chat(staff.wangLei, '/oncall')).toMatchObject({ ok: true });
    expect(await hub.last(staff.wangLei)).toContain(`工单${n}`);
    expect(await hub.chat(staff.wangLei, '/ticket oncall out')).toMatchObject({ ok: true });
    expect(await hub.last(staff.wangLei)).toMatch(/已登记请假，到.*由赵敏代班。\d+个工单已提出移交/);
    await hub.chat('U0ANNAWEBER', '/oncall');
    expect(await hub.last('U0ANNAWEBER')).toContain('First line: Zhao Min');
    expect(await hub.last(staff.zhaoMin, n)).toContain('[接受]');
    expect(await hub.ticket(n)).toMatchObject({ owner: { id: 'wang.lei' } });
    expect(await hub.tap(staff.zhaoMin, n, 'accept')).toMatchObject({ ok: true });
    expect(await hub.ticket(n)).toMatchObject({ owner: { id: 'zhao.min' } });
  });
});
