import { beforeAll, describe, expect, it } from 'vitest';
import { cards, staff, testHub } from '../support/hub.ts';

const hub = testHub();

beforeAll(async () => {
  await hub.toMonday('09:00');
});

describe('a fault reported in chat', () => {
  it('opens by /fault with text; whoever reports it is its owner and is told the number', async () => {
    const { ok, ticket } = await hub.chat(staff.sunHao, '/fault 一楼指挥大厅大屏黑屏');
    expect(ok).toBe(true);
    expect(await hub.ticket(ticket ?? 0)).toMatchObject({
      owner: { id: 'sun.hao' },
      reports: [{ channel: 'slack', from: staff.sunHao, text: '一楼指挥大厅大屏黑屏' }],
    });
    expect((await hub.texts(staff.sunHao, ticket)).join('\n')).toContain(`工单${ticket}`);
    expect(await hub.last(cards, ticket)).toContain('大屏黑屏');
  });

  it('opens by the form that /fault without text shows', async () => {
    const mark = await hub.mark();
    expect(await hub.chat(staff.sunHao, '/fault')).toMatchObject({ ok: true });
    const { chat } = await hub.look();
    const modal = (chat as unknown as { modals: { id: string; user: string }[] }).modals.at(-1);
    expect(modal).toBeDefined();
    const sent = await hub.submit(staff.sunHao, { what: '投影仪不亮', where: '计算机教室' });
    expect(sent).toMatchObject({ ok: true });
    const card = (await hub.since(mark, { to: cards })).at(-1);
    expect(card?.text).toContain('投影仪不亮');
    expect(card?.text).toContain('计算机教室');
  });

  it('opens by a mention in the channel and by a direct message', async () => {
    const mention = await hub.chat(staff.zhaoMin, '@faultline 三楼机房空调报警');
    expect((await hub.ticket(mention.ticket ?? 0)).reports[0]?.text).toBe('三楼机房空调报警');
    const direct = await hub.chat(staff.liNa, '计算机教室交换机没电');
    expect((await hub.ticket(direct.ticket ?? 0)).reports[0]?.text).toBe('计算机教室交换机没电');
    expect(direct.ticket).not.toBe(mention.ticket);
  });
});

describe('working a ticket in chat', () => {
  it('does by /ticket n verb what the buttons do, and says what was done', async () => {
    const { from, number: n } = await hub.report('门禁刷卡没反应');
    const say = async (line: string) => (await hub.chat(staff.wangLei, `/ticket ${n} ${line}`)).ok;
    expect(await say('claim')).toBe(true);
    expect(await hub.last(staff.wangLei, n)).toBeTruthy();
    expect(await say('unclaim')).toBe(true);
    expect(await say('认领')).toBe(true);
    expect(await say('answer 已远程重启控制器')).toBe(true);
    expect(await hub.last(from)).toContain('已远程重启控制器');
    expect(await say('title 门禁故障')).toBe(true);
    expect(await say('severity 紧急')).toBe(true);
    expect(await say('note 控制器型号AC-4')).toBe(true);
    expect(await say('onsite')).toBe(true);
    expect(await say('arrive')).toBe(true);
    expect(await say('parts 读卡器一个')).toBe(true);
    expect(await say('parts 已到货')).toBe(true);
    expect(await say('say 读卡器已换，正在调试')).toBe(true);
    expect(await hub.last(from)).toContain('读卡器已换，正在调试');
    expect(await say('why')).toBe(true);
    expect(await hub.last(staff.wangLei)).toContain('在出现设备故障的 0.5 小时内给予问题的解答');
    expect(await say('trace')).toBe(true);
    expect(await hub.last(staff.wangLei)).toContain('短信');
    expect(await say('修好 换了读卡器')).toBe(true);
    expect(await hub.ticket(n)).toMatchObject({ status: 'fixed', severity: 'urgent', title: '门禁故障' });
    const note = (await hub.texts(from)).join('\n');
    expect(note).not.toContain('AC-4');
    expect(note).toContain('（门禁故障）已处理');
  });

  it('does by a mention in the card’s thread the same without the number; other words stay inside', async () => {
    const { from, number: n } = await hub.report('机柜温度过高');
    const inThread = (text: string) => hub.chat(staff.wangLei, text, { ticket: n });
    expect(await inThread('@bot 认领')).toMatchObject({ ok: true });
    expect(await hub.ticket(n)).toMatchObject({ owner: { id: 'wang.lei' }, claimed: true });
    const before = (await hub.texts(from)).length;
    await inThread('谁有三楼的钥匙？');
    expect(await inThread('@bot 谁有三楼的钥匙？')).toMatchObject({ ok: false });
    expect(await hub.texts(from)).toHaveLength(before);
    const open = (await hub.tickets()).length;
    expect(await inThread('@bot 修好 换了风扇')).toMatchObject({ ok: true });
    expect(await hub.ticket(n)).toMatchObject({ status: 'fixed' });
    expect((await hub.tickets()).length).toBe(open);
    expect(await hub.last(from)).toContain('请您核实');
  });

  it('lets a reporter in chat confirm, deny and rate by buttons, and hears only in chat', async () => {
    const { ticket: n = 0 } = await hub.chat(staff.liNa, '/fault 培训室投影仪偏色');
    await hub.tap(staff.liNa, n, 'offer', { person: staff.wangLei });
    expect(await hub.tap(staff.wangLei, n, 'accept')).toMatchObject({ ok: true });
    await hub.tap(staff.wangLei, n, 'fix', { note: '调整色温' });
    expect(await hub.last(staff.liNa, n)).toContain('[已修好]');
    expect(await hub.tap(staff.liNa, n, 'deny', { why: '还是偏绿' })).toMatchObject({ ok: true });
    expect(await hub.ticket(n)).toMatchObject({ status: 'open' });
    await hub.tap(staff.wangLei, n, 'fix', { note: '更换灯泡' });
    expect(await hub.tap(staff.liNa, n, 'confirm')).toMatchObject({ ok: true });
    expect(await hub.ticket(n)).toMatchObject({ status: 'closed', outcome: 'confirmed' });
    expect(await hub.tap(staff.liNa, n, 'rate', {}, '4')).toMatchObject({ ok: true });
    expect(await hub.last(staff.wangLei, n)).toContain('4 分');
  });

  it('shows on the home tab my tickets and who is on duty now', async () => {
    const { number: n } = await hub.report('弱电间有异味请查看');
    await hub.tap(staff.wangLei, n, 'claim');
    await hub.home(staff.wangLei);
    const { chat } = await hub.look();
    const home = JSON.stringify(chat.homes);
    expect(home).toContain(String(n));
    expect(home).toContain('王磊');
  });

  it('tells somebody who is not on the staff nothing and changes nothing', async () => {
    const { number: n } = await hub.report('广播没有声音');
    const answer = await hub.tap(staff.wangLei, n, 'nonsense').catch((error: Error) => error);
    expect(answer instanceof Error || !answer.ok).toBe(true);
    expect(await hub.ticket(n)).toMatchObject({ status: 'open', claimed: false });
  });

  it('B16, B17: shows a guest with somebody else’s button neither the ticket nor the way to its page', async () => {
    const guest = 'UGUESTINCHAT';
    const { number: n } = await hub.report('门卫室电话不通');
    for (const button of ['confirm', 'deny', 'rate', 'add', 'claim', 'fix'])
      expect(await hub.tap(guest, n, button, { why: '没好', text: '没好' }), button).toMatchObject({
        ok: false,
      });
    await hub.tap(staff.wangLei, n, 'fix', { note: '换线' });
    for (const button of ['confirm', 'deny', 'rate', 'add'])
      expect(await hub.tap(guest, n, button, { why: '没好', text: '没好' }), button).toMatchObject({
        ok: false,
      });
    expect(await hub.ticket(n)).toMatchObject({ status: 'fixed' });
    expect((await hub.ticket(n)).reports).toHaveLength(1);
    const told = (await hub.texts(guest)).join('\n');
    expect(told).not.toMatch(/\/t\/|门卫|王磊|换线/);
  });

  it('explains itself for /fault help, and opens nothing', async () => {
    const before = (await hub.tickets()).length;
    expect(await hub.chat('UGUESTINCHAT', '/fault help')).toMatchObject({ ok: true });
    expect(await hub.last('UGUESTINCHAT')).toMatch(/怎么用|How this works/);
    expect((await hub.tickets()).length).toBe(before);
  });
});
