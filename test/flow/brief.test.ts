import { beforeAll, describe, expect, it } from 'vitest';
import { staff, testHub } from '../support/hub.ts';

const hub = testHub();
const n = { paused: 0, fixed: 0, late: 0, voiding: 0 };
let brief = '';

beforeAll(async () => {
  const monday = await hub.toMonday('18:00');
  const claimed = async (body: string, from?: string) => {
    const { number, from: reporter } = await hub.report(body, from);
    await hub.tap(staff.wangLei, number, 'claim');
    return { number, reporter };
  };
  n.paused = (await claimed('三楼机房网络断了')).number;
  await hub.tap(staff.wangLei, n.paused, 'answer');
  await hub.chat(staff.wangLei, `/ticket ${n.paused} pause 厂家 15h`);
  n.fixed = (await claimed('一楼指挥大厅大屏黑屏')).number;
  await hub.tap(staff.wangLei, n.fixed, 'answer');
  await hub.chat(staff.wangLei, `/ticket ${n.fixed} fix 重启`);
  const late = await claimed('计算机教室交换机坏了');
  n.late = late.number;
  await hub.advance('45m');
  await hub.chat(staff.wangLei, `/ticket ${n.late} fix 换了交换机`);
  await hub.sms(late.reporter, `1 ${n.late}`);
  n.voiding = (await claimed('三楼机房空调漏水', '+8613900000009')).number;
  await hub.chat(staff.wangLei, `/ticket ${n.voiding} void 测试`);
  await hub.to(new Date(monday.getTime() + 15 * 3_600_000).toISOString());
  brief = (await hub.texts(staff.chenJing)).filter((text) => text.includes('早报')).join('\n---\n');
});

const section = (heading: string): string =>
  brief.slice(brief.indexOf(heading)).split(/\n(?=没有按时做到|今天到期|等您处理|今天的巡检)/)[0] ?? '';

describe('the morning brief', () => {
  it('comes once, at 08:30, to leader and manager alike, and to no engineer', async () => {
    expect(brief.split('---')).toHaveLength(1);
    expect((await hub.texts(staff.liuYang)).filter((text) => text.includes('早报'))).toHaveLength(1);
    expect((await hub.texts(staff.wangLei)).join()).not.toContain('早报');
  });

  it('tells what broke last night, also where it is over by now', () => {
    expect(section('没有按时做到')).toContain(`工单${n.late} 计算机教室交换机坏了: 答复`);
    expect(section('没有按时做到')).toContain(`工单${n.voiding}`);
  });

  it('names what is due today by its promise, and a paused one by when it goes on', () => {
    // Paused until nine in the morning, with twelve hours left then.
    expect(section('今天到期')).toMatch(new RegExp(`工单${n.paused} 三楼机房网络断了: 修复 2[01]:`));
    expect(section('今天到期')).not.toContain(`工单${n.fixed}`);
  });

  it('lists what waits for the reader', () => {
    expect(section('等您处理')).toContain(`工单${n.paused} 三楼机房网络断了: 暂停待批`);
    expect(section('等您处理')).toContain(`工单${n.voiding} 三楼机房空调漏水: 作废待批`);
    expect(section('等您处理')).toContain(`工单${n.fixed} 一楼指挥大厅大屏黑屏: 欠故障记录`);
  });
});
