import { describe, expect, it } from 'vitest';
import { confirmed, fixed, hoursAgo, open, sender } from './sender.ts';
import { told } from './told.ts';

describe('a mail in the thread of ticket 4822, with 4821 fixed', () => {
  const context = sender([fixed(4821), open(4822)], { proven: 4822, channel: 'email' });
  it.each([
    ['机房还是没网\n\n张三', 'addition 4822 "机房还是没网\n\n张三"'],
    ['打印机也坏了', 'addition 4822 "打印机也坏了"'],
    ['0', 'status 4822'],
    ['谢谢', 'courtesy 4822'],
    ['新 五楼打印机', 'report fresh "五楼打印机"'],
    ['1 4821', 'confirm 4821'],
  ])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});

describe('a mail in the thread of ticket 4821, which is fixed', () => {
  const context = sender([fixed(4821), open(4822)], { proven: 4821, channel: 'email' });
  it.each([
    ['1\n\n张三\n应急局', 'confirm 4821'],
    ['1\n张三\n电话 13800000001', 'confirm 4821'],
    ['已修好\n\n张三\n应急局', 'confirm 4821'],
    ['1\n还有打印机坏了', 'addition 4821 "1\n还有打印机坏了"'],
    ['2\n机房还是没网\n张三', 'deny 4821 "机房还是没网\n张三"'],
    ['Not fixed.\n\nBest regards', 'deny 4821 "Not fixed.\n\nBest regards"'],
  ])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});

describe('a mail in the thread of a closed ticket', () => {
  const context = sender([confirmed(4821, 400)], { proven: 4821, channel: 'email' });
  it.each([
    ['网络断了', 'deny 4821 "网络断了"'],
    ['发票收到了', 'addition 4821 "发票收到了"'],
    ['冒烟了', 'report fresh "冒烟了" !冒烟'],
  ])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});

describe('a text from somebody with two open tickets', () => {
  const context = sender([
    open(4822, { title: '打印机卡纸', lastReportAt: hoursAgo(3) }),
    open(4821, { lastReportAt: hoursAgo(2) }),
  ]);
  it.each([
    ['打印机还是卡', 'addition 4822 "打印机还是卡"'],
    ['机房没人', 'addition 4821 "机房没人"'],
    ['请带梯子', 'addition 4821 "请带梯子"'],
    ['工单4822 请带梯子', 'addition 4822 "工单4822 请带梯子"'],
    ['4822 型号是M402', 'addition 4822 "4822 型号是M402"'],
    ['电梯坏了', 'ask another-fault 4821 "电梯坏了"'],
    ['催办', 'ask which-ticket hurry 4822,4821'],
    ['催 4822', 'hurry 4822'],
    ['0', 'status'],
  ])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});

describe('a text two minutes after the report', () => {
  const context = sender([open(4821, { lastReportAt: hoursAgo(1 / 30) })]);
  it.each([
    ['五楼打印机也坏了', 'addition 4821 "五楼打印机也坏了"'],
    ['新 五楼打印机也坏了', 'report fresh "五楼打印机也坏了"'],
  ])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});

describe('a picture from somebody with a ticket', () => {
  const context = sender([open(4821)], { hasAttachments: true });
  it.each([
    ['', 'addition 4821'],
    ['谢谢', 'addition 4821 "谢谢"'],
    ['👍', 'addition 4821 "👍"'],
    ['0', 'status 4821'],
  ])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});

describe('a picture from somebody without one', () => {
  const context = sender([], { hasAttachments: true });
  it.each([
    ['', 'report'],
    ['你好', 'report "你好"'],
  ])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});
