import { drop, type Part, shrink } from './fit.ts';
import { aboutFault, answerButtons, letter } from './letter.ts';
import type { Say, Story } from './say.ts';
import { button } from './verbs.ts';

const checkButtons = (say: Say) =>
  answerButtons(say, button(say.locale, 'confirm'), button(say.locale, 'deny'));
const cannot = (say: Say): Part =>
  drop(2, say.t('本号码不能接收回复。', ' This number cannot take replies.'));

export const closingStory: Story<'fixed-asked' | 'reminder' | 'closed-rate' | 'closed-unconfirmed'> = {
  'fixed-asked': ({ note, oneWay }, say) => {
    const { no, t } = say;
    const about = aboutFault(say, 3);
    const [yes, no2] = [say.key('1'), say.key('2')];
    const mute = oneWay || say.oneWay === true;
    const ask: Part[] = mute
      ? [t('我们会给您打电话确认，请保持畅通。', ' We will call you to ask whether it works.'), cannot(say)]
      : say.zh
        ? [`恢复正常请回${yes}；没修好请回${no2}`, drop(1, '，并写一下现在的情况', '，并写明情况'), '。']
        : [
            ` Reply ${yes} if it works, or ${no2}`,
            shrink(1, ' and what is still wrong if it does not.', ' and what is wrong if not.', ' if not.'),
          ];
    return {
      short: [
        t(`工单${no}`, no),
        about,
        t('已处理', '. We believe it is fixed'),
        shrink(2, t('，请您核实。', ', please check.'), t('。', '.')),
        ...ask,
      ],
      title: say.headline('已处理，请您核实', 'is it fixed?'),
      body: letter(
        say,
        [
          t(`工单${no}已处理，请您核实是否恢复正常。`, `Ticket ${no}: we believe it is fixed. Please check.`),
          ...(note.trim() === '' ? [] : [t(`处理情况：${note.trim()}`, `What was done: ${note.trim()}`)]),
        ],
        'confirm',
      ),
      ...checkButtons(say),
    };
  },

  reminder: ({ closeAt, oneWay }, say) => {
    const { no, t } = say;
    const at = say.time.at(closeAt);
    const [yes, no2] = [say.key('1'), say.key('2')];
    const mute = oneWay || say.oneWay === true;
    const short: Part[] = mute
      ? [
          t(
            `工单${no}还没得到您的确认，我们会再打给您。`,
            `ticket ${no}, is it working? We will call you again. `,
          ),
          t(`${at}后按“未确认”结案。`, `After ${at} we close it as "not confirmed".`),
          cannot(say),
        ]
      : say.zh
        ? [
            `工单${no}还没收到您的确认：正常回${yes}，没修好回${no2}。${at}后按“未确认”结案`,
            drop(1, `，之后仍可回${no2}继续处理`, `，之后仍可回${no2}`),
            '。',
          ]
        : [
            `${no}, is it working? ${yes} = yes, ${no2} = no. After ${at} we close it as "not confirmed"`,
            drop(1, `; you can still reply ${no2} later to reopen it`, `; ${no2} reopens it later`),
            '.',
          ];
    return {
      short,
      title: say.headline('还没收到您的确认', 'is it working?'),
      body: letter(
        say,
        [
          t(
            `工单${no}还没收到您的确认：现在恢复正常了吗？`,
            `Ticket ${no}: is it working now? We have not heard from you yet.`,
          ),
          t(
            `${at}后会按“未确认”结案；结案后您仍然可以告诉我们没修好，我们会继续处理。`,
            `After ${at} we close it as "not confirmed". You can still tell us later that it is not fixed, and we will reopen it.`,
          ),
        ],
        'confirm',
      ),
      ...checkButtons(say),
    };
  },

  'closed-rate': ({ by }, say) => {
    const { no, t } = say;
    const who = by === undefined ? '' : say.sms(by);
    const opening: Part =
      who === ''
        ? t(`谢谢确认，工单${no}已结案。`, `thank you, ${no} is closed.`)
        : shrink(
            1,
            t(`工单${no}已由${who}确认结案。`, `${no} is closed, confirmed by ${who}.`),
            t(`工单${no}已结案。`, `${no} is closed.`),
          );
    const rate: Part[] =
      say.oneWay === true
        ? [t('谢谢您的耐心。', ' Thank you for your patience.')]
        : [
            shrink(
              3,
              t('请您评价：很满意回5，满意回4，一般回3', ' How was it? 5 very good, 4 good, 3 fair.'),
              t('请评价：回5到3', ' Rate it 5 to 3.'),
            ),
            drop(
              2,
              t(
                '；不满意请写原因，我们会给您回电',
                ' Not happy? Tell us why in your own words and we will call you.',
              ),
              t('；不满意请写原因', ' Not happy? Tell us why.'),
            ),
            t('。', ''),
          ];
    const thanks =
      by === undefined
        ? t('谢谢您的确认。', 'Thank you for confirming.')
        : t(`${by}已确认恢复正常。`, `${by} has confirmed that it works.`);
    return {
      short: [opening, ...rate],
      title: say.headline('已结案，谢谢', 'closed, thank you'),
      body: letter(say, [t(`工单${no}已结案。${thanks}`, `Ticket ${no} is closed. ${thanks}`)], 'rate'),
      ...answerButtons(
        say,
        ...['5', '4', '3'].map((value) => ({ verb: 'rate', value, label: scores(say)[value] ?? value })),
      ),
    };
  },

  'closed-unconfirmed': (_facts, say) => ({
    short: [
      say.t(
        `工单${say.no}没有收到您的确认，已按“未确认”结案。`,
        `ticket ${say.no} is closed as "not confirmed".`,
      ),
      ...(say.oneWay === true
        ? []
        : [
            say.t(
              `如果没修好，回${say.key('2')}就继续处理。`,
              ` If it is not fixed, reply ${say.key('2')} and we go on.`,
            ),
          ]),
    ],
    title: say.headline('已按“未确认”结案', 'closed as "not confirmed"'),
    body: letter(say, [
      say.t(
        `工单${say.no}一直没有收到您的确认，已按“未确认”结案。这不算您已经满意：如果没修好，随时告诉我们，我们会继续处理。`,
        `Ticket ${say.no} is closed as "not confirmed", since we did not hear from you. We do not count that as satisfied: if it is not fixed, tell us any time and we will go on.`,
      ),
    ]),
  }),
};

const scores = (say: Say): Record<string, string> => ({
  '5': say.t('很满意', 'Very good'),
  '4': say.t('满意', 'Good'),
  '3': say.t('一般', 'Fair'),
});
