import { beforeAll, describe, expect, it } from 'vitest';
import { cards, staff, staffPhone, testHub } from '../support/hub.ts';

const hub = testHub();
const monday = { now: new Date(0) };

beforeAll(async () => {
  monday.now = await hub.toMonday('09:00');
});

describe('a fault reported by a Chinese SMS', () => {
  let from = '';
  let n = 0;

  it('is answered with its number, its owner by name, the promise, and how to ask and to hurry', async () => {
    ({ from, number: n } = await hub.report('三楼机房网络断了'));
    expect(await hub.texts(from)).toEqual([
      `【恒信集成】已收到报修，工单号${n}。值班工程师王磊负责，09:30前答复您。有补充请直接回复；查进度回0，催办回9。`,
    ]);
  });

  it('pages the duty engineer at once, by a chat message with its own Claim and by SMS', async () => {
    const [page] = await hub.texts(staff.wangLei, n);
    expect(page).toContain(`工单${n}`);
    expect(page).toContain('[认领]');
    const [sms] = await hub.texts(staffPhone.wangLei, n);
    expect(sms).toMatch(new RegExp(`^【恒信集成】工单${n}.*09:30前须答复。09:03无人认领将呼叫赵敏。$`));
  });

  it('is one card in the engineers’ channel: what, where, masked reporter, severity, owner, time left', async () => {
    const card = await hub.last(cards, n);
    for (const part of [
      '三楼机房网络断了',
      '现场: 三楼机房',
      `${from.slice(0, 3)}••••${from.slice(-4)}（短信）`,
      '负责人: 王磊（待认领）',
      '严重',
      '答复: 还剩',
    ])
      expect(card).toContain(part);
    expect(card).not.toContain(from.slice(3, 10));
  });

  it('is answered by 0 with where it stands', async () => {
    expect(await hub.sms(from, '0')).toMatchObject({ ok: true, ticket: n });
    expect(await hub.last(from)).toContain(`工单${n}`);
    expect(await hub.last(from)).toContain('王磊');
  });

  it('is hurried by 9: the reporter hears so and the engineer is rung again', async () => {
    const mark = await hub.mark();
    expect(await hub.sms(from, '9')).toMatchObject({ ok: true, ticket: n });
    expect(await hub.last(from)).toContain(`已为您催办工单${n}`);
    const rung = await hub.since(mark, { to: staffPhone.wangLei, ticket: n });
    expect(rung.at(-1)?.text).toContain('催');
  });

  it('belongs to the first to tap Claim, who alone sees the number to call; a second tap is told who was first', async () => {
    expect(await hub.tap(staff.zhaoMin, n, 'claim')).toMatchObject({ ok: true });
    const late = await hub.tap(staff.wangLei, n, 'claim');
    expect(late).toMatchObject({ ok: false });
    expect(late.say).toContain('赵敏');
    const revealed = await hub.last(staff.zhaoMin, n);
    for (const part of [from, '[已电话答复]', '[打不通]', '[要到现场]', '市府路1号', '门禁卡'])
      expect(revealed).toContain(part);
    const others = (await hub.messages({ ticket: n })).filter(
      ({ to }) => to !== staff.zhaoMin && to !== from,
    );
    for (const { text } of others) expect(text).not.toContain(from);
    expect(await hub.ticket(n)).toMatchObject({ owner: { id: 'zhao.min' }, claimed: true });
    expect(await hub.last(cards, n)).toContain('负责人: 赵敏');
  });

  it('can be given back within two minutes by who claimed it wrongly, and is claimed by another', async () => {
    expect(await hub.tap(staff.zhaoMin, n, 'unclaim')).toMatchObject({ ok: true });
    expect(await hub.ticket(n)).toMatchObject({ owner: { id: 'wang.lei' }, claimed: false });
    expect(await hub.tap(staff.wangLei, n, 'claim')).toMatchObject({ ok: true });
    await hub.advance('3m');
    const late = await hub.tap(staff.wangLei, n, 'unclaim');
    expect(late).toMatchObject({ ok: false });
    expect(await hub.ticket(n)).toMatchObject({ owner: { id: 'wang.lei' }, claimed: true });
  });

  it('never offers more than three buttons at once on any message, the rest in an overflow', async () => {
    const { chat } = await hub.look();
    const counts = chat.conversations
      .flatMap(({ messages }) => messages)
      .flatMap(({ blocks = [] }) => blocks)
      .filter(({ type }) => type === 'actions')
      .map(({ elements = [] }) => elements.filter(({ type }) => type === 'button').length);
    expect(counts.length).toBeGreaterThan(2);
    expect(Math.max(...counts)).toBeLessThanOrEqual(3);
  });

  it('is answered by phone, visited, given parts and fixed by taps; only "fixed" asks for a line', async () => {
    expect(await hub.tap(staff.wangLei, n, 'answer')).toMatchObject({ ok: true });
    expect(await hub.clock(n, 'answer')).toMatchObject({ state: 'met' });
    expect(await hub.tap(staff.wangLei, n, 'onsite')).toMatchObject({ ok: true });
    expect(await hub.last(from)).toMatch(/王磊已出发.*三楼机房/);
    expect(await hub.tap(staff.wangLei, n, 'arrive')).toMatchObject({ ok: true });
    expect(await hub.clock(n, 'onsite')).toMatchObject({ state: 'met' });
    expect(await hub.tap(staff.wangLei, n, 'parts', { what: '光模块一个' })).toMatchObject({ ok: true });
    const bare = await hub.chat(staff.wangLei, `/ticket ${n} fix`);
    expect((await hub.ticket(n)).status).toBe('open');
    expect(bare.ok).toBe(true);
    expect(await hub.tap(staff.wangLei, n, 'fix', { note: '更换光模块' })).toMatchObject({ ok: true });
    expect((await hub.ticket(n)).status).toBe('fixed');
    expect(await hub.last(from)).toBe(
      `【恒信集成】工单${n}已处理，请您核实。恢复正常请回1；没修好请回2，并写一下现在的情况。`,
    );
  });

  it('reopens by 2 with a reason: the owner is woken, the answer clock starts again, the reporter hears when', async () => {
    const mark = await hub.mark();
    expect(await hub.sms(from, '2 还是不行')).toMatchObject({ ok: true, ticket: n });
    expect(await hub.ticket(n)).toMatchObject({ status: 'open', owner: { id: 'wang.lei' } });
    expect(await hub.clock(n, 'answer')).toMatchObject({ state: 'running' });
    expect(await hub.last(from)).toMatch(
      new RegExp(
        `^【恒信集成】收到，工单${n}继续处理，仍由王磊负责，\\d\\d:\\d\\d前给您打电话。没有一次修好，.*抱歉。$`,
      ),
    );
    const woken = await hub.since(mark, { to: staff.wangLei, ticket: n });
    expect(woken.some(({ text }) => text.includes('还是不行'))).toBe(true);
    expect(await hub.since(mark, { to: staffPhone.wangLei, ticket: n })).toHaveLength(1);
  });

  it('closes by 1 as confirmed, asks for a rating, and takes a bare digit as one', async () => {
    await hub.tap(staff.wangLei, n, 'fix', { note: '更换跳线' });
    expect(await hub.sms(from, '１。')).toMatchObject({ ok: true, ticket: n });
    expect(await hub.ticket(n)).toMatchObject({ status: 'closed', outcome: 'confirmed' });
    expect(await hub.last(from)).toBe(
      `【恒信集成】谢谢确认，工单${n}已结案。请您评价：很满意回5，满意回4，一般回3；不满意请写原因，我们会给您回电。`,
    );
    const asked = (await hub.texts(from)).length;
    expect(await hub.sms(from, '5')).toMatchObject({ ok: true, ticket: n });
    expect(await hub.last(staff.wangLei, n)).toContain('5 分');
    expect((await hub.texts(from)).length).toBe(asked);
    expect(await hub.tickets()).toHaveLength(1);
  });

  it('has its record owed by the end of the shift, with one reminder, until it is complete', async () => {
    const mark = await hub.mark();
    await hub.to(new Date(monday.now.getTime() + 11 * 3_600_000 + 60_000).toISOString());
    const reminders = (await hub.since(mark, { to: staff.wangLei, ticket: n })).filter(({ text }) =>
      text.includes('记录'),
    );
    expect(reminders.filter(({ text }) => text.includes('方法'))).toHaveLength(1);
    expect(await hub.last(cards, n)).toContain('还欠故障记录');
    expect(
      await hub.tap(staff.wangLei, n, 'record', {
        method: '替换',
        measure: '换跳线',
        progress: '完',
        result: '好',
      }),
    ).toMatchObject({ ok: true });
    expect(await hub.last(cards, n)).not.toContain('还欠故障记录');
  });
});

describe('the first minute of an SMS', () => {
  it('joins what one sender writes within three minutes into one report', async () => {
    const { from, number } = await hub.report('二楼会议室投影仪坏了');
    const texts = (await hub.texts(from)).length;
    expect(await hub.sms(from, '灯一直闪')).toMatchObject({ ok: true, ticket: number });
    expect(await hub.sms(from, '找许老师')).toMatchObject({ ok: true, ticket: number });
    expect((await hub.ticket(number)).reports.map(({ text }) => text)).toEqual([
      '二楼会议室投影仪坏了',
      '灯一直闪',
      '找许老师',
    ]);
    expect(await hub.texts(from)).toHaveLength(texts);
  });

  it('answers danger words with the safety line first and pages at once', async () => {
    const { from, number } = await hub.report('机房冒烟了');
    expect(await hub.last(from)).toMatch(new RegExp(`^【恒信集成】工单${number}：请先断电并撤离`));
    expect(await hub.ticket(number)).toMatchObject({ severity: 'urgent' });
    expect(await hub.last(staffPhone.zhaoMin, number)).toContain('紧急');
  });

  it('answers "在吗" kindly, and after five minutes of silence a person hears of it', async () => {
    const from = hub.phone();
    expect(await hub.sms(from, '在吗')).toMatchObject({ ok: true });
    expect(await hub.last(from)).toContain('请说一下哪里');
    const mark = await hub.mark();
    await hub.advance('6m');
    const heard = (await hub.since(mark)).filter(
      ({ ticket, channel }) => ticket === null && channel === 'slack',
    );
    expect(heard).toHaveLength(1);
    // Nobody else knows where to answer: there is no ticket yet.
    expect(heard[0]?.text).toContain(from);
  });

  it('B34: prompts once for the same empty words within ten minutes, and still takes a report', async () => {
    const from = hub.phone();
    for (let times = 0; times < 4; times++) await hub.sms(from, '您好');
    expect(await hub.texts(from)).toHaveLength(1);
    await hub.advance('11m');
    await hub.sms(from, '您好');
    expect(await hub.texts(from)).toHaveLength(2);
    const { ticket } = await hub.sms(from, '二楼会议室投影不亮');
    expect(await hub.last(from)).toContain(`工单号${ticket}`);
    await hub.end(ticket ?? 0);
  });

  it('opens another ticket for "新 …" and then asks which one a bare digit means', async () => {
    const { from, number } = await hub.report('走廊摄像头黑屏');
    const other = await hub.sms(from, '新 门禁刷不开');
    expect(other.ticket).not.toBe(number);
    expect(await hub.sms(from, '9')).toMatchObject({ ok: true });
    expect(await hub.last(from)).toContain(`${number}`);
    expect(await hub.last(from)).toContain(`${other.ticket}`);
    expect(await hub.sms(from, `9 ${other.ticket}`)).toMatchObject({ ok: true, ticket: other.ticket });
  });

  it('brings a person for "人工" and explains itself for "帮助"', async () => {
    const { from, number } = await hub.report('打印机卡纸');
    expect(await hub.sms(from, '人工')).toMatchObject({ ok: true, ticket: number });
    expect(await hub.last(from)).toMatch(/前会有同事给您打电话/);
    expect(await hub.sms(from, '帮助')).toMatchObject({ ok: true });
    expect(await hub.last(from)).toContain('催办回9');
  });

  it('ends what the reporter withdraws by "不用了", without asking anybody', async () => {
    const { from, number } = await hub.report('空调遥控器没反应');
    expect(await hub.sms(from, '不用了')).toMatchObject({ ok: true, ticket: number });
    expect(await hub.ticket(number)).toMatchObject({ status: 'closed', outcome: 'void' });
    expect(await hub.last(from)).toContain('撤回');
  });
});
