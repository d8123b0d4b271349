import { beforeAll, describe, expect, it } from 'vitest';
import { cards, staff, staffPhone, testHub } from '../support/hub.ts';

// One engineer who reads English, so that both sides of the story are told in it.
const hub = testHub({
  service: (example) =>
    example.replace(
      '    name_en: Wang Lei\n    role: engineer',
      '    name_en: Wang Lei\n    locale: en\n    role: engineer',
    ),
});

beforeAll(async () => {
  await hub.toMonday('09:00');
});

describe('a fault reported by an English SMS', () => {
  let from = '';
  let n = 0;

  it('is answered in English with its number, its owner by name, the promise, and how to ask and to hurry', async () => {
    ({ from, number: n } = await hub.report('Network down in the 3rd floor server room'));
    expect(await hub.texts(from)).toEqual([
      `Hengxin: got it, ticket ${n}. Duty engineer Wang Lei has it and will answer by 09:30. Reply here to add details, 0 for status, 9 to hurry us.`,
    ]);
  });

  it('pages an engineer who reads English in English, by chat and SMS, within one segment', async () => {
    expect(await hub.last(staff.wangLei, n)).toContain('[Claim]');
    const sms = await hub.last(staffPhone.wangLei, n);
    expect(sms).toContain(`${n}`);
    expect(sms).toContain('09:30');
    expect(sms).not.toMatch(/\p{Script=Han}/u);
    expect(sms.length).toBeLessThanOrEqual(160);
  });

  it('answers every question of the reporter in English', async () => {
    await hub.sms(from, '0');
    expect(await hub.last(from)).toMatch(new RegExp(`^Hengxin: .*${n}`));
    await hub.sms(from, 'hurry');
    expect(await hub.last(from)).toContain(`${n}: we are hurrying it`);
    await hub.sms(from, 'help');
    expect(await hub.last(from)).toContain('1 fixed, 2 not fixed');
    await hub.sms(from, 'call me');
    expect(await hub.last(from)).toMatch(/a colleague will call you by \d\d:\d\d/);
    for (const text of await hub.texts(from)) expect(text).not.toMatch(/\p{Script=Han}/u);
  });

  it('goes through claim, answer, visit and arrival, and asks whether it is fixed', async () => {
    for (const button of ['claim', 'answer'] as const)
      expect(await hub.tap(staff.wangLei, n, button)).toMatchObject({ ok: true });
    expect(await hub.chat(staff.wangLei, `/ticket ${n} onsite 09:50`)).toMatchObject({ ok: true });
    expect(await hub.last(from)).toMatch(/Wang Lei is on the way, expected 09:50/);
    expect(await hub.tap(staff.wangLei, n, 'arrive')).toMatchObject({ ok: true });
    await hub.tap(staff.wangLei, n, 'fix', { note: 'Replaced the power module' });
    expect(await hub.last(from)).toBe(
      `Hengxin: ${n}. We believe it is fixed, please check. Reply 1 if it works, or 2 and what is still wrong if it does not.`,
    );
  });

  it('reopens by "2 still down", and closes by "fixed" with a rating asked in English', async () => {
    await hub.sms(from, '2 still down');
    expect(await hub.last(from)).toMatch(
      new RegExp(
        `^Hengxin: understood, ${n} is not fixed and is open again. Wang Lei stays in charge and will call you by \\d\\d:\\d\\d.`,
      ),
    );
    await hub.tap(staff.wangLei, n, 'fix', { note: 'Replaced the cable too' });
    expect(await hub.sms(from, 'fixed')).toMatchObject({ ok: true, ticket: n });
    expect(await hub.ticket(n)).toMatchObject({ status: 'closed', outcome: 'confirmed' });
    expect(await hub.last(from)).toBe(
      `Hengxin: thank you, ${n} is closed. How was it? 5 very good, 4 good, 3 fair. Not happy? Tell us why in your own words and we will call you.`,
    );
    expect(await hub.sms(from, '4')).toMatchObject({ ok: true, ticket: n });
    expect(await hub.last(staff.wangLei, n)).toMatch(/4/);
  });

  it('reopens for a bare 2 after closing once the reporter has said that it is still broken', async () => {
    expect(await hub.sms(from, '2')).toMatchObject({ ok: true });
    expect(await hub.last(staff.wangLei, n)).toContain('maybe broken again');
    expect(await hub.last(from)).toMatch(/still broken/i);
    expect((await hub.ticket(n)).status).toBe('closed');
    expect(await hub.sms(from, 'yes')).toMatchObject({ ok: true });
    expect(await hub.ticket(n)).toMatchObject({ status: 'open', owner: { id: 'wang.lei' } });
    await hub.tap(staff.wangLei, n, 'fix', { note: 'Replaced the switch' });
    await hub.sms(from, `1 ${n}`);
    expect(await hub.ticket(n)).toMatchObject({ status: 'closed', outcome: 'confirmed' });
  });

  it('apologises in English when the promise breaks, and names only what is true', async () => {
    const { from: other, number } = await hub.report('The video wall in the command hall is dark');
    await hub.tap(staff.wangLei, number, 'claim');
    await hub.advance('31m');
    const text = await hub.last(other);
    expect(text).toMatch(
      new RegExp(`^Hengxin: ${number}. We promised an answer by \\d\\d:\\d\\d and missed it. We are sorry.`),
    );
    expect(text).not.toContain('has taken charge');
    expect(await hub.last(cards, number)).toContain('答复: 超时');
  });
});
