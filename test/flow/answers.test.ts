import { beforeAll, describe, expect, it } from 'vitest';
import { staff, testHub } from '../support/hub.ts';

const hub = testHub();
beforeAll(async () => {
  await hub.toMonday('09:00');
});

async function fixed(number: number): Promise<void> {
  for (const verb of ['claim', 'answer']) await hub.tap(staff.wangLei, number, verb);
  await hub.tap(staff.wangLei, number, 'fix', { note: '换了电源' });
}
let boxes = 0;
const mailbox = (): string => `kunde${++boxes}@example.org`;
const words = async (number: number): Promise<string> =>
  (await hub.ticket(number)).reports.map(({ text }) => text).join('\n');

/** A reporter who was asked whether what they just wrote is another fault. */
async function asked(): Promise<{ from: string; number: number }> {
  const reported = await hub.report('三楼机房网络断了');
  await hub.advance('40m');
  await hub.sms(reported.from, '电梯坏了');
  expect(await hub.last(reported.from)).toMatch(/另一/);
  return reported;
}

describe('a short answer', () => {
  it.each([
    ['2', 'open'],
    ['1', 'closed'],
  ])('%s to "fixed?" means that, whatever question stood open before', async (said, status) => {
    const { from, number } = await asked();
    await fixed(number);
    await hub.sms(from, said);
    expect(await hub.ticket(number)).toMatchObject({ number, status });
  });

  it('still answers the question that came last', async () => {
    const { from, number } = await asked();
    const opened = await hub.sms(from, '1');
    expect(opened.ok && opened.ticket).not.toBe(number);
    expect((await hub.tickets()).length).toBeGreaterThan(1);
  });
});

describe('the subject of a new mail', () => {
  it('is heard as its body is: its danger, its place', async () => {
    const subject = '三楼机房冒烟';
    const opened = await hub.mail({ from: mailbox(), subject, text: '请马上派人过来看看，联系人周敏。' });
    const number = (opened.ok && opened.ticket) || 0;
    expect(await hub.ticket(number)).toMatchObject({ severity: 'urgent' });
    expect(await words(number)).toContain(subject);
  });

  it('is kept, and heard, also where the mail goes on about an open ticket', async () => {
    const from = mailbox();
    const opened = await hub.mail({ from, subject: '三楼机房断网', text: '三楼机房网络断了' });
    const number = (opened.ok && opened.ticket) || 0;
    await hub.mail({ from, subject: '机房冒烟了', text: '请马上派人过来看看，联系人周敏。' });
    const all = await hub.tickets();
    const texts = await Promise.all(all.map((one) => words(one.number)));
    const at = all[texts.findIndex((text) => text.includes('机房冒烟了'))]?.number ?? 0;
    expect(await hub.ticket(at)).toMatchObject({ severity: 'urgent' });
    expect([number, at]).toContain(number);
  });

  it('opens a ticket of their own for somebody who was in copy of another one', async () => {
    const [from, copied] = [mailbox(), mailbox()];
    const opened = await hub.mail({ from, cc: [copied], subject: '三楼机房断网', text: '三楼机房网络断了' });
    const number = (opened.ok && opened.ticket) || 0;
    const own = await hub.mail({ from: copied, subject: '二楼打印机坏了', text: '请尽快处理，谢谢' });
    expect(own).toMatchObject({ ok: true });
    expect(own.ok && own.ticket).not.toBe(number);
    expect(await words((own.ok && own.ticket) || 0)).toContain('二楼打印机坏了');
  });
});

describe('whoever says that they are ill', () => {
  it.each(['out 发烧了', 'sick until tomorrow', '请假，去医院'])('%s: is not rung for it', async (line) => {
    expect(await hub.chat(staff.zhaoMin, `/oncall ${line}`)).toMatchObject({ ok: true });
    expect(await hub.last(staff.zhaoMin)).toMatch(/请假|不在|out/);
    await hub.chat(staff.zhaoMin, '/oncall in');
  });

  it('is told when a word was not understood', async () => {
    expect(await hub.chat(staff.zhaoMin, '/oncall outage')).toMatchObject({ ok: false });
  });
});

describe('a colleague who is listed, and had no part in the ticket', () => {
  it('is answered, and is who is called', async () => {
    const tom = 'tom.baker@example.net';
    const reported = await hub.mail({ from: 'xu.li@example.net', text: '计算机教室断网' });
    const number = (reported.ok && reported.ticket) || 0;
    await hub.tap(staff.wangLei, number, 'claim');
    const mark = await hub.mark();
    for (const text of [`hurry ${number}`, `${number} call me`, `complaint ${number}: nobody has come`])
      await hub.mail({ from: tom, text });
    const heard = await hub.since(mark, { to: tom, ticket: number });
    expect(heard).toHaveLength(3);
    expect((await hub.since(mark, { to: staff.wangLei })).map(({ text }) => text).join()).toContain(
      'Tom Baker',
    );
  });
});
