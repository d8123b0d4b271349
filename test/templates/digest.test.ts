import { describe, expect, it } from 'vitest';
import { render as renderSlack } from '../../src/channels/slack/render.ts';
import type { Locale } from '../../src/domain/locale.ts';
import type { Catalogue } from '../../src/domain/notice/catalogue.ts';
import { measure } from '../../src/domain/notice/segments.ts';
import { word } from '../../templates/index.ts';
import { createKit } from '../../templates/sample-kit.ts';

type Item = Catalogue['digest']['items'][number];
const titles = {
  'zh-CN': '三楼机房网络断了，投影仪也打不开，请尽快派人',
  en: 'The network of the 3rd floor server room is down again',
};

function told(locale: Locale, items: Omit<Item, 'title'>[]) {
  const kit = createKit(locale, 'usual');
  const facts = { items: items.map((item) => ({ ...item, title: titles[locale] })) };
  return word(
    { name: 'digest', facts },
    { organisation: kit.organisation, now: kit.now, locale, audience: 'staff', channel: 'slack' },
  );
}
const dueAt = createKit('en', 'usual').in(-3000);
const alerts = (count: number): Omit<Item, 'title'>[] =>
  Array.from({ length: count }, (_, n) => ({
    number: 104_800 + n,
    what: 'broken',
    clock: 'complaint',
    dueAt,
  }));

describe('a digest', () => {
  it.each(['zh-CN', 'en'] as const)('names two hundred tickets in one chat message, in %s', (locale) => {
    const shown = JSON.stringify(renderSlack(told(locale, alerts(200))).blocks);
    const missing = alerts(200).filter(({ number }) => !shown.includes(String(number)));
    expect(missing).toEqual([]);
  });

  it.each(['zh-CN', 'en'] as const)('fills one segment of a text with tickets, in %s', (locale) => {
    for (const count of [1, 2, 7, 50, 200]) {
      const { short } = told(locale, alerts(count));
      expect(measure(short).segments).toBe(1);
      expect(short).toMatch(count > 20 ? /另有\d+个|and \d+ more/ : /104800/);
    }
  });

  it('says of each ticket once what there is, and which promise broke when', () => {
    const items: Omit<Item, 'title'>[] = [
      { number: 4821, what: 'broken', clock: 'answer', dueAt },
      { number: 4821, what: 'addition' },
      { number: 4821, what: 'addition' },
      { number: 4830, what: 'confirmed' },
    ];
    expect(told('zh-CN', items)).toMatchObject({
      short: '【恒信集成】汇总：工单4821、4830有新消息，请到聊天里看。',
      title: '2 个工单有新消息',
    });
    const [, facts] = told('en', items).body;
    expect(facts).toMatchObject({
      facts: [
        [
          'Ticket 4821 The network of the 3rd floor server r...',
          expect.stringMatching(/^missed: answer was due .*; addition$/),
        ],
        [expect.stringMatching(/^Ticket 4830 /), 'confirmation'],
      ],
    });
  });
});
