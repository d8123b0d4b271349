import { beforeAll, describe, expect, it } from 'vitest';
import { clockTime, type Sent, staff, testHub } from '../support/hub.ts';

/** The manager reads English; no inspections, whose days depend on today's date. */
const hub = testHub({
  service: (example) =>
    `${example.slice(0, example.indexOf('inspections:\n'))}inspections: []\nsms_countries: []\n`.replace(
      '    name_en: Liu Yang\n',
      '    name_en: Liu Yang\n    locale: en\n',
    ),
});

const named: Record<string, number> = {};
let mark = '';
/** All briefs since the evening before. */
const briefs = async (): Promise<Sent[]> =>
  (await hub.since(mark)).filter(({ text }) => /早报|Morning brief|morning brief/.test(text));
/** The part of a brief under one heading. */
const under = (text: string, heading: string, next: string): string =>
  text.split(heading)[1]?.split(next)[0] ?? '';
const claimed = async (name: string, body: string): Promise<number> => {
  const { number } = await hub.report(body);
  named[name] = number;
  await hub.tap(staff.wangLei, number, 'claim');
  return number;
};

beforeAll(async () => {
  await hub.toMonday('16:00');
  const overdue = await claimed('missed', '三楼机房交换机断网');
  await hub.chat(staff.liuYang, `/ticket ${overdue} ack 12h`);
  const paused = await claimed('paused', '一楼大屏花屏');
  await hub.tap(staff.wangLei, paused, 'answer');
  await hub.tap(staff.wangLei, paused, 'pause', { reason: 'third-party' });
  const voiding = (await hub.sms('+8613900000009', '机房门口灯箱不亮')).ticket ?? 0;
  named['voiding'] = voiding;
  await hub.tap(staff.wangLei, voiding, 'claim');
  await hub.tap(staff.wangLei, voiding, 'answer');
  await hub.tap(staff.wangLei, voiding, 'void', { reason: 'test' });
  await hub.to(await nextDay('00:30'));
  const today = (await hub.report('计算机教室投影仪不亮')).number;
  named['today'] = today;
  await hub.tap(staff.zhaoMin, today, 'claim');
  await hub.tap(staff.zhaoMin, today, 'answer');
  mark = await hub.mark();
});

/** The instant of this time on the day after the one it is in Shanghai. */
async function nextDay(time: string): Promise<string> {
  const local = new Date((await hub.now()).getTime() + 8 * 3_600_000 + 86_400_000);
  return `${local.toISOString().slice(0, 10)}T${time}:00+08:00`;
}

describe('the brief at half past eight', () => {
  it('goes to each leader and manager who has something to read, once, to nobody else', async () => {
    const local = new Date((await hub.now()).getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
    await hub.to(`${local}T08:35:00+08:00`);
    const sent = await briefs();
    expect(sent.map(({ to }) => to).sort()).toEqual([staff.chenJing, staff.liuYang]);
    expect(sent.map(({ at }) => clockTime(at))).toEqual(['08:30', '08:30']);
  });

  it('says what came in last night, what was missed, what is due today and what waits for the reader', async () => {
    const text = (await briefs()).find(({ to }) => to === staff.chenJing)?.text ?? '';
    expect(text).toContain('昨晚新报修 4 件');
    const [missed, due, waiting] = ['没有按时做到', '今天到期', '等您处理'];
    expect(under(text, missed, due)).toContain(`工单${named['missed']}`);
    expect(under(text, missed, due)).not.toContain(`工单${named['today']}`);
    expect(under(text, due, waiting)).toContain(`工单${named['today']}`);
    expect(under(text, due, waiting)).toMatch(/12:\d\d/);
    expect(under(text, waiting, '今天的巡检')).toMatch(new RegExp(`工单${named['paused']}[^工]*暂停待批`));
    expect(under(text, waiting, '今天的巡检')).toMatch(new RegExp(`工单${named['voiding']}[^工]*作废待批`));
  });

  it('is in the reader’s language', async () => {
    const text = (await briefs()).find(({ to }) => to === staff.liuYang)?.text ?? '';
    for (const part of [
      'New since last night: 4',
      'Missed',
      'Due today',
      'Waiting for you',
      `Ticket ${named['missed']}`,
      'pause to approve',
      'void to approve',
    ])
      expect(text).toContain(part);
  });

  it('is not sent again when its run is repeated', async () => {
    const meta = (await hub.database()).collection<{ _id: string }>('meta');
    const slots = await meta.find({ _id: { $regex: 'morning-brief' } }).toArray();
    expect(slots).toHaveLength(1);
    await meta.deleteMany({ _id: { $regex: 'morning-brief' } });
    await hub.advance('1m');
    expect(await meta.countDocuments({ _id: { $regex: 'morning-brief' } })).toBe(1);
    expect(await briefs()).toHaveLength(2);
  });

  it('is left out on a morning with nothing to say', async () => {
    for (const number of Object.values(named)) await hub.end(number);
    await hub.to(await nextDay('08:35'));
    expect(await briefs()).toHaveLength(2);
  });
});
