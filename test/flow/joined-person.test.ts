import { beforeAll, describe, expect, it } from 'vitest';
import { staff, testHub } from '../support/hub.ts';

const hub = testHub();

beforeAll(async () => {
  await hub.toMonday('09:00');
});

describe('one person on two channels', () => {
  it('is joined by the engineer: hears on the channel of the report alone, and may confirm on either', async () => {
    const { from: phone, number: n } = await hub.report('三楼会议室投影不亮');
    const mail = 'sun.ping@example.org';
    await hub.tap(staff.wangLei, n, 'claim');
    const joined = await hub.chat(staff.wangLei, `/ticket ${n} join ${mail} ${phone}`);
    expect(joined, joined.say).toMatchObject({ ok: true });
    const added = await hub.mail({
      from: mail,
      subject: `会议室投影 [#${n}]`,
      text: '投影仪的指示灯是红色的。',
    });
    expect(added).toMatchObject({ ok: true, ticket: n });
    await hub.tap(staff.wangLei, n, 'fix', { note: '更换灯泡' });
    expect(await hub.last(phone)).toContain('请您核实');
    expect(await hub.texts(mail, n)).toEqual([]);
    await hub.mail({ from: mail, subject: `会议室投影 [#${n}]`, text: '已修好' });
    expect(await hub.ticket(n)).toMatchObject({ status: 'closed', outcome: 'confirmed' });
  });

  it('is joined by those who hold the ticket alone', async () => {
    const { from, number: n } = await hub.report('一楼大厅灯闪');
    await hub.tap(staff.wangLei, n, 'claim');
    expect(await hub.chat(staff.sunHao, `/ticket ${n} join ${from} someone@example.org`)).toMatchObject({
      ok: false,
    });
  });
});
