import { beforeAll, describe, expect, it } from 'vitest';
import { clockTime, staff, staffPhone, testHub } from '../support/hub.ts';

/** The manager reads English. */
const hub = testHub({
  service: (example) => example.replace('    name_en: Liu Yang\n', '    name_en: Liu Yang\n    locale: en\n'),
});
const dayMs = 86_400_000;
let monday = new Date(0);

beforeAll(async () => {
  monday = await hub.toMonday('10:00');
});

/** How many days after `from`, to the minute; undefined without such a clock. */
const dueAfter = async (n: number, clock: string, from: Date): Promise<number> =>
  Math.round(((Date.parse((await hub.clock(n, clock))?.due ?? '') - from.getTime()) / dayMs) * 1440) / 1440;

describe('a complaint by SMS', () => {
  let from = '';
  let n = 0;

  it('is confirmed with its number, when somebody responds and when the result comes in writing', async () => {
    ({ from, number: n } = await hub.report('三楼机房空调滴水'));
    await hub.tap(staff.wangLei, n, 'claim');
    await hub.tap(staff.wangLei, n, 'answer');
    expect(await hub.sms(from, '投诉 工程师态度不好')).toMatchObject({ ok: true, ticket: n });
    expect(await hub.last(from)).toMatch(
      new RegExp(
        `^【恒信集成】您的投诉已登记，工单${n}。\\S*10:\\d\\d前回应您，\\S*10:\\d\\d前书面告知处理结果。`,
      ),
    );
    expect((await hub.last(from)).length).toBeLessThanOrEqual(70);
  });

  it('runs for one week, with a response within a working day', async () => {
    const now = await hub.now();
    expect(await dueAfter(n, 'complaint', now)).toBeCloseTo(7, 1);
    expect(await dueAfter(n, 'complaint-response', now)).toBeCloseTo(1, 1);
    expect(await hub.clock(n, 'complaint')).toMatchObject({
      state: 'running',
      clause: '收集用户投诉并在一周内进行处理，处理结果以书面形式（含传真）通知',
    });
  });

  it('is told to the leader and the manager, each in their language, and not to who it is about', async () => {
    const leader = await hub.last(staff.chenJing, n);
    for (const part of ['收到投诉', '前书面告知结果', '工程师态度不好', '[我来联系客户]', '[指派]'])
      expect(leader).toContain(part);
    const manager = await hub.last(staff.liuYang, n);
    expect(manager).toContain('a complaint came in');
    expect(manager).toContain('result in writing by');
    expect((await hub.texts(staff.wangLei, n)).join()).not.toContain('态度不好');
    expect(await hub.texts(staffPhone.liuYang, n)).toEqual([]);
  });

  it('warns and breaks like every promise when nobody responds; the reporter hears an apology', async () => {
    await hub.tap(staff.wangLei, n, 'fix', { note: '清理排水管' });
    await hub.sms(from, `1 ${n}`);
    expect(await hub.ticket(n)).toMatchObject({ status: 'closed' });
    const mark = await hub.mark();
    await hub.to(new Date(monday.getTime() + dayMs + 60 * 60_000).toISOString());
    expect(await hub.clock(n, 'complaint-response')).toMatchObject({ state: 'broken' });
    const alert = (await hub.since(mark, { to: staff.liuYang, ticket: n })).find(({ text }) =>
      text.includes('MISSED'),
    );
    expect(alert?.text).toContain('我们对每一个投诉都将给客户一个响应');
    expect((await hub.since(mark, { to: staffPhone.liuYang, ticket: n })).length).toBeGreaterThan(0);
    const apologies = (await hub.since(mark, { to: from })).filter(({ text }) => text.includes('非常抱歉'));
    expect(apologies).toHaveLength(1);
  });

  it('is answered in writing by the leader: response and result are met, and the reporter has the words', async () => {
    const said = await hub.chat(staff.chenJing, `/ticket ${n} answer 已批评教育，并向您致歉`);
    expect(said, said.say).toMatchObject({ ok: true });
    expect(await hub.last(from)).toContain('已批评教育，并向您致歉');
    await hub.chat(staff.chenJing, `/ticket ${n} answer 处理结果：更换了驻场工程师`);
    expect(await hub.clock(n, 'complaint')).toMatchObject({ state: 'met' });
    const mark = await hub.mark();
    await hub.advance('8d');
    expect((await hub.since(mark, { ticket: n })).filter(({ channel }) => channel === 'sms')).toEqual([]);
  });
});

describe('a complaint by mail, in English, about nothing reported before', () => {
  const tom = 'tom.baker@example.net';

  it('opens a ticket of its own, is confirmed by mail, and told to leader and manager', async () => {
    monday = await hub.toMonday('10:00');
    const mark = await hub.mark();
    const sent = await hub.mail({
      from: `Tom Baker <${tom}>`,
      subject: 'Complaint',
      text: 'Complaint: nobody came to the computer lab last week although you said so.',
    });
    const n = sent.ticket ?? 0;
    expect(n).toBeGreaterThan(0);
    const letters = (await hub.since(mark, { to: tom })).map(({ text }) => text);
    const letter = letters.find((text) => text.includes('Your complaint is ticket')) ?? '';
    expect(letter).toContain(`${n}`);
    expect(letter).toMatch(/replies by (?:.* )?10:\d\d; you get the result in writing by .*10:\d\d/);
    expect(letter.replace(/恒信集成/g, '')).not.toMatch(/\p{Script=Han}/u);
    expect(await hub.last(staff.liuYang, n)).toContain('a complaint came in');
    expect((await hub.texts(staff.chenJing, n)).join('\n')).toContain('收到投诉');
    expect(await dueAfter(n, 'complaint', await hub.now())).toBeCloseTo(7, 1);
    await hub.end(n);
  });
});

describe('a complaint in chat', () => {
  it('is taken from a direct message, and answered there alone', async () => {
    const guest = 'U0GUEST01';
    await hub.chat(guest, '计算机教室投影仪没有信号');
    const mark = await hub.mark();
    const { ticket: n = 0 } = await hub.chat(guest, '投诉 一直没人理');
    expect(await hub.last(guest, n)).toContain('您的投诉已登记');
    expect(await hub.last(guest, n)).toContain(clockTime(await hub.now()).slice(0, 3));
    expect((await hub.since(mark, { to: staff.chenJing, ticket: n })).at(-1)?.text).toContain('一直没人理');
    const rows = await hub.since(mark, { ticket: n });
    expect(rows.filter(({ channel }) => channel !== 'slack')).toEqual([]);
    await hub.end(n);
  });
});
