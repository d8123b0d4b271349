import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { automaticText } from '../../../src/domain/report/automatic-text.ts';
import { cleanText, cut, maxRead } from '../../../src/domain/report/clean-text.ts';
import { fold } from '../../../src/domain/report/fold.ts';
import { joins } from '../../../src/domain/report/joins.ts';
import { languageOf } from '../../../src/domain/report/language.ts';
import { placeMissing, siteFrom } from '../../../src/domain/report/place.ts';
import { titleFrom } from '../../../src/domain/report/title.ts';
import type { Site } from '../../../src/domain/service/service.ts';
import { hoursAgo, now } from './sender.ts';

/** Any text at all: halves of pairs, controls, marks, emoji, both languages. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({
    unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    maxLength: 300,
  }),
  fc.string({
    unit: fc.constantFrom(
      '三',
      '楼',
      '，',
      ' ',
      '1',
      'a',
      '\n',
      '👨‍👩‍👧',
      'e\u0301',
      '𠮷',
      '\u202e',
      '\u200b',
    ),
    maxLength: 300,
  }),
);

describe('cleaning a text', () => {
  it.each([
    ['a\u202Eb\u200Bc\u2066d\uFEFF', 'abcd'],
    ['48\u200B21', '4821'],
    ['a\u0000b\u0007c\u001B[31m', 'abc[31m'],
    ['a\uD800b\uDC00c', 'abc'],
    ['👨‍👩‍👧 ok 👍🏽', '👨‍👩‍👧 ok 👍🏽'],
    ['1️⃣', '1'],
    ['a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['a\n\n\n\n\nb', 'a\n\nb'],
    ['\u00A0三楼\u3000断网\t', '三楼\u3000断网'],
    [`Z${'\u0335'.repeat(500)}x`, `Z${'\u0335'.repeat(4)}x`],
  ])('%j becomes %j', (text, expected) => {
    expect(cleanText(text)).toBe(expected);
  });

  it('leaves well-formed text that cleaning again does not change', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = cleanText(text);
        expect(cleanText(clean)).toBe(clean);
        expect(clean).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/);
        expect(clean).not.toMatch(/(?!\n)\p{Cc}|[\u200B\u202A-\u202E\u2066-\u2069]/u);
      }),
    );
  });

  it('reads no more than 20,000 characters', () => {
    expect(cleanText('网'.repeat(100_000))).toHaveLength(maxRead);
  });
});

describe('cutting a text', () => {
  it.each([
    ['三楼断网', 2, '三楼'],
    ['a👨‍👩‍👧b', 3, 'a'],
    ['𠮷𠮷', 3, '𠮷'],
    ['ae\u0301', 2, 'a'],
    ['abc', 9, 'abc'],
    ['abc', 0, ''],
  ])('%j at %i is %j', (text, max, expected) => {
    expect(cut(text, max)).toBe(expected);
  });

  it('keeps a beginning within the limit and never half a character', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 80 }), (raw, max) => {
        const text = cleanText(raw);
        const short = cut(text, max);
        expect(text.startsWith(short)).toBe(true);
        expect(short.length).toBeLessThanOrEqual(max);
        expect(cleanText(`${short}.`).length).toBeGreaterThanOrEqual(short.trim().length);
      }),
    );
  });
});

describe('folding a text', () => {
  it('keeps its length, so that places stay places', () => {
    fc.assert(fc.property(anyText, (text) => fold(text).length === text.length));
  });

  it('makes full-width, capital and traditional letters plain', () => {
    expect(fold('１４８２１，ＡＢc　電梯壞了。')).toBe('14821,abc 电梯坏了.');
  });
});

describe('the language of a text', () => {
  it.each([
    ['1', undefined],
    ['１ 4821', undefined],
    ['R5 4821', undefined],
    ['3F', undefined],
    ['👍', undefined],
    ['', undefined],
    ['https://example.org/status', undefined],
    ['三楼断网', 'zh-CN'],
    ['WiFi 坏了', 'zh-CN'],
    ['HP LaserJet Pro 坏了', 'zh-CN'],
    ['3F no power', 'en'],
    ['ok', 'en'],
    ['Please call 王磊 about the printer', 'en'],
    ['ｆｉｘｅｄ', 'en'],
  ])('%j is %s', (text, expected) => {
    expect(languageOf(text)).toBe(expected);
  });
});

describe('a title', () => {
  it.each([
    ['你好，三楼机房的网络断了，麻烦看一下', '三楼机房网络断了'],
    ['您好！我们这边打印机坏了', '打印机坏了'],
    ['财务室打印机打不出来', '财务室打印机打不出来'],
    ['HP LaserJet打印机卡纸', '打印机卡纸'],
    ['急！！！没电', '没电'],
    ['报修：服务器宕机，请尽快', '服务器宕机'],
    ['https://a.example/x 打不开', '打不开'],
    ['电梯坏了 <!channel> @here', '电梯坏了'],
    ['打印机坏了（！急', '打印机坏了'],
    ['13800000001', '报修'],
    ['😀😀', '报修'],
    ['', '报修'],
  ])('from %j is %j', (text, expected) => {
    expect(titleFrom(text, 'zh-CN')).toBe(expected);
  });

  it.each([
    ['Hi, the printer on the 3rd floor is not working', 'printer on the 3rd floor'],
    ['3F no power', '3F no power'],
    ['Hello team! Meeting room projector is not working since this morning', 'Meeting room projector'],
    ['There is a problem with the server room door.', 'server room door'],
    ['call +44 20 7946 0000', 'call'],
    ['', 'fault report'],
  ])('from %j is %j', (text, expected) => {
    expect(titleFrom(text, 'en')).toBe(expected);
  });

  it('is short, of one line and never empty, whatever was written', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('zh-CN', 'en'), (text, locale) => {
        const title = titleFrom(text, locale);
        expect(title.length).toBeGreaterThan(0);
        expect(title.length).toBeLessThanOrEqual(locale === 'en' ? 24 : 10);
        expect(title).toBe(title.trim());
        expect(title).not.toContain('\n');
      }),
    );
  });
});

describe('an automatic text', () => {
  it.each([
    ['This number does not accept replies', true],
    ['Please do not reply to this message.', true],
    ['自动回复', true],
    ['【自动回复】您好，我在休假', true],
    ['自动回复：我正在开会，稍后联系您', true],
    ['我正在开车，到达后给您回电', true],
    ['您的邮件已收到，我会尽快回复', true],
    ['本号码不接受回复', true],
    ['请勿直接回复此短信', true],
    ['Out of office: back on Monday', true],
    ["Sorry, I can't talk right now", true],
    ["I'm driving", true],
    ['Auto-reply: thank you', true],
    ['自动回复功能坏了', false],
    ['打印机坏了', false],
    ['the auto-reply of our mail server is broken', false],
    ['谢谢', false],
    ['1', false],
    ['已收到', false],
    ['I cannot talk to the server', false],
  ])('%j: %s', (text, expected) => {
    expect(automaticText(text)).toBe(expected);
  });
});

describe('messages of one sender', () => {
  it.each([
    [0, true],
    [179, true],
    [180, true],
    [181, false],
    [-30, true],
    [-200, false],
  ])('%i seconds apart are one report: %s', (seconds, expected) => {
    expect(joins({ at: now }, new Date(now.getTime() + seconds * 1000))).toBe(expected);
  });

  it('hours apart are two', () => expect(joins({ at: hoursAgo(5) }, now)).toBe(false));
});

const site = (id: string, name: string, aliases: string[], nameEn?: string): Site => ({
  id,
  customer: 'c',
  name,
  timezone: 'Asia/Shanghai',
  aliases,
  ...(nameEn && { nameEn }),
});
const sites = [
  site('control-room', '指挥中心', ['应急局机房', '三楼机房'], 'Control Room'),
  site('b3', '3号楼', ['B3']),
  site('b13', '13号楼', ['B13']),
  site('school', '第二中学', ['二中', '机房']),
];

describe('the site a text names', () => {
  it.each([
    ['应急局机房断网', 'control-room'],
    ['control room is dark', 'control-room'],
    ['３号楼没电', 'b3'],
    ['13号楼没电', 'b13'],
    ['b13 lift stuck', 'b13'],
    ['B3打印机', 'b3'],
    ['二中的打印机坏了', 'school'],
    ['三楼机房断网', 'control-room'],
    ['web3 down', undefined],
    ['打印机坏了', undefined],
  ])('%j: %s', (text, expected) => {
    expect(siteFrom(text, sites)?.id).toBe(expected);
  });

  it('is none when two sites have equal names', () => {
    expect(siteFrom('机房断网', [site('a', '机房', []), site('b', '机房', [])])).toBeUndefined();
  });
});

describe('the place in a report', () => {
  it.each([
    ['打印机坏了', true],
    ['全部断了', true],
    ['网站打不开', true],
    ['no power', true],
    ['1楼没电', false],
    ['三楼断网', false],
    ['应急局断网', false],
    ['人事科打印机坏了', false],
    ['305室空调不制冷', false],
    ['3rd floor printer jammed', false],
    ['room 301 no light', false],
    ['building 2 has no power', false],
    ['server room is hot', false],
  ])('of %j is missing: %s', (text, expected) => {
    expect(placeMissing(text)).toBe(expected);
  });

  it('is known when the site is', () => expect(placeMissing('打印机坏了', sites[0])).toBe(false));
});
