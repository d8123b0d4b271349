import { describe, expect, it } from 'vitest';
import { confirmed, fixed, open, sender, unconfirmed } from './sender.ts';
import { told } from './told.ts';

describe('an hour after closing, with "how was it?" unanswered', () => {
  const context = sender([confirmed(4821, 1)], { question: { kind: 'rate', ticket: 4821 } });
  it.each([
    ['5', 'rate 4821 5'],
    ['４。', 'rate 4821 4'],
    ['3', 'rate 4821 3'],
    ['R1', 'rate 4821 1'],
    ['r2', 'rate 4821 2'],
    ['R5 4821', 'rate 4821 5'],
    ['4821 R4', 'rate 4821 4'],
    ['5 4821', 'rate 4821 5'],
    ['54821', 'rate 4821 5'],
    ['R2 4821 等太久了', 'rate 4821 2 "等太久了"'],
    ['5分', 'rate 4821 5 "5分"'],
    ['5 谢谢', 'rate 4821 5 "谢谢"'],
    ['很满意', 'rate 4821 5 "很满意"'],
    ['满意，谢谢', 'rate 4821 4 "满意，谢谢"'],
    ['R54821', 'rate 4821 5'],
    ['3 但是有点慢', 'rate 4821 3 "但是有点慢"'],
    ['5，但是等了很久', 'rate 4821 5 "但是等了很久"'],
    ['3 打印机坏了', 'report "3 打印机坏了"'],
    ['打5分', 'rate 4821 5 "打5分"'],
    ['2分', 'rate 4821 2 "2分"'],
    ['很差', 'rate 4821 1 "很差"'],
    ['还不错', 'rate 4821 4 "还不错"'],
    ['等了两天才来', 'rate 4821 2 "等了两天才来"'],
    ['来得晚，但是修得不错', 'addition 4821 "来得晚，但是修得不错"'],
    ['工程师迟到了一会', 'addition 4821 "工程师迟到了一会"'],
    ['窗边那个东西一直嗡嗡叫', 'report "窗边那个东西一直嗡嗡叫"'],
    ['不好', 'ask still-broken 4821'],
    ['问题依旧', 'deny 4821 "问题依旧"'],
    ['2 没网', 'deny 4821 "没网"'],
    ['一般', 'rate 4821 3 "一般"'],
    ['very good', 'rate 4821 5 "very good"'],
    ['good', 'rate 4821 4 "good"'],
    ['fair', 'rate 4821 3 "fair"'],
    ['不满意，等太久了', 'rate 4821 2 "不满意，等太久了"'],
    ['态度差', 'rate 4821 2 "态度差"'],
    ['not happy, it took too long', 'rate 4821 2 "not happy, it took too long"'],
    ['工程师很专业', 'addition 4821 "工程师很专业"'],
    ['1', 'courtesy 4821'],
    ['谢谢', 'courtesy 4821'],
    ['不用了', 'courtesy 4821'],
    ['2', 'ask still-broken 4821'],
    ['2 4821', 'ask still-broken 4821'],
    ['2 还是没网', 'deny 4821 "还是没网"'],
    ['2 4821 又断了', 'deny 4821 "又断了"'],
    ['还没好', 'deny 4821 "还没好"'],
    ['机房网络又断了', 'deny 4821 "机房网络又断了"'],
    ['still not working', 'deny 4821 "still not working"'],
    ['五楼打印机又坏了', 'report "五楼打印机又坏了"'],
    ['打印机卡纸', 'report "打印机卡纸"'],
    ['5楼没电', 'report "5楼没电"'],
    ['3F no power', 'report "3F no power"'],
    ['0', 'status 4821'],
    ['9', 'nothing-open hurry'],
  ])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});

describe('a day after the reporter confirmed and rated', () => {
  const context = sender([confirmed(4821, 24, { rated: true })]);
  it.each([
    ['5', 'courtesy 4821'],
    ['5 谢谢', 'courtesy 4821'],
    ['R5', 'rate 4821 5'],
    ['服务态度差', 'addition 4821 "服务态度差"'],
    ['2', 'ask still-broken 4821'],
    ['2 没网', 'deny 4821 "没网"'],
    ['2 打印机坏了', 'report "2 打印机坏了"'],
    ['1', 'courtesy 4821'],
    ['又断网了，还是没好', 'deny 4821 "又断网了，还是没好"'],
  ])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});

describe('four days after the reporter confirmed', () => {
  const context = sender([confirmed(4821, 96)]);
  it.each([
    ['5', 'nothing-open rate'],
    ['5 谢谢', 'nothing-open rate'],
    ['服务态度差', 'complaint 4821 "服务态度差"'],
    ['2 还是不行', 'nothing-open deny'],
    ['R5', 'rate 4821 5'],
    ['1', 'nothing-open confirm'],
    ['2', 'nothing-open deny'],
    ['还没好', 'nothing-open deny'],
    ['2 4821', 'ask still-broken 4821'],
    ['2 4821 又断了', 'deny 4821 "又断了"'],
  ])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});

describe('after closing as unconfirmed', () => {
  const context = sender([unconfirmed(4821, 100)]);
  it.each([
    ['1', 'confirm 4821'],
    ['2', 'deny 4821'],
    ['2 没网', 'deny 4821 "没网"'],
    ['还没好', 'deny 4821 "还没好"'],
    ['怎么还没好', 'deny 4821 "怎么还没好"'],
    ['好了', 'confirm 4821'],
    ['打印机坏了', 'report "打印机坏了"'],
    ['0', 'status 4821'],
  ])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});

describe('three weeks after closing as unconfirmed', () => {
  const context = sender([unconfirmed(4821, 21 * 24)]);
  it.each([
    ['2', 'ask still-broken 4821'],
    ['1', 'nothing-open confirm'],
  ])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});

describe('asked to rate one ticket while another waits for "fixed?"', () => {
  const context = sender([fixed(4822), confirmed(4821, 1)], { question: { kind: 'rate', ticket: 4821 } });
  it.each([
    ['1', 'confirm 4822'],
    ['2', 'ask which-ticket deny 4822,4821'],
    ['5', 'rate 4821 5'],
  ])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});

describe('asked "still broken?"', () => {
  const context = sender([confirmed(4821, 1)], { question: { kind: 'still-broken', ticket: 4821 } });
  it.each([
    ['2', 'deny 4821'],
    ['是', 'deny 4821 "是"'],
    ['yes', 'deny 4821 "yes"'],
    ['是的，没网', 'deny 4821 "是的，没网"'],
    ['机房上不了网', 'deny 4821 "机房上不了网"'],
    ['2 机房没网', 'deny 4821 "机房没网"'],
    ['1', 'courtesy 4821'],
    ['没有', 'courtesy 4821'],
    ['好了', 'courtesy 4821'],
    ['谢谢', 'courtesy 4821'],
    ['打印机坏了', 'report "打印机坏了"'],
  ])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});

describe('asked "another fault?"', () => {
  const context = sender([open(4821)], {
    question: { kind: 'another-fault', ticket: 4821, text: '五楼打印机也坏了' },
  });
  it.each([
    ['1', 'report fresh "五楼打印机也坏了"'],
    ['新', 'report fresh "五楼打印机也坏了"'],
    ['new', 'report fresh "五楼打印机也坏了"'],
    ['是', 'report fresh "五楼打印机也坏了"'],
    ['是的，另一个', 'report fresh "五楼打印机也坏了"'],
    ['yes', 'report fresh "五楼打印机也坏了"'],
    ['2', 'addition 4821 "五楼打印机也坏了"'],
    ['同', 'addition 4821 "五楼打印机也坏了"'],
    ['same', 'addition 4821 "五楼打印机也坏了"'],
    ['不是', 'addition 4821 "五楼打印机也坏了"'],
    ['no', 'addition 4821 "五楼打印机也坏了"'],
    ['1 4821', 'confirm 4821'],
    ['0', 'status 4821'],
    ['新 电梯停了', 'report fresh "电梯停了"'],
  ])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});

describe('asked which ticket is fixed', () => {
  const context = sender([fixed(4821), fixed(4822)], {
    question: { kind: 'which-ticket', word: 'confirm', tickets: [4822, 4821] },
  });
  it.each([
    ['4821', 'confirm 4821'],
    ['4822。', 'confirm 4822'],
    ['#4822', 'confirm 4822'],
    ['工单4821', 'confirm 4821'],
    ['是4821', 'confirm 4821'],
    ['1 4821', 'confirm 4821'],
    ['1', 'ask which-ticket confirm 4821,4822'],
    ['2 4821', 'deny 4821'],
    ['4821楼', 'addition 4821 "4821楼"'],
  ])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});

describe('asked which ticket is not fixed', () => {
  const context = sender([fixed(4821), fixed(4822)], {
    question: { kind: 'which-ticket', word: 'deny', tickets: [4822, 4821], text: '还是没网' },
  });
  it.each([['4821', 'deny 4821 "还是没网"']])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});

describe('asked which ticket is rated', () => {
  const context = sender([confirmed(4821, 1), confirmed(4822, 2)], {
    question: { kind: 'which-ticket', word: 'rate', tickets: [4822, 4821], text: '5 谢谢' },
  });
  it.each([['4821', 'rate 4821 5 "谢谢"']])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});
