import { describe, expect, it } from 'vitest';
import { fixed, open, sender } from './sender.ts';
import { told } from './told.ts';

describe('figures, when "fixed?" was asked about ticket 4821', () => {
  const context = sender([fixed(4821)], { question: { kind: 'fixed', ticket: 4821 } });
  it.each([
    ['1', 'confirm 4821'],
    ['１', 'confirm 4821'],
    ['1。', 'confirm 4821'],
    ['１！', 'confirm 4821'],
    ['(1)', 'confirm 4821'],
    ['“1”', 'confirm 4821'],
    ['①', 'confirm 4821'],
    ['1️⃣', 'confirm 4821'],
    ['1', 'confirm 4821'],
    ['1 .', 'confirm 4821'],
    ['14821', 'confirm 4821'],
    ['１４８２１', 'confirm 4821'],
    ['48211', 'confirm 4821'],
    ['1 4821', 'confirm 4821'],
    ['１　４８２１', 'confirm 4821'],
    ['1,4821', 'confirm 4821'],
    ['1：4821', 'confirm 4821'],
    ['1-4821', 'confirm 4821'],
    ['1 #4821', 'confirm 4821'],
    ['1#4821', 'confirm 4821'],
    ['1 工单4821', 'confirm 4821'],
    ['1 ticket 4821', 'confirm 4821'],
    ['4821 1', 'confirm 4821'],
    ['4821，1', 'confirm 4821'],
    ['工单4821：1', 'confirm 4821'],
    ['#4821 1', 'confirm 4821'],
    ['[#4821] 1', 'confirm 4821'],
    ['回复1', 'confirm 4821'],
    ['回复：1', 'confirm 4821'],
    ['回1', 'confirm 4821'],
    ['请回1', 'confirm 4821'],
    ['回复 1 4821', 'confirm 4821'],
    ['回覆1', 'confirm 4821'],
    ['好的，1', 'confirm 4821'],
    ['谢谢 1 4821', 'confirm 4821'],
    ['yes 1', 'confirm 4821'],
    ['我选1', 'confirm 4821'],
    ['你好，2', 'deny 4821'],
    ['reply 1', 'confirm 4821'],
    ['1 已修好', 'confirm 4821'],
    ['1已修好', 'confirm 4821'],
    ['1 谢谢', 'confirm 4821'],
    ['1，好了，谢谢师傅', 'confirm 4821'],
    ['1 yes', 'confirm 4821'],
    ['我回1', 'confirm 4821'],
    ['确认1', 'confirm 4821'],
    ['1确认', 'confirm 4821'],
    ['1吧', 'confirm 4821'],
    ['1吗', 'addition 4821 "1吗"'],
    ['1 works', 'confirm 4821'],
    ['1 thanks!', 'confirm 4821'],
    ['1 4821 谢谢', 'confirm 4821'],
    ['1 4821 王师傅来过了，弄好了', 'confirm 4821'],
    ['1 还是不行', 'deny 4821 "1 还是不行"'],
    ['1 但是很慢', 'addition 4821 "1 但是很慢"'],
    ['1 4821 但打印机还不行', 'addition 4821 "但打印机还不行"'],
    ['1个问题', 'addition 4821 "1个问题"'],
    ['1点到', 'addition 4821 "1点到"'],
    ['1 2', 'addition 4821 "1 2"'],
    ['11', 'addition 4821 "11"'],
    ['1.5米', 'addition 4821 "1.5米"'],
    ['2', 'deny 4821'],
    ['２。', 'deny 4821'],
    ['2 还是不行', 'deny 4821 "还是不行"'],
    ['2，还是没网', 'deny 4821 "还是没网"'],
    ['2.没网', 'deny 4821 "没网"'],
    ['2、三楼没网', 'deny 4821 "三楼没网"'],
    ['2还是没网', 'deny 4821 "还是没网"'],
    ['2 why', 'deny 4821 "why"'],
    ['2 it is still down', 'deny 4821 "it is still down"'],
    ['2 server is still down', 'deny 4821 "server is still down"'],
    ['2 4821', 'deny 4821'],
    ['2 4821 why', 'deny 4821 "why"'],
    ['2 4821 机房还是没网', 'deny 4821 "机房还是没网"'],
    ['4821 2 没网', 'deny 4821 "没网"'],
    ['24821', 'deny 4821'],
    ['24821 没网', 'deny 4821 "没网"'],
    ['2 还是不行 4821', 'deny 4821 "还是不行 4821"'],
    ['2号楼断电', 'addition 4821 "2号楼断电"'],
    ['2 号楼断电', 'addition 4821 "2 号楼断电"'],
    ['2天没网了', 'addition 4821 "2天没网了"'],
    ['2:30到场', 'addition 4821 "2:30到场"'],
    ['2-3台', 'addition 4821 "2-3台"'],
    ['2F', 'addition 4821 "2F"'],
    ['2nd floor', 'addition 4821 "2nd floor"'],
    ['2 people are waiting', 'addition 4821 "2 people are waiting"'],
    ['0', 'status 4821'],
    ['０', 'status 4821'],
    ['0 4821', 'status 4821'],
    ['04821', 'status 4821'],
    ['0 4821 怎么样了', 'status 4821'],
    ['9', 'hurry 4821'],
    ['9 4821', 'hurry 4821'],
    ['9 快点', 'hurry 4821 "快点"'],
    ['94821', 'hurry 4821'],
    ['9 4821 已经等两小时了', 'hurry 4821 "已经等两小时了"'],
    ['3', 'addition 4821 "3"'],
    ['6', 'addition 4821 "6"'],
    ['4821', 'status 4821'],
    ['1 9999', 'not-yours'],
    ['19999', 'addition 4821 "19999"'],
    ['9999 1', 'not-yours'],
    ['2 9999', 'not-yours'],
    ['0 9999', 'not-yours'],
    ['9 9999', 'not-yours'],
    ['R5 9999', 'not-yours'],
    ['#9999', 'not-yours'],
    ['工单9999', 'not-yours'],
    ['9999', 'addition 4821 "9999"'],
    ['电话13800000001', 'addition 4821 "电话13800000001"'],
    ['4821号楼', 'addition 4821 "4821号楼"'],
  ])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});

describe('figures from somebody without a ticket', () => {
  const context = sender([]);
  it.each([
    ['1', 'nothing-open confirm'],
    ['1。', 'nothing-open confirm'],
    ['2', 'nothing-open deny'],
    ['0', 'nothing-open status'],
    ['9', 'nothing-open hurry'],
    ['R5', 'nothing-open rate'],
    ['5', 'greeting'],
    ['7', 'greeting'],
    ['1 4821', 'not-yours'],
    ['4821', 'not-yours'],
    ['工单4821', 'not-yours'],
    ['R5 4821', 'not-yours'],
    ['13800000001', 'greeting'],
    ['1楼没电', 'report "1楼没电"'],
    ['１楼没电', 'report "１楼没电"'],
    ['1 楼没电', 'report "1 楼没电"'],
    ['2号楼断电', 'report "2号楼断电"'],
    ['2 号楼断电', 'report "2 号楼断电"'],
    ['3F no power', 'report "3F no power"'],
    ['3层漏水', 'report "3层漏水"'],
    ['5台电脑开不了机', 'report "5台电脑开不了机"'],
    ['2 printers are down', 'report "2 printers are down"'],
    ['1 server is down', 'report "1 server is down"'],
    ['1203 没电', 'report "1203 没电"'],
    ['1203室没电', 'report "1203室没电"'],
    ['9栋电梯停了', 'report "9栋电梯停了"'],
    ['0号机柜断电', 'report "0号机柜断电"'],
    ['2 why is there no power', 'report "2 why is there no power"'],
  ])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});

describe('figures, when two tickets wait for an answer', () => {
  const context = sender([fixed(4822, { title: '打印机卡纸' }), fixed(4821)], {
    question: { kind: 'fixed', ticket: 4822 },
  });
  it.each([
    ['1', 'ask which-ticket confirm 4822,4821'],
    ['2', 'ask which-ticket deny 4822,4821'],
    ['2 还是不行', 'ask which-ticket deny 4822,4821 "还是不行"'],
    ['1 4821', 'confirm 4821'],
    ['14822', 'confirm 4822'],
    ['2 4821 没网', 'deny 4821 "没网"'],
    ['0', 'status'],
    ['0 4822', 'status 4822'],
    ['9', 'ask which-ticket hurry 4822,4821'],
  ])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});

describe('figures, when only one of two open tickets was called fixed', () => {
  const context = sender([open(4822), fixed(4821)]);
  it.each([
    ['1', 'confirm 4821'],
    ['2', 'deny 4821'],
    ['9', 'hurry 4822'],
    ['0', 'status'],
    ['不用了', 'withdraw 4822'],
  ])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});

describe('figures, when neither of two open tickets was called fixed', () => {
  const context = sender([open(4822), open(4821)]);
  it.each([
    ['1', 'nothing-open confirm'],
    ['2', 'nothing-open deny'],
    ['1 4821', 'confirm 4821'],
    ['9', 'ask which-ticket hurry 4822,4821'],
  ])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});

describe('figures, when the ticket was never called fixed', () => {
  const context = sender([open(4821)]);
  it.each([
    ['1', 'confirm 4821'],
    ['1 4821', 'confirm 4821'],
    ['2', 'deny 4821'],
    ['2 4821 又断了', 'addition 4821 "又断了"'],
    ['2 还是没网', 'addition 4821 "2 还是没网"'],
  ])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});

describe('figures, when 14821 is a ticket of theirs too', () => {
  const context = sender([open(14821), fixed(4821)]);
  it.each([
    ['14821', 'status 14821'],
    ['24821', 'deny 4821'],
    ['1 14821', 'confirm 14821'],
  ])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});

describe('figures that two tickets could mean', () => {
  const context = sender([fixed(1482), fixed(4821)]);
  it.each([['14821', 'addition 1482 "14821"']])('reads %j as %s', (text, expected) => {
    expect(told(text, context)).toBe(expected);
  });
});
