import { beforeAll, describe, expect, it } from 'vitest';
import { staff, testHub } from '../support/hub.ts';

const hub = testHub();
let n = 0;

beforeAll(async () => {
  await hub.toMonday('09:00');
  ({ number: n } = await hub.report('三楼机房网络断了'));
});

/** What the person reads after typing this. */
async function reads(user: string, text: string, where: { ticket?: number } = {}): Promise<string> {
  const mark = await hub.mark();
  const { say } = await hub.chat(user, text, where);
  const answers = (await hub.since(mark, { to: where.ticket ? 'C0FAULTS' : user })).map((one) => one.text);
  return say ?? answers.at(-1) ?? '';
}

describe('what staff type', () => {
  it.each(['/ticket', '/ticket help', '/ticket 帮助', 'help'])('%s tells what can be said', async (text) => {
    expect(await hub.chat(staff.wangLei, text)).toMatchObject({ ok: true });
    const said = await reads(staff.wangLei, text);
    for (const part of ['写法：/ticket 工单号', '认领 claim', '修好', '/oncall'])
      expect(said).toContain(part);
  });

  it('a number alone shows the ticket as it is, with its buttons', async () => {
    const said = await reads(staff.wangLei, `/ticket ${n}`);
    for (const part of [`工单${n}`, '待认领', '[认领]', '+86••••']) expect(said).toContain(part);
    expect(await reads(staff.wangLei, `${n} 状态`)).toContain('待认领');
    expect(await reads(staff.wangLei, '/ticket 9999')).toContain('没有这个工单');
  });

  it('a slip of the finger is answered with the word that was meant', async () => {
    expect(await reads(staff.wangLei, `/ticket ${n} clam`)).toContain('您是想写“claim”吗');
    expect(await reads(staff.wangLei, `/ticket ${n} 认令`)).toContain('您是想写“认领”吗');
    expect(await reads(staff.wangLei, '@faultline fxi', { ticket: n })).toContain('您是想写“fix”吗');
    expect(await reads('U0ANNAWEBER', `/ticket ${n} fxi`)).toContain('Did you mean "fix"?');
  });

  it('a slash command says that it worked, and until when it can be undone', async () => {
    expect(await reads(staff.wangLei, `/ticket ${n} claim`)).toMatch(/已由您认领。\d\d:\d\d前可以撤销/);
    expect(await reads(staff.wangLei, `/ticket ${n} note 钥匙在门卫`)).toContain('已备注');
    expect(await reads(staff.wangLei, `/ticket ${n} offer zhao 下班了`)).toContain('已提出移交');
    expect(await hub.last(staff.zhaoMin, n)).toContain('下班了');
  });

  it('a stranger who types a verb in a thread of ours opens nothing', async () => {
    const before = (await hub.tickets()).length;
    expect(await hub.chat('U0STRANGER', '@faultline claim', { ticket: n })).toMatchObject({ ok: false });
    expect(await hub.tickets()).toHaveLength(before);
  });

  it('why and trace name people, in the reader’s language', async () => {
    await hub.chat(staff.wangLei, `/ticket ${n} pause 厂家 2h`);
    await hub.chat(staff.chenJing, `/ticket ${n} approve`);
    expect(await reads(staff.wangLei, `/ticket ${n} why`)).toContain('王磊提出，陈静批准');
    expect(await reads('U0ANNAWEBER', `/ticket ${n} why`)).toContain('by Wang Lei, approved by Chen Jing');
    const trace = await reads('U0ANNAWEBER', `/ticket ${n} trace`);
    expect(trace).toContain('to Wang Lei');
    expect(trace).not.toMatch(/赵敏|not done|command/);
  });
});
