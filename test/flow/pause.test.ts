import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { staff, testHub } from '../support/hub.ts';

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
  await hub.tap(staff.wangLei, current, 'answer');
  return { from: report.from, n: current };
};
const dueOf = async (n: number): Promise<number> => Date.parse((await hub.clock(n, 'fix'))?.due ?? '');

describe('waiting with a reason', () => {
  it('works at once, tells the reporter why and until when, and asks the leader', async () => {
    const { from, n } = await claimed('人脸识别闸机不识别');
    const due = await dueOf(n);
    expect(await hub.chat(staff.wangLei, `/ticket ${n} pause 预约 12:00`)).toMatchObject({ ok: true });
    expect(await hub.clock(n, 'fix')).toMatchObject({ state: 'paused' });
    expect(await hub.last(from)).toContain('按您约定的时间，12:00继续处理');
    const asked = await hub.last(staff.chenJing, n);
    for (const part of ['王磊', '报修人约定时间', '[批准]', '[驳回]']) expect(asked).toContain(part);
    expect(await hub.tap(staff.chenJing, n, 'approve', {}, 'pause')).toMatchObject({ ok: true });
    await hub.advance('1h');
    expect(await hub.tap(staff.wangLei, n, 'resume')).toMatchObject({ ok: true });
    expect(await hub.clock(n, 'fix')).toMatchObject({ state: 'running' });
    const moved = (await dueOf(n)) - due;
    expect(Math.round(moved / 60_000)).toBe(60);
  });

  it('counts the time again when the leader says no', async () => {
    const { n } = await claimed('值班室对讲机没声');
    const due = await dueOf(n);
    await hub.tap(staff.wangLei, n, 'pause', { reason: 'third-party' });
    await hub.advance('30m');
    expect(await hub.tap(staff.wangLei, n, 'reject', {}, 'pause')).toMatchObject({ ok: false });
    expect(await hub.tap(staff.chenJing, n, 'reject', {}, 'pause')).toMatchObject({ ok: true });
    expect(await dueOf(n)).toBe(due);
    expect(await hub.clock(n, 'fix')).toMatchObject({ state: 'running' });
    expect(await hub.last(staff.wangLei, n)).toContain('组长没有批准');
  });

  it('that is over before the leader looked is still the leader’s to judge', async () => {
    const { n } = await claimed('档案室除湿机停转');
    const due = await dueOf(n);
    await hub.chat(staff.wangLei, `/ticket ${n} pause 厂家 2h 等厂家回电`);
    expect(await hub.last(staff.chenJing, n)).toContain('等厂家回电');
    await hub.advance('30m');
    await hub.tap(staff.wangLei, n, 'resume');
    expect(Math.round(((await dueOf(n)) - due) / 60_000)).toBe(30);
    expect(await hub.tap(staff.chenJing, n, 'reject', {}, 'pause')).toMatchObject({ ok: true });
    expect(await dueOf(n)).toBe(due);
    expect(await hub.last(staff.wangLei, n)).toContain('组长没有批准');
  });

  it('for "unreachable" wants three logged tries over thirty minutes', async () => {
    const { n } = await claimed('配电间温控器报警');
    const ask = () => hub.chat(staff.wangLei, `/ticket ${n} pause 打不通`);
    expect(await ask()).toMatchObject({ ok: false });
    for (const wait of ['14m', '14m', '4m']) {
      expect(await hub.tap(staff.wangLei, n, 'unreachable')).toMatchObject({ ok: true });
      expect(await ask()).toMatchObject({ ok: false });
      await hub.advance(wait);
    }
    await hub.tap(staff.wangLei, n, 'unreachable');
    expect(await ask()).toMatchObject({ ok: true });
    expect(await hub.clock(n, 'fix')).toMatchObject({ state: 'paused' });
  });

  it('has a limit, an end that must lie ahead, and a reason that we know', async () => {
    const { n } = await claimed('食堂消费机离线');
    for (const words of ['进不去 5d', '厂家 8d', '心情不好', '预约', 'appointment 30d'])
      expect(await hub.chat(staff.wangLei, `/ticket ${n} pause ${words}`), words).toMatchObject({
        ok: false,
      });
    expect(await hub.clock(n, 'fix')).toMatchObject({ state: 'running' });
    expect(await hub.chat(staff.wangLei, `/ticket ${n} pause 进不去 2h`)).toMatchObject({ ok: true });
    expect(await hub.chat(staff.wangLei, `/ticket ${n} pause 进不去 2h`)).toMatchObject({ ok: false });
    await hub.advance('2h1m');
    expect(await hub.clock(n, 'fix')).toMatchObject({ state: 'running' });
    expect(await hub.last(staff.wangLei, n)).toContain('已到上限');
  });

  it('counts the time again when nobody approved by the end of the next working day', async () => {
    await hub.toMonday('10:00');
    const { n } = await claimed('会议系统录播卡顿');
    const due = await dueOf(n);
    await hub.tap(staff.wangLei, n, 'pause', { reason: 'third-party' });
    await hub.advance('31h');
    expect(await hub.clock(n, 'fix')).toMatchObject({ state: 'paused' });
    await hub.advance('2h');
    expect((await hub.clock(n, 'fix'))?.state).not.toBe('paused');
    expect(await dueOf(n)).toBe(due);
    expect((await hub.texts(staff.wangLei, n)).join('\n')).toContain('逾期未批准');
  });
});
