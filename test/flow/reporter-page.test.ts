import { beforeAll, describe, expect, it } from 'vitest';
import { staff, testHub } from '../support/hub.ts';

const hub = testHub();

beforeAll(async () => {
  await hub.toMonday('09:00');
});

/** Opens a ticket by mail; the receipt's link is the reporter's page. */
async function reported(from: string, subject: string, text: string) {
  const { ticket: n = 0 } = await hub.mail({ from, subject, text });
  const page = /http:\/\/127\.0\.0\.1:\d+\/t\/[\w.-]+/.exec(await hub.last(from))?.[0] ?? '';
  await hub.tap(staff.wangLei, n, 'claim');
  await hub.tap(staff.wangLei, n, 'answer');
  return { n, page };
}
const post = (page: string, form: Record<string, string>): Promise<Response> =>
  fetch(page, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
/** What the page says after a form was sent. */
async function sent(page: string, form: Record<string, string>): Promise<string> {
  const answer = await post(page, form);
  expect(answer.status).toBe(303);
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const text = await (await fetch(page, { headers: { cookie } })).text();
  return /<section class="said"[^>]*>(.*?)<\/section>/s.exec(text)?.[1] ?? '';
}
const settled = async (n: number) => {
  await hub.advance('5s');
  return hub.ticket(n);
};

describe('the reporter’s page', () => {
  it('shows the state to whoever holds the link, and a GET never changes anything', async () => {
    const { n, page } = await reported('wu.min@example.org', '三楼空调漏水', '三楼空调漏水，地面湿滑。');
    await hub.tap(staff.wangLei, n, 'fix', { note: '疏通排水管' });
    const before = await hub.ticket(n);
    for (const query of ['', '?action=confirm', '?action=deny&text=x', '?lang=en']) {
      const answer = await fetch(page + query);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain(`${n}`);
    }
    await fetch(page, { method: 'HEAD' });
    expect(await hub.ticket(n)).toEqual(before);
    expect((await fetch(`${page.slice(0, -4)}AAAA`)).status).toBe(404);
  });

  it('denies, confirms and rates by its forms, and says each time what became of it', async () => {
    const { n, page } = await reported('he.jie@example.org', '二楼饮水机漏电跳闸', '二楼饮水机一插就跳闸。');
    await hub.tap(staff.wangLei, n, 'fix', { note: '更换插座' });
    const denied = await sent(page, { action: 'deny', text: '还是一插就跳' });
    expect(await settled(n)).toMatchObject({ status: 'open', owner: { id: 'wang.lei' } });
    expect(denied).toContain('继续处理');
    expect(denied).not.toContain('催办');
    expect((await hub.texts(staff.wangLei, n)).join('\n')).toContain('还是一插就跳');
    await hub.tap(staff.wangLei, n, 'fix', { note: '更换漏保' });
    const confirmed = await sent(page, { action: 'confirm' });
    expect(await settled(n)).toMatchObject({ status: 'closed', outcome: 'confirmed' });
    expect(confirmed).toContain('谢谢');
    const rated = await sent(page, { action: 'rate', score: '5' });
    expect(rated).toContain('评价');
    await settled(n);
    expect(await hub.last(staff.wangLei, n)).toContain('5 分');
  });

  it('takes a further line, and does not pretend that somebody was hurried', async () => {
    const { n, page } = await reported('luo.yi@example.org', '门禁故障', '一楼门禁刷不开。');
    const added = await sent(page, { action: 'add', text: '侧门也刷不开' });
    expect((await settled(n)).reports.at(-1)?.text).toBe('侧门也刷不开');
    expect(added).not.toContain('催办');
    expect((await post(page, { action: 'explode' })).status).toBe(400);
    // Sent twice by an impatient thumb, and words that elsewhere mean something.
    const once = 'f'.repeat(36);
    for (let times = 0; times < 2; times++)
      await post(page, { action: 'add', text: '还有一块读卡器不亮', once });
    for (const text of ['1', '电梯也坏了', '新 五楼打印机']) await post(page, { action: 'add', text });
    const { reports, status } = await settled(n);
    expect(reports.slice(2).map(({ text }) => text)).toEqual([
      '还有一块读卡器不亮',
      '1',
      '电梯也坏了',
      '新 五楼打印机',
    ]);
    expect(status).toBe('open');
  });

  it('speaks English when asked to', async () => {
    const { page } = await reported(
      'tom.baker@example.net',
      'Lab projector dark',
      'The projector in the computer lab is dark.',
    );
    const english = await (await fetch(page)).text();
    expect(english).toContain('lang="en"');
    expect(await (await fetch(`${page}?lang=zh-CN`)).text()).toContain('工单');
  });
});
