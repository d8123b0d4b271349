import { describe, expect, it } from 'vitest';
import type { Locale } from '../../src/domain/locale.ts';
import type { Message } from '../../src/domain/message.ts';
import type { Wording } from '../../src/domain/notice/catalogue.ts';
import { type RefusalReason, refusalReasons } from '../../src/domain/notice/refusal-reasons.ts';
import type { TicketView } from '../../src/domain/ticket/view.ts';
import { type WordContext, word } from '../../templates/index.ts';
import { createKit } from '../../templates/sample-kit.ts';

const told = (
  wording: Wording,
  locale: Locale = 'zh-CN',
  change: Partial<WordContext> = {},
  view: Partial<TicketView> = {},
): Message => {
  const kit = createKit(locale, 'usual');
  return word(wording, {
    view: { ...kit.view, ...view },
    organisation: kit.organisation,
    now: kit.now,
    locale,
    audience: 'reporter',
    channel: 'sms',
    ...change,
  });
};
const kit = createKit('zh-CN', 'usual');
const body = (message: Message) =>
  message.body
    .map((block) =>
      block.kind === 'facts' ? block.facts.flat().join(' ') : 'text' in block ? block.text : block.label,
    )
    .join('\n');
const receipt = { oneWay: false, danger: false, askPlace: false };
const danger: Wording = { name: 'receipt', facts: { ...receipt, danger: true, answerBy: kit.in(28) } };

describe('a receipt', () => {
  it('says how to be safe before anything else', () => {
    const { short, body: blocks } = told(danger);
    expect(short).toBe(
      '【恒信集成】请先离开危险的地方，不要碰带电设备。已收到报修，工单号4821，正在呼叫值班人员，请保持电话畅通。',
    );
    expect(blocks[0]).toEqual({ kind: 'strong', text: '请先离开危险的地方，不要碰带电设备' });
  });
  it('keeps the number before the 119 of a safety line', () => {
    const organisation = {
      ...kit.organisation,
      safety: { zh: '有火情请先撤离并拨打119', en: 'Get out and call 119' },
    };
    expect(told(danger, 'zh-CN', { organisation }).short).toBe(
      '【恒信集成】工单4821：有火情请先撤离并拨打119。已收到报修，正在呼叫值班人员，请保持电话畅通。',
    );
    expect(told(danger, 'en', { organisation }).short).toMatch(
      /^Hengxin: Ticket 4821: Get out and call 119\. Got it, /,
    );
  });
  it('promises no time where no contract does', () => {
    expect(told({ name: 'receipt', facts: receipt }).short).toContain('王磊负责，会与您联系。');
  });
  it('calls nobody an engineer on duty who is not', () => {
    const owner = { id: 'chen.jing', name: '陈静', nameEn: 'Chen Jing', role: 'leader' as const };
    expect(told({ name: 'receipt', facts: receipt }, 'zh-CN', {}, { owner }).short).toContain('组长陈静负责');
    expect(told({ name: 'receipt', facts: receipt }, 'en', {}, { owner }).short).toContain(
      'Team leader Chen Jing has it',
    );
  });
  it('names the ticket in its keys when the reporter has two open', () => {
    expect(told({ name: 'receipt', facts: receipt }, 'zh-CN', { openCount: 2 }).short).toContain(
      '查进度回0 4821，催办回9 4821',
    );
  });
  it('tells an English reader of an engineer without an English name in letters that a text can carry', () => {
    const owner = { id: 'li', name: '李雷', role: 'engineer' as const };
    expect(told({ name: 'receipt', facts: receipt }, 'en', {}, { owner }).short).not.toMatch(
      /\p{Script=Han}/u,
    );
    expect(body(told({ name: 'receipt', facts: receipt }, 'en', { channel: 'email' }, { owner }))).toContain(
      '李雷',
    );
  });
});

describe('how a reporter answers', () => {
  const asked: Wording = { name: 'fixed-asked', facts: { note: '换了电源', oneWay: false } };
  it('is told in words natural to the channel', () => {
    expect(body(told(asked, 'zh-CN', { channel: 'email' }))).toContain(
      '直接回复这封邮件：第一行写 1 表示已修好',
    );
    expect(body(told(asked, 'en', { channel: 'email' }))).toContain('reply to this mail');
    expect(body(told(asked, 'zh-CN', { channel: 'slack' }))).toContain('回复 1 表示已修好');
  });
  it('has buttons in a chat, and none in a mail or a text', () => {
    const verbs = (channel: string) => told(asked, 'zh-CN', { channel }).buttons?.map((one) => one.verb);
    expect([verbs('slack'), verbs('email'), verbs('sms')]).toEqual([
      ['confirm', 'deny'],
      undefined,
      undefined,
    ]);
  });
  it('finds the page in a mail, never in a text', () => {
    const page = 'https://desk.example.org/t/abc';
    expect(told(asked, 'zh-CN', { channel: 'email', page }).body).toContainEqual({
      kind: 'link',
      url: page,
      label: '查看进度',
    });
    expect(told(asked, 'zh-CN', { page }).short).not.toContain('http');
  });
  it('is never asked of a phone that can not reply', () => {
    expect(told(asked, 'zh-CN', { oneWay: true }).short).toBe(
      '【恒信集成】工单4821（三楼机房断网）已处理，请您核实。我们会给您打电话确认，请保持畅通。本号码不能接收回复。',
    );
  });
});

describe('what staff write to a phone in Chinese', () => {
  it.each([
    ['a link', '看这里 https://example.org/a?b=1 就行'],
    ['a phone number', '请打13800000001找我'],
    ['a number with dashes', '请打400-123-4567'],
  ])('goes without %s, which networks swallow whole', (_what, text) => {
    const { short } = told({ name: 'said', facts: { by: kit.worker, text } });
    expect(short).not.toMatch(/https?:|\d{5,}|\d-\d/);
  });
});

describe('messages to staff', () => {
  it('mark a clock that broke, one that rests and one that was kept', () => {
    const clock = { clause: '', dueAt: kit.in(-20) };
    const shown = told(
      { name: 'card', facts: {} },
      'zh-CN',
      { audience: 'staff', channel: 'slack' },
      {
        clocks: [
          { ...clock, clock: 'answer', state: 'broken' },
          { ...clock, clock: 'onsite', state: 'met', stoppedAt: kit.in(-30) },
          { ...clock, clock: 'fix', dueAt: kit.in(80), state: 'running' },
          { ...clock, clock: 'spare', state: 'paused', reason: 'third-party' },
        ],
      },
    );
    const rows = shown.body.flatMap((block) =>
      block.kind === 'facts' ? block.facts.map((fact) => fact.join(' ')) : [],
    );
    expect(rows.slice(-4)).toEqual([
      '🔴 答复 超时，已超 20 分（应 01:42）',
      '✅ 到场 按时完成 01:32',
      '⏱ 修复 还剩 1 小时 20 分（03:22）',
      '⏸ 备件 暂停中（等待第三方）',
    ]);
  });

  it('show a reporter masked on the card, with the words as a quotation', () => {
    const shown = told({ name: 'card', facts: {} }, 'zh-CN', { audience: 'staff', channel: 'slack' });
    expect(body(shown)).toContain('周建 +86••••0009（短信）');
    expect(shown.body).toContainEqual({ kind: 'quote', text: kit.view.text });
  });

  it('give whoever claims the number, the site, the way in and three taps', () => {
    const shown = told({ name: 'claim', facts: { phone: '+8613900000009' } }, 'zh-CN', {
      audience: 'staff',
      channel: 'slack',
    });
    expect(shown.body[0]).toEqual({ kind: 'call', phone: '+8613900000009', label: '拨打' });
    expect(body(shown)).toContain('门禁找保安老李');
    expect(shown.buttons?.map((one) => one.label)).toEqual(['已电话答复', '打不通', '要到现场']);
  });

  it('say that they are late after a stop, and how many repeats one stands for', () => {
    const broken: Wording = {
      name: 'broken',
      facts: {
        step: kit.step('repeat', { late: true, times: 3 }),
        dueAt: kit.in(-90),
        known: 'working',
        clause: kit.clause,
      },
    };
    const zh = told(broken, 'zh-CN', { audience: 'staff', channel: 'slack' });
    expect(body(zh)).toContain('（补发，系统曾中断）');
    expect(body(zh)).toContain('第 2 次重复提醒，这一条合并了 3 次。');
    expect(zh.body).toContainEqual({ kind: 'quote', text: kit.clause, by: '服务条款' });
    expect(zh.buttons?.map((one) => [one.verb, one.label])).toEqual([
      ['ack', '知道了'],
      ['assign', '指派'],
      ['contact', '我来联系客户'],
    ]);
    expect(body(told(broken, 'en', { audience: 'staff', channel: 'slack' }))).toContain(
      '(late: the desk was down)',
    );
  });

  it('carry what is approved in the tap', () => {
    const pause = told(
      { name: 'pause-approval', facts: { by: kit.worker, reason: 'appointment' } },
      'zh-CN',
      { channel: 'slack' },
    );
    expect(pause.buttons?.map((one) => [one.verb, one.value, one.ticket])).toEqual([
      ['approve', 'pause', 4821],
      ['reject', 'pause', 4821],
    ]);
  });

  it('keep at most three buttons, the rest behind them', () => {
    const actions = { main: ['answer', 'onsite', 'fix', 'offer'], more: ['say'] };
    const shown = told({ name: 'card', facts: {} }, 'en', { channel: 'slack' }, { actions });
    expect([shown.buttons?.length, shown.more?.map((one) => one.verb)]).toEqual([3, ['offer', 'say']]);
  });

  it('let the inspector finish with one tap', () => {
    const shown = told({
      name: 'inspection-reminder',
      facts: { ...kit.visit, dueAt: kit.in(60), lead: '2h', late: false, assignee: kit.worker },
    });
    expect(shown.buttons).toEqual([{ verb: 'inspected', label: '完成', value: kit.visit.inspection }]);
  });

  it('show a promise as a sum, a line each', () => {
    const shown = told({
      name: 'why',
      facts: {
        sums: [
          {
            clock: 'answer',
            clause: kit.clause,
            calendar: '',
            state: 'running',
            lines: [
              { label: 'start', at: kit.in(-2) },
              { label: 'limit', ms: 1_800_000 },
              { label: 'pause', ms: 600_000, reason: 'unreachable', by: '王磊', approvedBy: '陈静' },
              { label: 'due', at: kit.in(38) },
            ],
          },
        ],
      },
    });
    expect(shown.body.find((block) => block.kind === 'facts')).toEqual({
      kind: 'facts',
      facts: [
        ['开始', '02:00'],
        ['＋ 时限', '30 分'],
        ['＋ 暂停', '10 分（联系不上报修人，王磊提出，陈静批准）'],
        ['＝ 到期', '02:40'],
      ],
    });
  });
});

describe('a refusal', () => {
  it.each(refusalReasons.map((reason): [RefusalReason] => [reason]))(
    'for %s says something different from all others, in both languages',
    (reason) => {
      const words = (one: RefusalReason, locale: Locale) =>
        body(told({ name: 'refused', facts: { reason: one } }, locale));
      for (const locale of ['zh-CN', 'en'] as const) {
        const others = refusalReasons.filter((one) => one !== reason).map((one) => words(one, locale));
        expect(others).not.toContain(words(reason, locale));
      }
    },
  );
  it('names who was first', () => {
    const refused: Wording = { name: 'refused', facts: { reason: 'already-claimed', who: kit.leader } };
    expect([body(told(refused)), body(told(refused, 'en'))]).toEqual([
      '工单4821：陈静已先认领。要接手请让对方移交，或请组长指派。',
      'Ticket 4821: Chen Jing has it already. Ask for a hand-over, or ask the leader to assign it.',
    ]);
  });
  it('shows a mistyped word as it was, whatever it looks like', () => {
    const refused: Wording = { name: 'refused', facts: { reason: 'unknown-person', word: '{who} $& $1' } };
    expect(body(told(refused))).toBe('工单4821：找不到{who} $& $1。请从同事名单里选。');
  });
});
