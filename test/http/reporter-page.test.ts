import { createHash } from 'node:crypto';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TicketView } from '../../src/domain/ticket/view.ts';
import type { PageAction, PageState } from '../../src/http/page-state.ts';
import { createReporterPage } from '../../src/http/reporter-page.ts';
import { createServer, type HttpServer } from '../../src/http/server.ts';

const log = pino({ level: 'silent' });
const wang = { id: 'wang.lei', name: '王磊', nameEn: 'Wang Lei' };

const ticket: TicketView = {
  number: 4821,
  title: '三楼断网',
  severity: 'urgent',
  status: 'fixed',
  openedAt: new Date('2026-03-05T18:00:00Z'),
  reporter: { masked: '+86••••0001', channel: 'sms' },
  owner: wang,
  claimed: true,
  text: '',
  additions: [],
  clocks: [
    { clock: 'answer', clause: '', dueAt: new Date('2026-03-05T18:30:00Z'), state: 'met' },
    { clock: 'fix', clause: '', dueAt: new Date('2026-03-06T06:00:00Z'), state: 'broken' },
  ],
  onsite: 'arrived',
  parts: [],
  files: [],
  recordOwed: [],
  actions: { main: [], more: [] },
  timezone: 'Asia/Shanghai',
};

let server: HttpServer;
let url: string;
let state: PageState;
let acts: [string, PageAction, string?][];
let onces: (string | undefined)[];
let shownIn: (string | undefined)[] = [];
let act: Parameters<typeof createReporterPage>[0]['act'];

beforeEach(async () => {
  state = {
    locale: 'zh-CN',
    organisation: { name: '恒信集成', nameEn: 'Hengxin' },
    ticket,
    files: { 'zh-CN': [], en: [] },
    may: ['confirm', 'deny'],
  };
  acts = [];
  shownIn = [];
  onces = [];
  act = async (token, action, text, how) => {
    onces.push(how?.once);
    shownIn.push(how?.shownIn);
    acts.push(text === undefined ? [token, action] : [token, action, text]);
    return { say: '谢谢，<已>结案 & "好"' };
  };
  const page = createReporterPage({
    log,
    https: true,
    show: async (token) => (token === 'good.token' ? state : undefined),
    act: (...given) => act(...given),
  });
  server = createServer({
    log,
    host: '127.0.0.1',
    port: 0,
    routes: [],
    mounts: [{ path: '/t', router: page }],
  });
  url = `http://127.0.0.1:${(await server.listen()).port}/t/good.token`;
});
afterEach(() => server.close());

const post = (fields: Record<string, string>, path = '') =>
  fetch(url + path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });

describe("the reporter's page", () => {
  it('shows the number, the owner, where it is and what was promised, in the local time', async () => {
    const text = await (await fetch(url)).text();
    for (const shown of [
      '工单4821',
      '三楼断网',
      '王磊',
      '3月6日 02:30',
      '已做到',
      '没有做到，非常抱歉',
      '已恢复正常',
    ])
      expect(text).toContain(shown);
    expect(text).toContain('aria-current="step">已处理，请您核实');
  });

  it('is told in English when asked', async () => {
    const text = await (await fetch(`${url}?lang=en`)).text();
    for (const shown of ['<html lang="en">', 'Ticket 4821', 'Wang Lei', '6 Mar, 02:30', 'Yes, it works'])
      expect(text).toContain(shown);
  });

  it('changes nothing when it is only looked at, by a person or a link scanner', async () => {
    await fetch(url);
    await fetch(`${url}?action=confirm&text=x`);
    await fetch(url, { method: 'HEAD' });
    expect(acts).toEqual([]);
  });

  it('confirms by one button, then shows the answer once', async () => {
    const response = await post({ action: 'confirm' }, '?lang=en');
    expect([response.status, response.headers.get('location')]).toEqual([303, '/t/good.token?lang=en']);
    // What is said in answer is said in the language of the page.
    expect(shownIn).toEqual(['en']);
    expect(acts).toEqual([['good.token', 'confirm']]);
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/; Path=\/t\/good\.token; Max-Age=60; HttpOnly; SameSite=Lax; Secure$/);
    const next = await fetch(url, { headers: { cookie: cookie.split(';', 1)[0] ?? '' } });
    expect(await next.text()).toContain('谢谢，&lt;已&gt;结案 &amp; &quot;好&quot;');
    expect(next.headers.get('set-cookie')).toContain('Max-Age=0');
  });

  it.each([
    ['a denial with its reason', { action: 'deny', text: ' 还是断网\u202e ' }, ['deny', '还是断网']],
    ['a rating', { action: 'rate', score: '5' }, ['rate', '5']],
    ['an added line, cut to its limit', { action: 'add', text: 'x'.repeat(3000) }, ['add', 'x'.repeat(2000)]],
  ])('hands on %s', async (_what, fields, expected) => {
    await post(fields as Record<string, string>);
    expect(acts).toEqual([['good.token', ...expected]]);
  });

  it('offers only what may be done now', async () => {
    state = { ...state, may: ['rate', 'add'] };
    const text = await (await fetch(url)).text();
    expect(text).toContain('value="rate"');
    expect(text).toContain('value="add"');
    expect(text).not.toContain('value="confirm"');
  });

  it.each([
    ['an unknown action', { action: 'drop' }],
    ['a grade that is none', { action: 'rate', score: '9' }],
    ['no grade', { action: 'rate' }],
    ['nothing to add', { action: 'add', text: '  ' }],
  ])('refuses %s and shows the page again', async (_what, fields) => {
    expect((await post(fields as Record<string, string>)).status).toBe(400);
    expect(acts).toEqual([]);
  });

  it('hands on which form was filled, so that it counts once however often it is sent', async () => {
    const text = await (await fetch(url)).text();
    const [first, second] = [...text.matchAll(/name="once" value="([\w-]{36})"/g)].map(([, one]) => one);
    expect(first).not.toBe(second);
    await post({ action: 'confirm', once: first ?? '' });
    await post({ action: 'confirm', once: '<script>' });
    expect(onces).toEqual([first, undefined]);
  });

  it('shows what people wrote as they wrote it', async () => {
    const nasty = `<script>alert(1)</script>'"&`;
    state = { ...state, ticket: { ...ticket, title: nasty, owner: { id: 'x', name: nasty } } };
    const text = await (await fetch(url)).text();
    expect(text).not.toContain('<script');
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&#39;&quot;&amp;');
  });

  it('runs no script, tells nobody where it is, and is never kept', async () => {
    const response = await fetch(url);
    const css = /<style>([\s\S]*)<\/style>/.exec(await response.text())?.[1] ?? '';
    const csp = response.headers.get('content-security-policy') ?? '';
    expect(csp).toContain(`'sha256-${createHash('sha256').update(css).digest('base64')}'`);
    expect(csp).not.toContain('unsafe');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('answers a wrong or expired link with a friendly 404 in both languages', async () => {
    const response = await fetch(url.replace('good', 'wrong'));
    expect(response.status).toBe(404);
    expect(await response.text()).toMatch(/找不到这张工单[\s\S]*We cannot find this ticket/);
  });

  it('says that the ticket is safe when the store is away', async () => {
    act = () => Promise.reject(new Error('mongodb://user:pw@host'));
    const response = await post({ action: 'confirm' });
    expect(response.status).toBe(503);
    const text = await response.text();
    expect(text).toContain('您的工单没有丢');
    expect(text).not.toContain('mongodb');
  });

  it('refuses a form of a megabyte', async () => {
    expect((await post({ action: 'add', text: 'x'.repeat(1_000_000) })).status).toBe(413);
  });
});
