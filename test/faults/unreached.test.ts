import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { NoticeDoc } from '../../src/store/documents.ts';
import { cards, staff, staffPhone, testHub } from '../support/hub.ts';

/** On a working Monday Wang Lei has the duty, Zhao Min stands in for him, Chen Jing leads. Sun Hao, on duty at weekends, can be texted alone. */
const hub = testHub({
  env: { LOG_LEVEL: 'silent' },
  service: (text) => text.replace(/reach: \[slack:U0SUNHAO,.*\]/, 'reach: [sms:+8613800000003]'),
});
const mailOf = { wangLei: 'wang.lei@example.com', zhaoMin: 'zhao.min@example.com' };
const sunHao = '+8613800000003';
let open: number[] = [];

beforeAll(async () => {
  await hub.toMonday('09:00');
});
const endAll = async () => {
  for (const number of open) await hub.end(number);
  open = [];
};
afterEach(endAll);

async function report(body: string): Promise<{ number: number; from: string }> {
  const given = await hub.report(body);
  open.push(given.number);
  return given;
}
const outbox = async () => (await hub.database()).collection<NoticeDoc>('outbox');
const named = async (ticket: number, name: NoticeDoc['name']) =>
  (await outbox()).find({ ticket, name }).toArray();
/** By which ways the page was tried that was owed by text, and what became of it. */
const ways = async (number: number) => {
  const page = (await named(number, 'page')).find(({ _id }) => /wang\.lei.*\/sms$/.test(_id));
  return [...(page?.attempts.map(({ to }) => to.split(':')[0]) ?? []), page?.state].join(' ');
};
/** Chat takes nothing more for this person, as for somebody who left. */
const chatRefuses = (user: string) =>
  hub.fail({
    channel: 'slack',
    method: 'chat.postMessage',
    conversation: user,
    error: 'user_disabled',
  });
/** What was noted of addresses by one test is no news in the next. */
const forgotten = async () =>
  void (await (
    await hub.database()
  )
    .collection('identities')
    .updateMany({}, { $unset: { dead: '', optedOut: '' } }));

describe('a text of which the provider says nothing more', () => {
  afterEach(forgotten);

  // Without the minute's look it would count as sent for good.
  it('F41: a page goes on by the next way that its reader has, once five minutes have passed', async () => {
    await hub.fail({ channel: 'sms', to: staffPhone.wangLei, silent: true });
    const { number } = await report('三楼机房断网了');
    expect(await hub.texts(staffPhone.wangLei, number)).toHaveLength(1);
    await hub.advance('4m');
    expect(await hub.texts(mailOf.wangLei, number)).toEqual([]);
    await hub.advance('2m');
    expect(await ways(number)).toBe('sms email sent');
    expect(await hub.texts(mailOf.wangLei, number)).toHaveLength(1);
  });

  // Without the look for what is unproven the person on duty would be the only one who knows.
  it('F41: where there is no other way, the next responder is called and told why', async () => {
    await hub.toMonday('09:00');
    await hub.advance('5d');
    await hub.fail({ channel: 'sms', to: sunHao, silent: true });
    const { number } = await report('三楼机房又断网了');
    await hub.advance('6m');
    const [told] = await named(number, 'undelivered');
    expect(told).toMatchObject({ to: { id: 'wang.lei' }, loud: 'page', facts: { reason: 'no-receipt' } });
    await hub.chat(staff.chenJing, `/ticket ${number} trace`);
    expect(await hub.last(staff.chenJing)).toContain('没有回执');
  });

  it('F41: what a reporter got counts as unproven, and rings nobody', async () => {
    const from = hub.phone();
    await hub.fail({ channel: 'sms', to: from, silent: true });
    const { number } = await hub.report('打印机坏了', from);
    open.push(number);
    await hub.tap(staff.wangLei, number, 'claim');
    await hub.advance('6m');
    expect((await named(number, 'receipt'))[0]).toMatchObject({ state: 'sent', unproven: true });
    expect(await named(number, 'undelivered')).toEqual([]);
  });

  // Twilio tells once: a hub that was away then has to ask.
  it('F41: a receipt that went astray is asked for, and nothing is sent again', async () => {
    const { number } = await report('打印机又坏了');
    await (await outbox()).updateMany(
      { ticket: number, state: 'delivered', lane: /^sms:/ },
      { $set: { state: 'sent', receiptDue: await hub.now() } },
    );
    await hub.tap(staff.wangLei, number, 'claim');
    const before = (await hub.messages({ ticket: number })).length;
    await hub.advance('6m');
    const texts = await (await outbox()).find({ ticket: number, lane: /^sms:/ }).toArray();
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.map(({ state }) => state)).toEqual(texts.map(() => 'delivered'));
    expect(await hub.messages({ ticket: number })).toHaveLength(before);
  });
});

describe('a text that could not be delivered', () => {
  afterEach(forgotten);

  // Without the second look at what failed before it would be texted for ever, and no mail written.
  it('F40: for now (30003), is sent once more after minutes, then by the next way', async () => {
    await hub.toMonday('09:00');
    await hub.fail({ channel: 'sms', to: staffPhone.wangLei, undelivered: 30003, times: 2 });
    const { number } = await report('四楼机房断网了');
    expect(await ways(number)).toBe('sms queued');
    await hub.advance('4m');
    expect(await ways(number)).toBe('sms sms email sent');
  });

  // Without the next way a page would end with its text; without the mark the number would be texted again.
  it.each([
    ['its number is none', 21211],
    ['its reader said STOP', 21610],
  ])('F38: because %s (%s), goes the next way at once, and so does all that follows', async (_why, code) => {
    await hub.toMonday('09:00');
    await hub.fail({ channel: 'sms', to: staffPhone.wangLei, status: 400, code });
    const first = await report(`五楼机房断网了 ${code}`);
    expect(await ways(first.number)).toBe('sms email sent');
    const second = await report(`六楼机房断网了 ${code}`);
    expect(await ways(second.number)).toBe('email sent');
    for (const { number } of [first, second]) {
      expect(await hub.texts(mailOf.wangLei, number)).toHaveLength(1);
      expect(await hub.texts(staffPhone.wangLei, number)).toEqual([]);
    }
  });

  // Without it nobody would hear why, and every text after it would be stopped as well.
  it('F40: because carriers stop what we send (30007), goes the next way at once, and the keepers hear of it once a day', async () => {
    const keepers = async () => (await (await outbox()).find({ 'facts.ours': true }).toArray()).length;
    await hub.fail({ channel: 'sms', to: staffPhone.wangLei, undelivered: 30007 });
    const { number } = await report('四楼机房又断网了');
    await hub.advance('1m');
    expect(await ways(number)).toBe('sms email sent');
    for (const who of [staff.chenJing, staff.liuYang])
      expect(await hub.last(who, number)).toContain('我们的短信被拦截（被运营商拦截）');
    await hub.fail({ channel: 'sms', to: staffPhone.wangLei, undelivered: 30007 });
    const again = await report('四楼机房第三次断网了');
    await hub.advance('1m');
    expect(await ways(again.number)).toBe('sms email sent');
    expect(await keepers()).toBe(2);
    await endAll();
    await hub.advance('24h');
    await hub.fail({ channel: 'sms', to: staffPhone.wangLei, undelivered: 30007 });
    await report('四楼机房第四次断网了');
    await hub.advance('1m');
    expect(await keepers()).toBe(4);
  });
});

describe('somebody on duty who can be reached by no channel', () => {
  afterEach(forgotten);
  const mute = async (user: string, phone: string, mail?: string) => {
    await chatRefuses(user);
    await hub.fail({ channel: 'sms', to: phone, undelivered: 30005 });
    if (mail) await hub.fail({ channel: 'email', to: mail, code: 550 });
  };

  // Without `notDelivered` the ladder would wait its three minutes; with the look at one row alone it would cry too early.
  it('F46: the next responder is called at once, can claim, and the trace shows it', async () => {
    await hub.toMonday('09:00');
    await mute(staff.wangLei, staffPhone.wangLei, mailOf.wangLei);
    const { number } = await report('配电室进水了');
    const [told, ...more] = await named(number, 'undelivered');
    expect([told, ...more].map((row) => row?.to)).toEqual([
      { kind: 'person', id: 'zhao.min' },
      { kind: 'person', id: 'zhao.min' },
    ]);
    expect(await hub.last(staffPhone.zhaoMin, number)).toContain('联系不上');
    const pages = await named(number, 'page');
    expect(pages.map(({ state }) => state)).toEqual(['failed', 'failed']);
    expect(await hub.tap(staff.zhaoMin, number, 'claim')).toMatchObject({ ok: true });
    expect((await hub.ticket(number)).owner.id).toBe('zhao.min');
  });

  it('F46: it climbs on while those who are called can’t be reached either, and ends', async () => {
    await mute(staff.wangLei, staffPhone.wangLei, mailOf.wangLei);
    await mute(staff.zhaoMin, staffPhone.zhaoMin, mailOf.zhaoMin);
    await mute(staff.chenJing, staffPhone.chenJing, 'chen.jing@example.com');
    const { number } = await report('配电室又进水了');
    const told = await named(number, 'undelivered');
    const people = [...new Set(told.map(({ to }) => (to.kind === 'person' ? to.id : '')))];
    expect(people).toEqual(['zhao.min', 'chen.jing', 'liu.yang']);
    expect(await hub.last(staffPhone.liuYang, number)).toContain('王磊联系不上');
  });

  it('F46: a page that arrives by one of its channels calls nobody else', async () => {
    await chatRefuses(staff.wangLei);
    const { number } = await report('空调漏水');
    expect(await named(number, 'undelivered')).toEqual([]);
    expect(await hub.texts(staffPhone.wangLei, number)).toHaveLength(1);
  });
});

describe('a channel in chat that takes nothing', () => {
  // With the address marked as dead, no card would ever come back.
  it.each(['is_archived', 'channel_not_found'])(
    'F35: (%s) its keepers hear once a day, people are called as ever, and cards come back once it is restored',
    async (error) => {
      const monday = await hub.toMonday('09:00');
      const lost = { channel: 'slack', method: 'chat.postMessage', conversation: cards, error };
      await hub.fail({ ...lost, times: 2 });
      const first = await report('走廊灯不亮');
      const second = await report('走廊灯又不亮');
      const told = await (await outbox())
        .find({ name: 'undelivered', 'facts.conversation': true, at: { $gte: monday } })
        .toArray();
      expect(told.map(({ to }) => (to.kind === 'person' ? to.id : ''))).toEqual(['chen.jing', 'liu.yang']);
      expect(await hub.texts(cards, first.number)).toEqual([]);
      expect(await hub.texts(staffPhone.wangLei, second.number)).toHaveLength(1);
      const third = await report('走廊灯还是不亮');
      expect(await hub.texts(cards, third.number)).toHaveLength(1);
      await hub.tap(staff.wangLei, first.number, 'claim');
      expect(await hub.texts(cards, first.number)).toHaveLength(1);
    },
  );
});
