import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cards, clockTime, staff, staffPhone, testHub } from '../support/hub.ts';

const dayMs = 86_400_000;

/** Everybody reads English; one visit a month, five days after the Monday on which the stories begin. */
const hub = testHub({
  service: (example) => {
    const english = example.replace('  locale: zh-CN\n', '  locale: en\n');
    return `${english.slice(0, english.indexOf('inspections:\n'))}inspections:
  - id: visit
    site: control-room
    name: 月度巡检
    name_en: Monthly inspection
    every: month
    days: [${visit.getUTCDate()}]
    starts: ${visit.toISOString().slice(0, 10)}
    at: 09:30
    assignee: wang.lei
    remind: [1d, 2h]
    checklist: standard
    clause: 每月 1 次定期巡检
    keeps: [R84]
sms_countries: []
`;
  },
});
/** A day of the second week from now that every month has. */
const visit = (() => {
  let day = new Date(Date.now() + 14 * dayMs);
  while (day.getUTCDate() > 28) day = new Date(day.getTime() + dayMs);
  return day;
})();
const han = /\p{Script=Han}/u;

let current = 0;
beforeAll(async () => {
  await hub.toMonday('09:00');
});
afterEach(async () => {
  const open = current && (await hub.ticket(current)).status === 'open';
  if (open) await hub.end(current);
  current = 0;
});
const reported = async (body: string) => {
  const report = await hub.report(body);
  current = report.number;
  return { from: report.from, n: report.number };
};
const claimed = async (body: string) => {
  const report = await reported(body);
  await hub.tap(staff.wangLei, report.n, 'claim');
  return report;
};
/** When, counted from the report, somebody heard something that matches. */
const heardAt = async (n: number, to: string, words: RegExp): Promise<string[]> => {
  const heard = (await hub.messages({ ticket: n, to })).filter(({ text }) => words.test(text));
  return Promise.all(heard.map((one) => hub.after(n, one)));
};

describe('an English desk', () => {
  it('calls deputy, leader and manager for a ticket nobody claims, by chat and SMS', async () => {
    const { n } = await reported('Cooling in the 3rd floor server room has failed');
    const card = await hub.last(cards, n);
    for (const part of ['Site: 3rd floor server room', 'Owner: Wang Lei (unclaimed)', 'left (09:', '[Claim]'])
      expect(card).toContain(part);
    await hub.advance('11m');
    const still = /still unclaimed|nobody has claimed/i;
    expect(await heardAt(n, staff.zhaoMin, still)).toEqual(['00:03']);
    expect(await heardAt(n, staffPhone.zhaoMin, new RegExp(`${n}`))).toEqual(['00:03']);
    expect(await heardAt(n, staff.chenJing, still)).toEqual(['00:06', '00:10']);
    expect(await heardAt(n, staff.liuYang, still)).toEqual(['00:10']);
    const sms = await hub.last(staffPhone.liuYang, n);
    expect(sms).toMatch(/answer due 09:30/i);
  });

  it('tells who was too late to claim who was first, and gives the number to the claimer alone', async () => {
    const { from, n } = await claimed('The door of the command hall does not open');
    const late = await hub.tap(staff.zhaoMin, n, 'claim');
    expect(late).toMatchObject({ ok: false });
    expect(late.say).toMatch(/Wang Lei/);
    expect(late.say).not.toMatch(han);
    const revealed = await hub.last(staff.wangLei, n);
    for (const part of [from, '[Answered by phone]', '[No reply]', '[Visit needed]'])
      expect(revealed).toContain(part);
  });

  it('warns at 50 and 90 %, and at 100 % tells the manager with the clause; 3 buttons, quiet until named', async () => {
    const { from, n } = await claimed('Nobody can log in to the monitoring platform');
    await hub.advance('16m');
    expect(await heardAt(n, staff.wangLei, /50 ?%/)).toEqual(['00:15']);
    await hub.advance('12m');
    for (const to of [staff.wangLei, staff.chenJing])
      expect(await heardAt(n, to, /90 ?%/)).toEqual(['00:27']);
    await hub.advance('3m');
    const alert = await hub.last(staff.liuYang, n);
    for (const part of [`MISSED ${n}`, '在出现设备故障的 0.5 小时内给予问题的解答', '[Got it]', '[Assign]'])
      expect(alert).toContain(part);
    expect(await hub.last(staffPhone.liuYang, n)).toMatch(
      new RegExp(`^Hengxin MISSED ${n}: .*answer was due`),
    );
    expect(await hub.last(from)).toMatch(
      /^Hengxin: \d+\. We promised an answer by .* and missed it\. We are sorry\./,
    );
    expect(await hub.chat(staff.liuYang, `/ticket ${n} ack 2h`)).toMatchObject({ ok: true });
    const mark = await hub.mark();
    await hub.advance('1h55m');
    expect((await hub.since(mark, { to: staffPhone.liuYang, ticket: n })).length).toBe(0);
  });

  it('pauses with a reason: the reporter is told, the leader approves', async () => {
    const { from, n } = await claimed('The radio in the guard room has no sound');
    await hub.tap(staff.wangLei, n, 'answer');
    expect(await hub.chat(staff.wangLei, `/ticket ${n} pause third-party`)).toMatchObject({ ok: true });
    expect(await hub.last(from)).toMatch(/We are waiting for a third party and will tell you at once/);
    const asked = await hub.last(staff.chenJing, n);
    for (const part of ['Wang Lei', '[Approve]', '[Reject]']) expect(asked).toContain(part);
    expect(await hub.tap(staff.chenJing, n, 'approve', {}, 'pause')).toMatchObject({ ok: true });
    expect(await hub.clock(n, 'fix')).toMatchObject({ state: 'paused' });
  });

  it('ends what was no fault with a reason, and says so kindly', async () => {
    const { from, n } = await claimed('Just a test of the text service, the lamp is broken');
    await hub.tap(staff.wangLei, n, 'void', { reason: 'test' });
    expect(await hub.ticket(n)).toMatchObject({ status: 'closed', outcome: 'void' });
    expect(await hub.last(from)).toMatch(/is not handled as a fault \(.*test.*\)/);
  });

  it('answers a report of a known outage with "known, being repaired" and a number of its own', async () => {
    const { n } = await claimed('The whole computer lab is offline');
    const part = await hub.report('No network in the computer lab');
    await hub.chat(staff.wangLei, `/ticket ${n} link ${part.number}`);
    const late = await hub.report('The computer lab has no network again');
    expect(await hub.last(late.from)).toMatch(/This fault is known and being repaired/);
    expect(await hub.last(late.from)).toContain(`ticket ${late.number}`);
    for (const one of [part.number, late.number]) await hub.end(one);
  });

  it('reminds of an inspection, and mails its result to the contact in their language', async () => {
    const at = (days: number, time: string) =>
      `${new Date(visit.getTime() + days * dayMs).toISOString().slice(0, 10)}T${time}:00+08:00`;
    const { from, n } = await claimed('The projector in meeting room 1 is dark');
    await hub.tap(staff.wangLei, n, 'answer');
    await hub.tap(staff.wangLei, n, 'fix', { note: 'Replaced the lamp' });
    const asked = (await hub.texts(from)).length;
    await hub.to(at(0, '10:00'));
    const reminders = (await hub.messages({ to: staff.wangLei })).filter(({ text }) =>
      /Monthly inspection/.test(text),
    );
    // A day and two hours before, and when it is overdue.
    expect(reminders.map(({ at: when }) => clockTime(when))).toEqual(['09:30', '07:30', '09:30']);
    expect(reminders[0]?.text).toContain('3rd floor server room');
    expect(reminders[2]?.text).toMatch(/overdue/i);
    expect(await hub.last(staff.chenJing)).toMatch(
      /overdue.*Monthly inspection|Monthly inspection.*overdue/is,
    );
    const done = await hub.tap(
      staff.wangLei,
      undefined,
      'inspected',
      {
        'result.health-power': 'fault',
        'note.health-power': 'UPS battery swollen',
        note: 'All else is well',
      },
      `visit/${at(0, '00:00').slice(0, 10)}`,
    );
    expect(done).toMatchObject({ ok: true });
    const result = await hub.last('zhou@example.org');
    for (const part of ['Monthly inspection', 'UPS battery swollen', 'All else is well', 'Wang Lei'])
      expect(result).toContain(part);

    // Meanwhile the reporter said nothing: reminded once, then closed as what it is.
    const silent = (await hub.texts(from)).slice(asked);
    expect(silent).toHaveLength(1);
    expect(silent[0]).toMatch(/is it working\? 1 = yes, 2 = no\. After .* we close it as "not confirmed"/);
    expect(await hub.ticket(n)).toMatchObject({ status: 'closed', outcome: 'unconfirmed' });
  });

  it('texts everybody in English, one segment each', async () => {
    const texts = (await hub.messages()).filter(({ channel }) => channel === 'sms');
    expect(texts.length).toBeGreaterThan(30);
    for (const { text } of texts) {
      expect(text).not.toMatch(han);
      expect(text.length, text).toBeLessThanOrEqual(160);
    }
  });
});

describe('the reporter’s page of an English mail', () => {
  it('is in English: where it stands, a denial with words, a confirmation, a rating', async () => {
    await hub.toMonday('09:00');
    const tom = 'tom.baker@example.net';
    const { ticket: n = 0 } = await hub.mail({
      from: tom,
      subject: 'Lab projector dark',
      text: 'The projector in the computer lab is dark.',
    });
    const page = /http:\/\/127\.0\.0\.1:\d+\/t\/[\w.-]+/.exec(await hub.last(tom))?.[0] ?? '';
    const send = async (form: Record<string, string>) => {
      const answer = await fetch(page, {
        method: 'POST',
        body: new URLSearchParams(form),
        redirect: 'manual',
      });
      expect(answer.status).toBe(303);
      await hub.advance('5s');
      const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      const text = await (await fetch(page, { headers: { cookie } })).text();
      return /<section class="said"[^>]*>(.*?)<\/section>/s.exec(text)?.[1] ?? '';
    };
    await hub.tap(staff.wangLei, n, 'claim');
    await hub.tap(staff.wangLei, n, 'answer');
    await hub.tap(staff.wangLei, n, 'fix', { note: 'Replaced the lamp' });
    const shown = await (await fetch(page)).text();
    expect(shown).toContain('lang="en"');
    expect(shown.replace(/中文|恒信集成/g, '')).not.toMatch(han);
    expect(await send({ action: 'deny', text: 'It is dark again' })).toMatch(/open again|go on/i);
    expect(await hub.ticket(n)).toMatchObject({ status: 'open' });
    expect((await hub.texts(staff.wangLei, n)).join('\n')).toContain('It is dark again');
    await hub.tap(staff.wangLei, n, 'fix', { note: 'Replaced the projector' });
    expect(await send({ action: 'confirm' })).toMatch(/thank/i);
    expect(await hub.ticket(n)).toMatchObject({ status: 'closed', outcome: 'confirmed' });
    expect(await send({ action: 'rate', score: '5' })).toMatch(/rating|thank/i);
    expect(await hub.last(staff.wangLei, n)).toMatch(/rated 5/);
  });
});
