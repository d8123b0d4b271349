import { describe, expect, it } from 'vitest';
import { segmentsOf } from '../../src/channels/sms/segments.ts';
import { staff } from '../support/hub.ts';
import { wiredHub } from '../support/wired-hub.ts';

const hub = wiredHub();
const { wangLei } = staff;
const hour = 3_600_000;

/** Phones of the mainland, which can't answer the provider's number. */
const callers = {
  Chinese: {
    phone: '+8613911120001',
    typed: '139 1112 0001',
    name: '李四',
    mail: 'li.si@example.net',
    what: '三楼机房打印机卡纸',
    receipt:
      /^【恒信集成】已为您登记报修，工单号\d+。值班工程师王磊负责，\d\d:\d\d前会给您打电话，请保持畅通。本号码不能接收回复。$/,
    say: '备件到了请打 13800000001，说明见 https://parts.example/4821',
    said: /备件到了请打 …，说明见 …$/,
    asked: /已处理，请您核实。我们会给您打电话确认，请保持畅通。本号码不能接收回复。$/,
    reminder: /还没得到您的确认，我们会再打给您。.*后按“未确认”结案。/,
    confirm: '已修好，谢谢',
    thanks: /结案。谢谢您的耐心。$/,
    answering: /回 ?[0-9]|(?<!接收)回复/,
  },
  English: {
    phone: '+8613911120002',
    typed: '+86 139-1112-0002',
    name: 'Kate Hill',
    mail: 'kate.hill@example.net',
    what: 'The printer in the 3rd floor server room is jammed',
    receipt:
      /^Hengxin: your report is logged, ticket \d+\. Duty engineer Wang Lei has it and will call you by \d\d:\d\d\. This number cannot take replies\.$/,
    say: 'Please call +86 138-0000-0001, see https://parts.example/4821',
    said: /Please call \.\.\., see$/,
    asked: /We believe it is fixed, please check\. We will call you to ask whether it works\./,
    reminder: /is it working\? We will call you again\. After .* we close it as "not confirmed"\./,
    confirm: 'Fixed, thank you',
    thanks: /closed.* Thank you for your patience\.$/,
    answering: /\breply\b/i,
  },
};

describe.each(Object.entries(callers))('a caller with a one-way phone, in %s', (_language, caller) => {
  const { phone, mail } = caller;
  let n = 0;
  const last = () => hub.texts(phone).at(-1) ?? '';

  it('is the reporter of what the staff log for them: they are told of a call, the staff have the number', async () => {
    await hub.type(wangLei, '/fault');
    await hub.submit(wangLei, { what: caller.what, name: caller.name, phone: caller.typed });
    const ticket = await hub.newest();
    n = ticket._id;
    expect(ticket).toMatchObject({ owner: 'wang.lei', claimed: true });
    expect(ticket.parties).toMatchObject([{ address: `sms:${phone}`, role: 'reporter', name: caller.name }]);
    expect(hub.texts(phone)).toEqual([expect.stringMatching(caller.receipt)]);
    expect(last()).toContain(`${n}`);
    expect(hub.heard(wangLei, phone)).not.toEqual([]);
  });

  it('is texted neither links nor phone numbers, whatever the staff write', async () => {
    await hub.type(wangLei, `/ticket ${n} say ${caller.say}`);
    expect(last()).toMatch(caller.said);
    await hub.type(wangLei, `/ticket ${n} answer`);
    await hub.type(wangLei, `/ticket ${n} onsite 10:00`);
    await hub.type(wangLei, `/ticket ${n} arrive`);
  });

  it('hears that we call to ask whether it is fixed, and is reminded so', async () => {
    await hub.type(wangLei, `/ticket ${n} fix 清理搓纸轮`);
    expect(last()).toMatch(caller.asked);
    await hub.advance(25 * hour);
    expect(last()).toMatch(caller.reminder);
  });

  it('confirms by mail, once the engineer has joined the two addresses', async () => {
    await hub.type(wangLei, `/ticket ${n} join ${mail} ${phone}`);
    const sent = await hub.mailbox.deliver({ from: mail, subject: `[#${n}]`, text: caller.confirm });
    expect(sent.accepted).toBe(true);
    await hub.settled();
    expect(await hub.ticket(n)).toMatchObject({ status: 'closed', outcome: 'confirmed' });
    expect(last()).toMatch(caller.thanks);
  });

  it('was never asked to answer by text, never sent a link or a number, one segment each', () => {
    const texts = hub.texts(phone);
    expect(texts.length).toBeGreaterThan(4);
    for (const text of texts) {
      expect(text).not.toMatch(caller.answering);
      expect(text).not.toMatch(/https?:|\d{7,}/);
      expect(segmentsOf(text).segments).toBe(1);
    }
  });

  it('confirms on the phone: the owner is told to call, and logs what was said', async () => {
    await hub.advance(24 * hour);
    await hub.type(wangLei, '/fault');
    await hub.submit(wangLei, { what: caller.what, name: caller.name, phone: caller.typed });
    const { _id: second } = await hub.newest();
    await hub.type(wangLei, `/ticket ${second} fix 清理搓纸轮`);
    expect(hub.heard(wangLei, '不能回短信，请打电话核实').at(-1)).toContain(phone);
    await hub.type(wangLei, `/ticket ${second} denied ${caller.what}`);
    expect(await hub.ticket(second)).toMatchObject({ status: 'open', denials: 1, owner: 'wang.lei' });
    await hub.type(wangLei, `/ticket ${second} fix 更换搓纸轮`);
    await hub.type(wangLei, `/ticket ${second} confirmed ${caller.name}`);
    expect(await hub.ticket(second)).toMatchObject({
      status: 'closed',
      outcome: 'confirmed',
      proof: 'logged-call',
      closedBy: caller.name,
    });
    expect(last()).toMatch(caller.thanks);
  });

  it('is texted six times a day at most, with a place kept for "fixed?"', async () => {
    await hub.advance(24 * hour);
    await hub.type(wangLei, '/fault');
    await hub.submit(wangLei, { what: caller.what, name: caller.name, phone: caller.typed });
    const { _id: second } = await hub.newest();
    const before = hub.texts(phone).length - 1;
    for (let part = 1; part <= 7; part++) await hub.type(wangLei, `/ticket ${second} say ${part}/7`);
    expect(hub.texts(phone).length - before).toBe(6);
    await hub.type(wangLei, `/ticket ${second} fix 更换搓纸轮`);
    expect(hub.texts(phone).length - before).toBe(7);
    expect(last()).toMatch(caller.asked);
    await hub.type(staff.chenJing, `/ticket ${second} void test`);
  });
});
