import { beforeAll, describe, expect, it } from 'vitest';
import { staff, testHub } from '../support/hub.ts';

const hub = testHub();

beforeAll(async () => {
  await hub.toMonday('09:00');
});

/** What one text of the plan says. */
const kindOf = (text: string): string => {
  if (/已收到报修|已登记，正在安排/.test(text)) return 'receipt';
  if (/答复您：/.test(text)) return 'answer';
  if (/已出发/.test(text)) return 'on the way';
  if (/我们没有做到/.test(text)) return 'delay';
  if (/请您核实/.test(text)) return 'fixed?';
  if (/还没收到您的确认/.test(text)) return 'reminder';
  if (/谢谢确认/.test(text)) return 'closed';
  return `unexpected: ${text}`;
};

describe('what a reporter is texted', () => {
  it('costs four texts when all goes well: receipt, on the way, fixed?, thanks', async () => {
    const { from, number: n } = await hub.report('三楼机房打印机卡纸');
    for (const button of ['claim', 'answer', 'onsite', 'arrive'])
      expect(await hub.tap(staff.wangLei, n, button)).toMatchObject({ ok: true });
    await hub.tap(staff.wangLei, n, 'parts', { what: '搓纸轮' });
    await hub.chat(staff.wangLei, `/ticket ${n} parts 已到货`);
    await hub.chat(staff.wangLei, `/ticket ${n} note 客户很着急`);
    await hub.tap(staff.wangLei, n, 'fix', { note: '更换搓纸轮' });
    await hub.sms(from, '1');
    await hub.sms(from, '5');
    await hub.sms(from, '谢谢');
    expect((await hub.texts(from)).map(kindOf)).toEqual(['receipt', 'on the way', 'fixed?', 'closed']);
  });

  it('costs at most the plan in the worst story: each of its messages once', async () => {
    const { from, number: n } = await hub.report('三楼机房存储告警');
    await hub.advance('1h');
    await hub.tap(staff.wangLei, n, 'claim');
    await hub.tap(staff.zhaoMin, n, 'claim');
    await hub.chat(staff.wangLei, `/ticket ${n} answer 正在定位，硬盘可能故障`);
    await hub.tap(staff.wangLei, n, 'offer', { person: staff.zhaoMin });
    await hub.tap(staff.zhaoMin, n, 'accept');
    await hub.tap(staff.zhaoMin, n, 'onsite');
    await hub.tap(staff.zhaoMin, n, 'arrive');
    await hub.tap(staff.zhaoMin, n, 'fix', { note: '更换硬盘' });
    await hub.advance('6d');
    expect(await hub.ticket(n)).toMatchObject({ status: 'closed', outcome: 'unconfirmed' });
    expect((await hub.texts(from)).map(kindOf)).toEqual([
      'receipt',
      'delay',
      'answer',
      'on the way',
      'fixed?',
      'reminder',
    ]);
  });

  it('is one segment each: at most 70 characters with Chinese in it', async () => {
    const sent = (await hub.messages()).filter(({ channel }) => channel === 'sms');
    expect(sent.length).toBeGreaterThan(8);
    for (const { text } of sent)
      expect(text.length, text).toBeLessThanOrEqual(/\p{Script=Han}/u.test(text) ? 70 : 160);
  });
});
