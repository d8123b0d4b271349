import { beforeAll, describe, expect, it } from 'vitest';
import { cards, staff, staffPhone, testHub } from '../support/hub.ts';

const hub = testHub();
const zhou = '+8613900000009';

beforeAll(async () => {
  await hub.toMonday('09:00');
});

describe('what was no fault', () => {
  it('ends by the owner with a reason; the reporter is told, and is not asked whether it is fixed', async () => {
    const { from, number: n } = await hub.report('测试一下短信');
    await hub.tap(staff.wangLei, n, 'claim');
    expect(await hub.chat(staff.wangLei, `/ticket ${n} void`)).toMatchObject({ ok: true });
    expect(await hub.ticket(n)).toMatchObject({ status: 'open' });
    expect(await hub.tap(staff.wangLei, n, 'void', { reason: 'test' })).toMatchObject({ ok: true });
    expect(await hub.ticket(n)).toMatchObject({ status: 'closed', outcome: 'void' });
    const texts = await hub.texts(from);
    expect(texts.at(-1)).toContain('测试');
    expect(texts.join()).not.toContain('请您核实');
    const mark = await hub.mark();
    await hub.advance('1h');
    expect((await hub.since(mark, { ticket: n })).filter(({ to }) => to !== cards)).toEqual([]);
  });

  it('needs the leader’s approval for a known customer; until then it stays open', async () => {
    const { ticket: n = 0 } = await hub.sms(zhou, '机房灯光偏暗');
    await hub.tap(staff.wangLei, n, 'claim');
    expect(await hub.tap(staff.wangLei, n, 'void', { reason: 'wrong-number' })).toMatchObject({ ok: true });
    expect(await hub.ticket(n)).toMatchObject({ status: 'open' });
    expect(await hub.last(staff.chenJing, n)).toContain('[批准]');
    expect(await hub.tap(staff.wangLei, n, 'approve', {}, 'void')).toMatchObject({ ok: false });
    expect(await hub.tap(staff.chenJing, n, 'reject', {}, 'void')).toMatchObject({ ok: true });
    expect(await hub.last(staff.wangLei, n)).toContain('没有批准作废');
    expect(await hub.ticket(n)).toMatchObject({ status: 'open' });
    await hub.tap(staff.wangLei, n, 'void', { reason: 'wrong-number' });
    expect(await hub.tap(staff.chenJing, n, 'approve', {}, 'void')).toMatchObject({ ok: true });
    expect(await hub.ticket(n)).toMatchObject({ status: 'closed', outcome: 'void' });
  });

  it('points the reporter of a duplicate to the ticket where it goes on', async () => {
    const first = await hub.report('办公网很慢');
    const second = await hub.report('办公网络慢得不行');
    expect(
      await hub.chat(staff.chenJing, `/ticket ${second.number} void 重复 ${first.number}`),
    ).toMatchObject({
      ok: true,
    });
    expect(await hub.last(second.from)).toContain(`${first.number}`);
    expect(await hub.chat(staff.chenJing, `/ticket ${first.number} void 重复 99999`)).toMatchObject({
      ok: false,
    });
    expect(await hub.chat(staff.chenJing, `/ticket ${first.number} void 重复 ${first.number}`)).toMatchObject(
      {
        ok: false,
      },
    );
    await hub.end(first.number);
  });

  it('says nothing to a spammer, and holds that number for the morning: it never pages again', async () => {
    const { from, number: n } = await hub.report('加微信领取优惠券');
    const before = await hub.texts(from);
    await hub.tap(staff.wangLei, n, 'void', { reason: 'spam' });
    expect(await hub.ticket(n)).toMatchObject({ status: 'closed', outcome: 'void' });
    expect(await hub.texts(from)).toEqual(before);
    const mark = await hub.mark();
    await hub.sms(from, '低价装修优惠');
    await hub.advance('15m');
    const rung = (await hub.since(mark)).filter(({ channel, to }) => channel === 'sms' && to !== from);
    expect(rung).toEqual([]);
    expect((await hub.since(mark, { to: staffPhone.wangLei })).length).toBe(0);
  });

  it('does not reopen when the reporter writes again: that is a new report', async () => {
    const { from, number: n } = await hub.report('测试短信通道');
    await hub.tap(staff.wangLei, n, 'void', { reason: 'test' });
    const { ticket: next = 0 } = await hub.sms(from, '这次是真的，三楼停电了');
    expect(next).not.toBe(n);
    expect(await hub.ticket(n)).toMatchObject({ status: 'closed', outcome: 'void' });
    await hub.end(next);
  });
});
