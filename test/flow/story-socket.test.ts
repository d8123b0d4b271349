import { describe, expect, it } from 'vitest';
import { cardOf } from '../../src/sandbox/slack/index.ts';
import { cards, staff } from '../support/hub.ts';
import { wiredHub } from '../support/wired-hub.ts';

/** One whole story in chat, in the language of organisation and reporter. */
const tales = {
  Chinese: {
    locale: 'zh-CN',
    reporter: 'U0XUMIN',
    fault: '三楼机房网络断了',
    receipt: /工单\d+：已收到您的报修.*王磊负责，.*前答复您/s,
    page: /工单\d+.*\[认领\]/s,
    card: ['三楼机房网络断了', '负责人: 王磊', '严重'],
    title: '机房断网',
    say: '正在换光模块',
    fix: '@faultline 修好 换了光模块',
    asked: /已处理，请您核实.*\[已修好\].*\[没修好\]/s,
    why: '二号机柜还是不通',
    denied: /报修人反馈未修好.*二号机柜还是不通/s,
    thanks: /已结案.*\[很满意\]/s,
    rated: /评价 5 分/,
    home: ['我的工单', '值班', '王磊'],
    form: { what: '投影仪不亮', where: '计算机教室' },
    foreign: /\b(?:ticket|the|you)\b/i,
  },
  English: {
    locale: 'en',
    reporter: 'U0KATE',
    fault: 'Network down in the 3rd floor server room',
    receipt: /Ticket \d+: we have your report.*Wang Lei has it and will answer by/s,
    page: /\d+.*\[Claim\]/s,
    card: ['Network down in the 3rd floor server room', 'Owner: Wang Lei', 'severe'],
    title: 'Server room offline',
    say: 'Replacing the optical module now',
    fix: '@faultline fixed replaced the optical module',
    asked: /we believe it is fixed.*\[It works\].*\[Not fixed\]/s,
    why: 'rack 2 is still offline',
    denied: /the reporter says it is not fixed.*rack 2 is still offline/is,
    thanks: /is closed.*\[Very good\]/s,
    rated: /rated 5/i,
    home: ['My tickets', 'On duty', 'Wang Lei'],
    form: { what: 'The projector is dark', where: 'computer lab' },
    foreign: /\p{Script=Han}/u,
  },
};

describe.each(Object.entries(tales))('a story in %s over Socket Mode', (_language, tale) => {
  const hub = wiredHub({
    socket: true,
    service: (example) => example.replace('  locale: zh-CN\n', `  locale: ${tale.locale}\n`),
  });
  const { reporter } = tale;
  const { wangLei } = staff;
  const last = (to: string): string => hub.heard(to).at(-1) ?? '';
  let n = 0;

  it('needs no webhook: there is none', async () => {
    const url = hub.url();
    expect((await fetch(`${url}/slack/events`, { method: 'POST', body: '{}' })).status).toBe(404);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  it('opens by /fault with words: the reporter has a receipt, the duty engineer a page, the channel a card', async () => {
    await hub.type(reporter, `/fault ${tale.fault}`);
    ({ _id: n } = await hub.newest());
    expect(await hub.ticket(n)).toMatchObject({ status: 'open', owner: 'wang.lei', claimed: false });
    expect(hub.heard(reporter).join('\n')).toMatch(tale.receipt);
    expect(last(wangLei)).toMatch(tale.page);
    for (const part of tale.card) expect(last(cards)).toContain(part);
    expect(hub.texts('+8613800000001').join()).toContain(`${n}`);
  });

  it('opens by the form that /fault alone shows', async () => {
    await hub.type(reporter, '/fault');
    expect(hub.slack.modalOf(reporter)).toBeDefined();
    await hub.submit(reporter, tale.form);
    const { _id, reports } = await hub.newest();
    expect(_id).toBeGreaterThan(n);
    for (const words of Object.values(tale.form)) expect(reports[0]?.text).toContain(words);
    await hub.type(staff.chenJing, `/ticket ${_id} void test`);
  });

  it('is claimed by a tap and worked by /ticket; only what is said to the reporter reaches them', async () => {
    await hub.tap(wangLei, n, 'claim');
    expect(await hub.ticket(n)).toMatchObject({ owner: 'wang.lei', claimed: true });
    const before = hub.heard(reporter).length;
    for (const line of ['answer', `title ${tale.title}`, 'severity urgent', 'note key at the desk'])
      await hub.type(wangLei, `/ticket ${n} ${line}`);
    await hub.type(wangLei, `/ticket ${n} onsite`);
    await hub.type(wangLei, `/ticket ${n} arrive`);
    await hub.type(wangLei, `/ticket ${n} say ${tale.say}`);
    expect(last(reporter)).toContain(tale.say);
    const heard = hub.heard(reporter).slice(before).join('\n');
    expect(heard).not.toContain('key at the desk');
    expect(await hub.ticket(n)).toMatchObject({ severity: 'urgent', title: tale.title, onsite: 'arrived' });
  });

  it('shows on the home tab my tickets and who is on duty now', async () => {
    await hub.inChat(hub.slack.openHome({ user: wangLei }));
    const home = JSON.stringify(hub.slack.homeOf(wangLei)?.view);
    for (const part of [...tale.home, `${n}`]) expect(home).toContain(part);
    await hub.inChat(hub.slack.openHome({ user: reporter }));
    expect(JSON.stringify(hub.slack.homeOf(reporter)?.view)).toContain(`${n}`);
  });

  it('is fixed by a mention in the card’s thread; the reporter says no, then yes, then how it was, by buttons', async () => {
    const thread = async (text: string) => {
      const card = cardOf(hub.slack.look(), n);
      const where = { channel: cards, threadTs: card?.message.ts ?? '' };
      await hub.type(wangLei, text, where);
    };
    await thread(tale.fix);
    expect(await hub.ticket(n)).toMatchObject({ status: 'fixed' });
    expect(last(reporter)).toMatch(tale.asked);
    await hub.tap(reporter, n, 'deny');
    await hub.submit(reporter, { why: tale.why });
    expect(await hub.ticket(n)).toMatchObject({ status: 'open', owner: 'wang.lei' });
    expect(hub.heard(wangLei).join('\n')).toMatch(tale.denied);
    await thread(tale.fix);
    await hub.tap(reporter, n, 'confirm');
    expect(await hub.ticket(n)).toMatchObject({ status: 'closed', outcome: 'confirmed' });
    expect(last(reporter)).toMatch(tale.thanks);
    await hub.tap(reporter, n, 'rate', { value: '5' });
    expect(await hub.ticket(n)).toMatchObject({ rating: 5 });
    expect(hub.heard(wangLei).join('\n')).toMatch(tale.rated);
  });

  it('told the reporter everything in their own language', () => {
    const told = hub.shown.filter(({ to, kind }) => to === reporter && kind === 'post');
    expect(told.length).toBeGreaterThan(5);
    for (const { text } of told) expect(text.replace(/恒信集成|王磊/g, '')).not.toMatch(tale.foreign);
  });
});
