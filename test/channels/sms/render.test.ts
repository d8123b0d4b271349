import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderSms } from '../../../src/channels/sms/render.ts';
import { segmentsOf } from '../../../src/channels/sms/segments.ts';
import type { Message } from '../../../src/domain/message.ts';

const message = (short: string, locale: Message['locale'] = 'en'): Message => ({
  locale,
  short,
  title: '',
  body: [],
});
const render = (short: string, locale?: Message['locale'], links = true, numbers = true) =>
  renderSms(message(short, locale), { links, numbers });

describe('segments', () => {
  it.each([
    ['160 letters', 'x'.repeat(160), 1, 'GSM-7'],
    ['161 letters', 'x'.repeat(161), 2, 'GSM-7'],
    ['80 euro signs, which count double', '€'.repeat(80), 1, 'GSM-7'],
    ['81 euro signs', '€'.repeat(81), 2, 'GSM-7'],
    ['70 Chinese characters', '字'.repeat(70), 1, 'UCS-2'],
    ['71 Chinese characters', '字'.repeat(71), 2, 'UCS-2'],
    ['an emoji at the border', `${'字'.repeat(69)}😀`, 2, 'UCS-2'],
    ['nothing', '', 0, 'GSM-7'],
  ])('B39: counts %s', (_what, text, segments, encoding) => {
    expect(segmentsOf(text)).toMatchObject(text === '' ? { encoding } : { segments, encoding });
  });
});

describe('a rendered text', () => {
  it('is the short form, as it stands', () => {
    const receipt =
      '【恒信集成】已收到报修，工单号4821。值班工程师王磊负责，02:30前答复您。有补充请直接回复；查进度回0，催办回9。';
    expect(render(receipt, 'zh-CN')).toBe(receipt);
    expect(segmentsOf(receipt).segments).toBe(1);
  });

  it('in English keeps to GSM-7: typographic quotes and dashes would cost half of it', () => {
    expect(render('Hengxin: “it’s fixed” – reply 1…')).toBe('Hengxin: "it\'s fixed" - reply 1...');
  });

  it('keeps its typography where a Chinese name makes it UCS-2 anyway, and in Chinese', () => {
    expect(render('“王磊” – on the way')).toBe('“王磊” – on the way');
    expect(render('“好”——', 'zh-CN')).toBe('“好”——');
  });

  it('carries no link where networks drop texts with one', () => {
    expect(render('【恒信集成】进度见https://a.example/t/x.y?z=1。回0查询', 'zh-CN', false)).toBe(
      '【恒信集成】进度见。回0查询',
    );
    expect(render('See https://a.example/t/x.y now')).toContain('https://a.example/t/x.y');
  });

  it('carries no phone number where networks drop texts with one; ticket, hour and short key stay', () => {
    const text =
      'Hengxin: ticket 14821. Call +86 138-0000-0001 or 010-55550100 before 14:30, then reply 1 14821.';
    expect(render(text, 'en', true, false)).toBe(
      'Hengxin: ticket 14821. Call ... or ... before 14:30, then reply 1 14821.',
    );
    expect(render(text)).toBe(text);
  });

  it('shows no character that hides or turns others', () => {
    expect(render('a\u202eb\u0000c\u2066d\nе', 'zh-CN')).toBe('abcd\nе');
  });

  it('has three segments at most, cut between characters as people see them', () => {
    const family = '👩‍👩‍👧‍👦';
    const cut = render(family.repeat(60), 'zh-CN');
    expect(segmentsOf(cut).segments).toBeLessThanOrEqual(3);
    expect(cut.replaceAll(family, '')).toBe('…');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 700 }), (text) => {
        const shown = render(text);
        expect(segmentsOf(shown).segments).toBeLessThanOrEqual(3);
        expect(shown).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });

  it('of three segments is not cut', () => {
    expect(render('x'.repeat(459))).toBe('x'.repeat(459));
    expect(render('x'.repeat(460))).toBe(`${'x'.repeat(456)}...`);
  });
});
