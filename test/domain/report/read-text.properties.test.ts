import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { automaticText } from '../../../src/domain/report/automatic-text.ts';
import { dangerIn } from '../../../src/domain/report/danger.ts';
import { languageOf } from '../../../src/domain/report/language.ts';
import { placeMissing } from '../../../src/domain/report/place.ts';
import { readText } from '../../../src/domain/report/read-text.ts';
import { readVerbLine } from '../../../src/domain/report/read-verb-line.ts';
import type { Reading, ReadingContext } from '../../../src/domain/report/reading.ts';
import { severityOf } from '../../../src/domain/report/severity.ts';
import { titleFrom } from '../../../src/domain/report/title.ts';
import { confirmed, fixed, hoursAgo, open, sender, unconfirmed } from './sender.ts';

const words = [
  '1',
  '2',
  '0',
  '9',
  '3',
  '5',
  'R5',
  '１',
  '４８２１',
  '4821',
  '4822',
  '9999',
  '14821',
  '#',
  '工单',
  ' ',
  '，',
  '。',
  '\n',
  '?',
  '吗',
  '已修好',
  '没好',
  '还是',
  '不',
  '好了',
  '谢谢',
  '新',
  '催',
  '查询',
  '不用了',
  '人工',
  '投诉',
  '帮助',
  '在吗',
  '三楼',
  '2号楼',
  '打印机',
  '网络',
  '断了',
  '坏了',
  '冒烟',
  '没有',
  '也',
  'fixed',
  'not',
  'works',
  'now',
  'yes',
  'no',
  'thanks',
  'never mind',
  'call me',
  'new',
  'still',
  'broken',
  'STOP',
  '👍',
  '\u202e',
  '\u200b',
  '\ud800',
];
const message = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.array(fc.constantFrom(...words), { maxLength: 7 }).map((parts) => parts.join('')),
  },
  {
    weight: 2,
    arbitrary: fc.array(fc.constantFrom(...words), { maxLength: 7 }).map((parts) => parts.join(' ')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
);

const ticket = (number: number) =>
  fc.constantFrom(
    open(number),
    open(number, { title: '打印机卡纸', lastReportAt: hoursAgo(0.01) }),
    fixed(number),
    confirmed(number, 1),
    confirmed(number, 30, { rated: true }),
    confirmed(number, 500),
    unconfirmed(number, 50),
    unconfirmed(number, 900),
  );
const tickets = fc
  .tuple(fc.subarray([4821, 4822, 1001]), ticket(4821), ticket(4822), ticket(1001))
  .map(([numbers, ...all]) => all.filter(({ number }) => numbers.includes(number)));
const question = fc.oneof(
  fc.constant(undefined),
  fc.record({ kind: fc.constantFrom('fixed', 'rate', 'still-broken'), ticket: fc.constantFrom(4821, 7777) }),
  fc.record({
    kind: fc.constant('another-fault'),
    ticket: fc.constantFrom(4821, 7777),
    text: fc.constant('电梯坏了'),
  }),
  fc.record({
    kind: fc.constant('which-ticket'),
    word: fc.constantFrom('confirm', 'deny', 'status', 'hurry', 'withdraw', 'rate', 'toString'),
    tickets: fc.constant([4821, 4822, 7777]),
  }),
) as fc.Arbitrary<ReadingContext['question']>;
const context: fc.Arbitrary<ReadingContext> = fc
  .record({
    tickets,
    question,
    proven: fc.constantFrom(undefined, undefined, undefined, 4821, 6000),
    channel: fc.constantFrom('sms', 'email', 'slack'),
    hasAttachments: fc.boolean(),
  })
  .map(({ tickets: theirs, question: asked, proven, ...rest }) =>
    sender(theirs, { ...rest, ...(asked && { question: asked }), ...(proven !== undefined && { proven }) }),
  );

const numbersIn = (reading: Reading): number[] => [
  ...('ticket' in reading && reading.ticket !== undefined ? [reading.ticket] : []),
  ...('tickets' in reading ? reading.tickets : []),
];

describe('whatever somebody writes', () => {
  it("never touches a ticket that isn't theirs or proven by the message", () => {
    fc.assert(
      fc.property(message, context, (text, known) => {
        const theirs = [
          ...known.tickets.map(({ number }) => number),
          ...(known.proven === undefined ? [] : [known.proven]),
        ];
        for (const number of numbersIn(readText(text, known))) expect(theirs).toContain(number);
      }),
      { numRuns: 3000 },
    );
  });

  it('means the same in full width', () => {
    const wide = (text: string): string =>
      text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
    fc.assert(
      fc.property(message, context, (text, known) => {
        const plain = readText(text, known);
        const full = readText(wide(text), known);
        expect(full.kind).toBe(plain.kind);
        expect(numbersIn(full)).toEqual(numbersIn(plain));
      }),
      { numRuns: 2000 },
    );
  });

  it('means the same as a bare figure with any punctuation around it', () => {
    const mark = fc.string({
      unit: fc.constantFrom('.', '。', '!', '！', ' ', ',', '，', ')', '”', '~', '～', ';'),
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        fc.constantFrom('0', '1', '2', '3', '4', '5', '9'),
        mark,
        context,
        (figure, behind, known) => {
          const plain = readText(figure, known);
          const marked = readText(`${figure}${behind}`, known);
          expect(marked.kind).toBe(plain.kind);
          expect(numbersIn(marked)).toEqual(numbersIn(plain));
        },
      ),
    );
  });

  it('is text when a unit follows the figure', () => {
    const unit = fc.constantFrom('号', '楼', '层', '栋', '室', '台', '个', 'F', 'f', '号楼', 'nd', 'x');
    fc.assert(
      fc.property(
        fc.constantFrom('0', '1', '2', '3', '5', '9', '１'),
        fc.constantFrom('', ' '),
        unit,
        (figure, gap, after) => {
          const letter = /^[a-z]/.test(after) ? '' : gap;
          const reading = readText(
            `${figure}${letter}${after}灯不亮`,
            sender([open(4821, { title: '灯不亮' })]),
          );
          expect(['addition', 'ask', 'report']).toContain(reading.kind);
        },
      ),
    );
  });

  it('is reported as danger when it says so, whatever else it says', () => {
    fc.assert(
      fc.property(message, message, context, (before, behind, known) => {
        const text = `${before}，现在着火了，${behind}`;
        fc.pre(dangerIn(text).includes('着火'));
        const reading = readText(text, known);
        expect('danger' in reading ? reading.danger : []).toContain('着火');
        expect(['report', 'addition']).toContain(reading.kind);
      }),
    );
  });

  it('confirms nothing when it holds a bare network keyword alone', () => {
    const keyword = fc.constantFrom(
      'STOP',
      'START',
      'YES',
      'END',
      'CANCEL',
      'QUIT',
      'T',
      'TD',
      'N',
      'yes.',
      'Stop!',
      '退订',
    );
    fc.assert(
      fc.property(keyword, tickets, (text, theirs) => {
        expect(['addition', 'courtesy']).toContain(readText(text, sender(theirs)).kind);
      }),
    );
  });

  it('confirms nothing that is wished for, asked or doubted', () => {
    const wish = fc.constantFrom(
      '快点',
      '尽快',
      '请',
      '能不能',
      '什么时候',
      '催',
      '没',
      '还没',
      'please get it ',
      'when ',
      'not ',
    );
    const works = fc.constantFrom('修好', '恢复', '解决', '弄好', 'fixed', 'repaired', 'working');
    const end = fc.constantFrom('', '！', '。', '?');
    fc.assert(
      fc.property(wish, works, end, (before, word, mark) => {
        const asked = sender([fixed(4821)], { question: { kind: 'fixed', ticket: 4821 } });
        expect(readText(`${before}${word}${mark}`, asked).kind).not.toBe('confirm');
      }),
    );
  });

  it('is never lost when it has words of its own', () => {
    const story = fc.constantFrom(
      '走廊尽头的那盏灯看着不太对劲',
      'the thing near the window hums a lot',
      '明天上午有人在办公室等你们',
    );
    fc.assert(
      fc.property(story, context, (text, known) => {
        const reading = readText(text, known);
        expect(['report', 'addition', 'deny', 'ask']).toContain(reading.kind);
        expect(JSON.stringify(reading)).toContain(text);
      }),
    );
  });
});

describe('100,000 hostile characters', () => {
  const units = [
    'a',
    '1',
    '不',
    '没有',
    '!',
    ' ',
    '\n',
    'no ',
    '1 a ',
    '4821 ',
    '#',
    '着火',
    'fire ',
    '没有出现',
    '三',
    '1楼',
    '\u0301',
    '👨‍👩‍👧',
    '\u202e',
    '\ud800',
    'hi ',
    '你好',
    '回复',
    '新 ',
    '，',
    '"',
    '(',
    '<@U1',
    '@',
    'not fixed ',
    'a1',
    '是不',
    '自动回复',
    'ﷺ',
    '１',
    '一',
    'problem with ',
  ];
  it.each(units.map((unit) => [unit]))('made of %j are read to an end', (unit) => {
    const known = sender([fixed(4821), open(4822)], { channel: 'email' });
    for (const text of [
      unit.repeat(Math.ceil(100_000 / unit.length)),
      `1 ${unit.repeat(20_000)}x`,
      `${unit.repeat(60)}x`,
    ]) {
      expect(readText(text, known).kind).toBeTypeOf('string');
      readVerbLine(text, { ticket: 4821, people: [{ id: 'a', names: ['不'] }] });
      titleFrom(text, 'en');
      titleFrom(text, 'zh-CN');
      languageOf(text);
      placeMissing(text);
      severityOf(text.slice(0, 20_000), []);
      automaticText(text.slice(0, 400));
    }
  });
});
