import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readVerbLine } from '../../../src/domain/report/read-verb-line.ts';
import { verbs } from '../../../src/domain/report/reading.ts';
import { verbWords } from '../../../src/domain/report/verb-words.ts';

const people = [
  { id: 'wang.lei', names: ['王磊', 'Wang Lei'], chat: 'U0WANGLEI' },
  { id: 'li.na', names: ['李娜', 'Li Na'], chat: 'U0LINA' },
];

const told = (text: string, ticket?: number): string => {
  const line = readVerbLine(text, { people, ...(ticket !== undefined && { ticket }) });
  if (line.kind === 'help') return 'help';
  if (line.kind === 'show') return `show ${line.ticket}`;
  if (line.kind === 'usage')
    return [line.problem, line.word, line.meant && `meant ${line.meant}`].filter(Boolean).join(' ');
  return [line.ticket, line.verb, line.who && `@${line.who}`, line.args && `"${line.args}"`]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
};

describe('a staff line outside a thread', () => {
  it.each([
    ['4821 fix 换了电源', '4821 fix "换了电源"'],
    ['fix 4821 换了电源', '4821 fix "换了电源"'],
    ['fix #4821 换了电源', '4821 fix "换了电源"'],
    ['#4821 修好 换了电源', '4821 fix "换了电源"'],
    ['4821修好 换了电源', '4821 fix "换了电源"'],
    ['修好4821 换了电源', '4821 fix "换了电源"'],
    ['4821 修好，换了电源', '4821 fix "换了电源"'],
    ['4821：修好：换了电源', '4821 fix "换了电源"'],
    ['4821: fix replaced the PSU', '4821 fix "replaced the PSU"'],
    ['4821 FIX Replaced the PSU', '4821 fix "Replaced the PSU"'],
    ['/ticket 4821 claim', '4821 claim'],
    ['<@U0BOT> 4821 认领', '4821 claim'],
    ['@faultline claim 4821', '4821 claim'],
    ['认领 4821', '4821 claim'],
    ['认领4821', '4821 claim'],
    ['取消认领 4821', '4821 unclaim'],
    ['4821 已答复', '4821 answer'],
    ['4821 打不通', '4821 unreachable'],
    ['4821 no answer', '4821 unreachable'],
    ['4821 要到现场', '4821 onsite'],
    ['4821 on site 02:50', '4821 onsite "02:50"'],
    ['4821 出发', '4821 onsite'],
    ['4821 到场 02:10', '4821 arrive "02:10"'],
    ['arrive 4821 02:10', '4821 arrive "02:10"'],
    ['4821 缺件 电源模块', '4821 parts "电源模块"'],
    ['4821 已到货', '4821 parts'],
    ['offer 4821 <@U0LINA|lina>', '4821 offer @U0LINA'],
    ['4821 offer <@U0LINA> please', '4821 offer @U0LINA "please"'],
    ['移交 4821 @李娜', '4821 offer @li.na'],
    ['移交 4821 @李娜请跟进', '4821 offer @li.na "请跟进"'],
    ['移交4821 李娜 请跟进', '4821 offer @li.na "请跟进"'],
    ['hand over 4821 @Wang Lei tonight', '4821 offer @wang.lei "tonight"'],
    ['4821 assign @wang.lei 离得近', '4821 assign @wang.lei "离得近"'],
    ['4821 指派 @nobody', '4821 assign @nobody'],
    ['4821 接受', '4821 accept'],
    ['4821 谢绝 在外地', '4821 decline "在外地"'],
    ['4821 接手 客户催得急', '4821 take "客户催得急"'],
    ['take over 4821 customer called', '4821 take "customer called"'],
    ['4821 说 马上到', '4821 say "马上到"'],
    ['say 4821 we are coming', '4821 say "we are coming"'],
    ['4821 回复报修人 马上到', '4821 say "马上到"'],
    ['4821 备注客户不在', '4821 note "客户不在"'],
    ['4821 标题 三楼断网', '4821 title "三楼断网"'],
    ['4821 等级 紧急', '4821 severity "紧急"'],
    ['severity 4821 urgent', '4821 severity "urgent"'],
    ['4821 暂停 等客户 2h', '4821 pause "等客户 2h"'],
    ['4821 继续', '4821 resume'],
    ['4821 作废 测试', '4821 void "测试"'],
    ['void 4821 duplicate 4820', '4821 void "duplicate 4820"'],
    ['4821 知道了 08:30', '4821 ack "08:30"'],
    ['4821 我来联系客户', '4821 contact'],
    ['4821 批准', '4821 approve'],
    ['4821 驳回', '4821 reject'],
    ['4821 记录 方法：换电源', '4821 record "方法：换电源"'],
    ['4821 关联 4830', '4821 link "4830"'],
    ['link 4821 4830', '4821 link "4830"'],
    ['4821 合并联系人 +8613800000001', '4821 join "+8613800000001"'],
    ['4821 为什么', '4821 why'],
    ['why 4821', '4821 why'],
    ['4821 时限', '4821 why'],
    ['4821 轨迹', '4821 trace'],
    ['trace 4821', '4821 trace'],
    ['claim 1', '1 claim'],
    ['claim 1; drop', 'bad-number 1;'],
    ['claim ../../2', 'bad-number ../../2'],
    ['claim -1', 'bad-number -1'],
    ['claim +1', 'bad-number +1'],
    ['claim .5', 'bad-number .5'],
    ['claim 1e3', 'bad-number 1e3'],
    ['claim 0x10', 'bad-number 0x10'],
    ['claim 1.5', 'bad-number 1.5'],
    ['claim 0', 'bad-number 0'],
    ['claim 04821', 'bad-number 04821'],
    ['claim 99999999999', 'bad-number 99999999999'],
    ['claim ４８２１', 'bad-number ４８２１'],
    ['claim ٤٨٢١', 'bad-number ٤٨٢١'],
    ['４８２１ claim', 'bad-number ４８２１'],
    ['1e3 claim', 'bad-number 1e3'],
    ['-1 claim', 'bad-number -1'],
    ['claim', 'no-number'],
    ['claim soon', 'no-number'],
    ['修好 换了电源', 'no-number'],
    ['4821', 'show 4821'],
    ['#4821', 'show 4821'],
    ['4821 状态', 'show 4821'],
    ['4821 status', 'show 4821'],
    ['', 'help'],
    ['help', 'help'],
    ['帮助', 'help'],
    ['？', 'help'],
    ['4821 help', 'help'],
    ['4821 clam', 'unknown-verb clam meant claim'],
    ['4821 fxi 换了电源', 'unknown-verb fxi meant fix'],
    ['4821 认令', 'unknown-verb 认令 meant 认领'],
    ['4821 修号了换电源', 'unknown-verb 修号了换电源 meant 修好了'],
    ['4821 close 换了电源', 'unknown-verb close meant fix'],
    ['4821 结案', 'unknown-verb 结案 meant fix'],
    ['4821 offer zhao', '4821 offer "zhao"'],
    ['4821 offer wang', '4821 offer @wang.lei'],
    ['4821 移交给李娜', '4821 offer @li.na'],
    ['4821 移交 给李娜 下班了', '4821 offer @li.na "下班了"'],
    ['4821 offer to Li Na', '4821 offer @li.na'],
    ['4821 note 请 <@U0LINA> 看一下', '4821 note "请 @李娜 看一下"'],
    ['4821 备注 问过@U0LINA了', '4821 note "问过@李娜了"'],
    ['frob 4821', 'unknown-verb frob'],
    ['4821 frob', 'unknown-verb frob'],
    ['4821 claimed?', 'unknown-verb claimed?'],
    ['4821 说明书在哪', 'unknown-verb 说明书在哪'],
    ['4821 解决不了', 'unknown-verb 解决不了'],
    ['4821 修好了吗', 'unknown-verb 修好了吗'],
    ['4821 修好后通知我', 'unknown-verb 修好后通知我'],
    ['4821 我来不了', 'unknown-verb 我来不了'],
    ['4821 fixing', 'unknown-verb fixing'],
  ])('%j is %s', (text, expected) => {
    expect(told(text)).toBe(expected);
  });
});

describe('a staff line in the thread of ticket 4821', () => {
  it.each([
    ['修好 换了电源', '4821 fix "换了电源"'],
    ['修好换了电源', '4821 fix "换了电源"'],
    ['@bot 修好 换了电源', '4821 fix "换了电源"'],
    ['fix 2块电源', '4821 fix "2块电源"'],
    ['fix 4821 换了电源', '4821 fix "换了电源"'],
    ['claim', '4821 claim'],
    ['4830 claim', '4830 claim'],
    ['claim 4830', '4830 claim'],
    ['claim 1; drop', 'bad-number 1;'],
    ['link 4830', '4821 link "4830"'],
    ['arrive 0210', '4821 arrive "0210"'],
    ['pause 2h 等备件', '4821 pause "2h 等备件"'],
    ['note 3楼没人', '4821 note "3楼没人"'],
    ['到场', '4821 arrive'],
    ['说 您好', '4821 say "您好"'],
    ['说您好', 'unknown-verb 说您好'],
    ['fixed?', 'unknown-verb fixed?'],
    ['大家看一下', 'unknown-verb 大家看一下'],
    ['移交 <@U0WANGLEI>', '4821 offer @U0WANGLEI'],
  ])('%j is %s', (text, expected) => {
    expect(told(text, 4821)).toBe(expected);
  });
});

describe('the words of the verbs', () => {
  it('each mean one verb only', () => {
    const all = Object.values(verbWords).flat();
    expect(all.filter((word, place) => all.indexOf(word) !== place)).toEqual([]);
  });

  it.each(verbs.map((verb) => [verb]))(
    '%s is understood by each of its words, the number before or behind',
    (verb) => {
      for (const word of verbWords[verb]) {
        expect(told(`4821 ${word}`)).toBe(`4821 ${verb}`);
        expect(told(`${word} 4821`)).toBe(`4821 ${verb}`);
      }
    },
  );

  it('never take a ticket from anything but plain figures, and never throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (behind) => {
        const line = readVerbLine(`claim ${behind}`, { people });
        if (line.kind === 'verb') expect(behind.trim()).toMatch(new RegExp(`(^|\\D)${line.ticket}(\\D|$)`));
      }),
    );
  });
});

describe('a staff line with a number that is none', () => {
  it.each(['claim 1; drop', 'claim ../../2', 'claim -1', 'claim 1e3'])(
    'B25: %s is answered with how it is used, and never read as half of a number',
    (line) => {
      expect(readVerbLine(line, { people })).toMatchObject({ kind: 'usage', problem: 'bad-number' });
    },
  );
});
