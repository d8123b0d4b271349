import { beforeAll, describe, expect, it } from 'vitest';
import { staff, staffPhone, testHub } from '../support/hub.ts';

const hub = testHub();

beforeAll(async () => {
  await hub.toMonday('09:00');
});

/** The id of the last mail to an address, to be answered. */
const lastMail = async (to: string): Promise<string> => (await hub.messages({ to })).at(-1)?.id ?? '';
const fixIt = async (n: number) => {
  await hub.tap(staff.wangLei, n, 'answer');
  await hub.tap(staff.wangLei, n, 'fix', { note: '更换光模块' });
};
const quoted = (answer: string, history: string) =>
  `${answer}\n\n--\n周岚\n应急局办公室 电话 010-55550100\n\n在 2026年11月30日 09:01，恒信集成 <desk@faultline.test> 写道：\n${history
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')}\n`;

describe('a fault reported by mail', () => {
  const zhou = 'zhou@example.org';
  let n = 0;

  it('is answered by mail with number, owner and promise; the tag stands once in the subject', async () => {
    const answer = await hub.mail({
      from: `周岚 <${zhou}>`,
      subject: '三楼机房断网',
      text: '三楼机房从早上开始断网，请尽快处理。',
      cc: ['liu.gong@example.org'],
    });
    n = answer.ticket ?? 0;
    const receipt = await hub.last(zhou);
    expect(receipt.split(`[#${n}]`)).toHaveLength(2);
    expect(receipt).toContain(`工单${n}`);
    expect(receipt).toContain('王磊');
    expect(receipt).toContain('09:30前答复您');
    expect(await hub.texts('liu.gong@example.org')).toEqual([]);
    expect((await hub.messages({ to: '+8613900000009' })).length).toBe(0);
  });

  it('comes as plain text and as HTML that say the same', async () => {
    const { mails } = await hub.look();
    const mail = mails.findLast(({ way, to }) => way === 'out' && to === zhou);
    expect(mail?.html).toContain(`工单${n}`);
    expect(mail?.html).toContain('09:30前答复您');
    expect(mail?.text).toContain('09:30前答复您');
  });

  it('takes an answer in the same conversation as an addition, without the quoted history and the signature', async () => {
    await hub.tap(staff.wangLei, n, 'claim');
    const receipt = await lastMail(zhou);
    const added = await hub.mail({
      from: zhou,
      subject: `Re: 三楼机房断网 [#${n}]`,
      text: quoted('补充：核心交换机的灯是红的。', '工单已登记\n09:30前答复您'),
      inReplyTo: receipt,
    });
    expect(added).toMatchObject({ ok: true, ticket: n });
    expect((await hub.ticket(n)).reports.at(-1)).toEqual({
      channel: 'email',
      from: zhou,
      text: '补充：核心交换机的灯是红的。',
    });
    expect((await hub.texts(staff.wangLei, n)).at(-1)).toContain('核心交换机的灯是红的');
  });

  it('keeps one conversation: every mail to the reporter answers the first one, with one tag', async () => {
    await fixIt(n);
    const { mails } = await hub.look();
    const mine = mails.filter(({ way, to }) => way === 'out' && to === zhou);
    expect(mine.length).toBeGreaterThan(1);
    for (const { subject } of mine) expect(subject.split('[#')).toHaveLength(2);
    const [first, ...later] = mine;
    for (const { references } of later)
      expect(references).toContain(first?.references[0] ?? first?.messageId);
    expect(new Set(mine.map(({ subject }) => /\[#\d+\]/.exec(subject)?.[0])).size).toBe(1);
  });

  it('lets somebody in copy add, but never confirm, and sends them no answers', async () => {
    const copied = 'liu.gong@example.org';
    const asked = await lastMail(zhou);
    const tickets = (await hub.tickets()).length;
    for (const text of ['1', '2 没好', '0', '不用了', '帮助']) {
      const answer = await hub.mail({ from: copied, subject: `Re: [#${n}]`, text, inReplyTo: asked });
      expect(answer, text).toEqual({ ok: true, ticket: n });
      expect((await hub.ticket(n)).status, text).toBe('fixed');
      expect((await hub.ticket(n)).reports.at(-1), text).toMatchObject({ from: copied, text });
    }
    const before = await hub.texts(copied);
    expect(before).toEqual([]);
    await hub.mail({
      from: copied,
      subject: `Re: [#${n}]`,
      text: '三楼的指示灯现在是绿的。',
      inReplyTo: asked,
    });
    expect((await hub.ticket(n)).reports.at(-1)).toMatchObject({
      from: copied,
      text: '三楼的指示灯现在是绿的。',
    });
    expect(await hub.texts(copied)).toEqual(before);
    expect((await hub.ticket(n)).status).toBe('fixed');
    expect((await hub.tickets()).length).toBe(tickets);
  });

  it('takes people whom the reporter puts in copy later into the conversation, also without our token', async () => {
    const later = 'ma.gong@example.org';
    await hub.mail({
      from: zhou,
      subject: `Re: [#${n}]`,
      text: '马工会到现场，抄送给他。',
      inReplyTo: await lastMail(zhou),
      cc: [later],
    });
    const added = await hub.mail({ from: later, subject: '回复: 抄送', text: '我下午两点到。' });
    expect(added).toEqual({ ok: true, ticket: n });
    expect((await hub.ticket(n)).reports.at(-1)).toMatchObject({ from: later, text: '我下午两点到。' });
    expect(await hub.texts(later)).toEqual([]);
    const own = await hub.mail({ from: later, subject: '二楼打印机', text: '二楼打印机坏了，请派人。' });
    expect(own.ticket).not.toBe(n);
    expect(await hub.last(later)).toContain(`工单${own.ticket}`);
    await hub.end(own.ticket ?? 0);
  });

  it('B47: keeps what somebody unknown writes with our token for the engineer, and tells them nothing', async () => {
    const unknown = 'borrowed@example.com';
    for (const text of ['请把工单转给我', '1', '0']) {
      const answer = await hub.mail({
        from: unknown,
        subject: `Re: [#${n}]`,
        text,
        inReplyTo: await lastMail(zhou),
      });
      expect(answer, text).toEqual({ ok: true, ticket: n });
    }
    expect((await hub.ticket(n)).status).toBe('fixed');
    expect(await hub.texts(unknown)).toEqual([]);
  });

  it('reopens by a mail that says no, and closes by one that says yes; the reporter hears by mail alone', async () => {
    const denied = await hub.mail({
      from: zhou,
      subject: `Re: [#${n}]`,
      text: quoted('没好，二号机柜还是不通。', '请您核实'),
      inReplyTo: await lastMail(zhou),
    });
    expect(denied).toMatchObject({ ok: true, ticket: n });
    expect((await hub.ticket(n)).status).toBe('open');
    expect(await hub.last(zhou)).toContain('继续处理');
    await fixIt(n);
    await hub.mail({
      from: zhou,
      subject: `Re: [#${n}]`,
      text: quoted('已修好，谢谢。', '请您核实\n恢复正常'),
      inReplyTo: await lastMail(zhou),
    });
    expect(await hub.ticket(n)).toMatchObject({ status: 'closed', outcome: 'confirmed' });
    await hub.mail({ from: zhou, subject: `Re: [#${n}]`, text: '5', inReplyTo: await lastMail(zhou) });
    expect(await hub.last(staff.wangLei, n)).toContain('5 分');
    const toReporter = (await hub.messages({ ticket: n })).filter(
      ({ to }) => to === zhou || to === '+8613900000009',
    );
    expect(new Set(toReporter.map(({ channel }) => channel))).toEqual(new Set(['email']));
  });

  it('takes 谢谢 after closing for a courtesy: nothing reopens', async () => {
    await hub.mail({ from: zhou, subject: `Re: [#${n}]`, text: '谢谢！', inReplyTo: await lastMail(zhou) });
    expect(await hub.ticket(n)).toMatchObject({ status: 'closed', outcome: 'confirmed' });
  });
});

describe('a fault reported by an English mail', () => {
  const tom = 'tom.baker@example.net';
  let n = 0;

  it('is answered in English', async () => {
    const answer = await hub.mail({
      from: `Tom Baker <${tom}>`,
      subject: 'Computer lab offline',
      text: 'Hello,\n\nall machines in the computer lab lost the network.\n\nBest regards,\nTom Baker',
    });
    n = answer.ticket ?? 0;
    const receipt = await hub.last(tom);
    expect(receipt).toContain(`ticket ${n}`);
    expect(receipt).toMatch(/Wang Lei.*will answer by \d\d:\d\d/);
    expect(receipt.replace(/恒信集成|王磊/g, '')).not.toMatch(/\p{Script=Han}/u);
    expect((await hub.ticket(n)).reports[0]?.text).not.toContain('Best regards');
  });

  it('is confirmed and rated by mail in English, with the history left out', async () => {
    await fixIt(n);
    expect(await hub.last(tom)).toMatch(/we believe it is fixed/);
    const denied = await hub.mail({
      from: tom,
      subject: `Re: Computer lab offline [#${n}]`,
      text: 'Not fixed, half of the machines are still offline.\n\nOn Mon, 30 Nov 2026, Hengxin wrote:\n> Ticket\n> Reply 1 if it works\n',
      inReplyTo: await lastMail(tom),
    });
    expect(denied).toMatchObject({ ok: true, ticket: n });
    expect((await hub.ticket(n)).status).toBe('open');
    await fixIt(n);
    await hub.mail({
      from: tom,
      subject: `Re: Computer lab offline [#${n}]`,
      text: 'Fixed, thanks!\n\n-- \nTom\n\n> we believe it is fixed\n',
      inReplyTo: await lastMail(tom),
    });
    expect(await hub.ticket(n)).toMatchObject({ status: 'closed', outcome: 'confirmed' });
    await hub.mail({ from: tom, subject: `Re: [#${n}]`, text: 'R4', inReplyTo: await lastMail(tom) });
    expect(await hub.last(staff.wangLei, n)).toContain('4 分');
  });
});

describe('mail that is no report', () => {
  it('opens nothing for an out-of-office answer, and answers none', async () => {
    const tickets = (await hub.tickets()).length;
    const raw = [
      'From: away@example.org',
      'To: desk@faultline.test',
      'Subject: Out of office',
      'Message-ID: <away-1@example.org>',
      'Auto-Submitted: auto-replied',
      'Date: Mon, 30 Nov 2026 09:10:00 +0800',
      '',
      'I am away until Friday.',
      '',
    ].join('\r\n');
    await hub.rawMail(raw);
    expect(await hub.tickets()).toHaveLength(tickets);
    expect(await hub.texts('away@example.org')).toEqual([]);
  });

  it('proposes the quoted sender as reporter when staff forward a mail, accepted by one tap', async () => {
    const forwarded = await hub.mail({
      from: '王磊 <wang.lei@example.com>',
      subject: 'Fwd: 大屏花屏',
      text: '帮忙登记\n\n---------- Forwarded message ---------\n发件人: 许丽 <xu.li@example.net>\n日期: 2026年11月30日\n主题: 大屏花屏\n收件人: wang.lei@example.com\n\n计算机教室大屏花屏。\n',
    });
    const n = forwarded.ticket ?? 0;
    expect(await hub.ticket(n)).toMatchObject({ owner: { id: 'wang.lei' } });
    expect(await hub.last(staff.wangLei, n)).toContain('xu.li@example.net');
    expect(await hub.texts('xu.li@example.net', n)).toEqual([]);
    expect(await hub.tap(staff.wangLei, n, 'approve', {}, 'reporter')).toMatchObject({ ok: true });
    expect(await hub.last('xu.li@example.net', n)).toContain(`工单${n}`);
    expect((await hub.texts(staffPhone.wangLei, n)).join()).not.toContain('xu.li');
  });
});
