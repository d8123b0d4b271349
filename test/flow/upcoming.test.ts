import { describe, expect, it } from 'vitest';
import { staff, testHub } from '../support/hub.ts';

describe('what will happen by itself', () => {
  const hub = testHub();
  const { upcoming } = hub;
  const minute = 60_000;

  it('is told in order, with whom it reaches, and comes true', async () => {
    const { number } = await hub.report('三楼机房网络断了');
    const opened = (await hub.now()).getTime();
    const [deputy, leader] = await upcoming();
    expect(deputy).toMatchObject({ ticket: number, what: 'unclaimed', sinceMs: 3 * minute });
    expect(deputy?.reaches).toMatchObject([{ kind: 'staff', by: ['slack', 'sms'] }]);
    expect(leader).toMatchObject({ ticket: number, what: 'unclaimed', sinceMs: 6 * minute });
    expect(Date.parse(deputy?.at ?? '') - opened).toBeLessThanOrEqual(3 * minute);

    const mark = await hub.mark();
    await hub.to(deputy?.at ?? '');
    const told = await hub.since(mark, { ticket: number });
    expect(told.filter(({ channel }) => channel === 'sms')).toHaveLength(1);
    expect((await upcoming())[0]).toMatchObject({ at: leader?.at });
  });

  it('follows a claim: then the limits are what is next', async () => {
    const { number } = await hub.report('四楼空调坏了');
    await hub.tap(staff.wangLei, number, 'claim');
    const mine = (await upcoming()).filter(({ ticket }) => ticket === number);
    expect(mine.map(({ what, percent }) => [what, percent])).toContainEqual(['share', 50]);
    expect(mine.every(({ what }) => what !== 'unclaimed')).toBe(true);
  });

  it('names the next visit however far away it is', async () => {
    const visit = (await upcoming()).find((due) => due.visit);
    expect(visit).toMatchObject({ what: 'remind' });
    expect(new Date(visit?.at ?? 0) > (await hub.now())).toBe(true);
  });
});

describe('the language that staff are written to in', () => {
  const hub = testHub();

  it('is the one the page is read in, and names people in it', async () => {
    await hub.language('en');
    const { number } = await hub.report('三楼机房网络断了', '+8613900000009');
    const card = (await hub.messages({ ticket: number, to: 'C0FAULTS' })).at(-1)?.text;
    expect(card).toContain(`Ticket ${number}`);
    expect(card).toContain('Reporter: Zhou Lan +86••••0009 (SMS)');
    await hub.language('zh-CN');
    const { number: next } = await hub.report('四楼空调坏了');
    expect((await hub.messages({ ticket: next, to: 'C0FAULTS' })).at(-1)?.text).toContain(`工单${next}`);
  });
});
