import { verbs } from '../src/domain/report/reading.ts';
import { verbWords } from '../src/domain/report/verb-words.ts';
import { drop } from './fit.ts';
import { hint, lines, type Say, type Story, text } from './say.ts';

/** `认领 claim`: the first Chinese word that means it, and the verb's own name. */
const chinese = verbs.map((verb) => {
  const word = verbWords[verb].find((one) => /\p{Script=Han}/u.test(one));
  return word === undefined ? verb : `${word} ${verb}`;
});

export const verbList = (say: Say): string =>
  say.t(`动作：${chinese.join('、')}`, `Verbs: ${verbs.join(', ')}`);

export const howToWrite = (say: Say): string =>
  say.t(
    '写法：/ticket 工单号 动作 内容，例如 /ticket 4821 fix 换了电源',
    'Like this: /ticket number verb words, for example /ticket 4821 fix new power supply',
  );

export const staffHelpStory: Story<'staff-help'> = {
  'staff-help': (_facts, say) => ({
    short: [
      say.t('请写“工单号 动作 内容”', 'write "number verb words"'),
      drop(1, say.t('，例如“4821 fix 换了电源”', ', for example "4821 fix new power supply"')),
      say.t('。', '.'),
    ],
    title: say.t('可以这样说', 'What you can say'),
    body: lines(
      text(howToWrite(say)),
      text(
        say.t(
          '只写工单号，看它的现状。在工单卡片的讨论串里@我加动作，不用写工单号；直接给我发消息也行。',
          'A number alone shows the ticket. In the thread of its card mention me with the verb, without the number; a direct message works too.',
        ),
      ),
      text(
        say.t(
          '/fault 加故障情况：报修。/oncall：谁在值班；/oncall 请假：今天不能值班；/oncall 销假：回来了。',
          '/fault and what is wrong: reports it. /oncall: who is on duty; /oncall out: you are ill; /oncall in: you are back.',
        ),
      ),
      hint(verbList(say)),
    ),
  }),
};
