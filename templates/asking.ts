import { drop, type Part } from './fit.ts';
import { letter } from './letter.ts';
import type { Say, Story } from './say.ts';
import { label } from './words.ts';

const askedFor = {
  confirm: { zh: '确认', en: 'confirm' },
  deny: { zh: '反馈没修好', en: 'report as not fixed' },
  status: { zh: '查进度', en: 'ask about' },
  hurry: { zh: '催办', en: 'hurry' },
  withdraw: { zh: '撤回', en: 'withdraw' },
  rate: { zh: '评价', en: 'rate' },
};

/** The digit of each word, to show what an answer with a number looks like. */
const keys: Record<string, string> = { confirm: '1', deny: '2', status: '0', hurry: '9' };

const same = (say: Say, zh: string, en: string) => say.t(zh, en.charAt(0).toUpperCase() + en.slice(1));

export const askingStory: Story<
  'greeting' | 'help' | 'not-yours' | 'nothing-open' | 'which-ticket' | 'another-fault'
> = {
  greeting: (_facts, say) => {
    const what = say.t(
      '请说一下哪里、什么设备、出了什么问题，我们马上为您登记。',
      'What is broken, and where? Tell us and we open a ticket at once.',
    );
    return {
      short: [say.t('您好，在的。', 'hello, we are here. '), what],
      title: say.t('您好，请说说是什么问题', 'Hello, what is wrong?'),
      body: letter(say, [say.t('我们在。', 'We are here. ') + what], 'none'),
    };
  },

  help: (_facts, say) => ({
    short: [
      say.t(
        '直接发情况即可报修。查进度回0，催办回9，',
        'text us the fault to report it. 0 status, 9 hurry, ',
      ),
      say.t(
        '已修好回1，没修好回2，找人工回“人工”，投诉回“投诉”。',
        '1 fixed, 2 not fixed, "call me" for a person, "complaint" to complain.',
      ),
    ],
    title: say.t('怎么用', 'How this works'),
    body: letter(
      say,
      [
        say.t(
          '直接把情况告诉我们，就是报修。有了工单以后：',
          'Just tell us what is wrong: that is a report. Once you have a ticket:',
        ),
        {
          kind: 'facts',
          facts: say.zh
            ? [
                ['查进度', '回复“查询”'],
                ['催办', '回复“催办”'],
                ['已修好', '回复“已修好”'],
                ['没修好', '回复“没好”，写一下情况'],
                ['另一个故障', '以“新”开头'],
                ['撤回', '回复“不用了”'],
                ['找人', '回复“人工”'],
                ['投诉', '回复“投诉”'],
              ]
            : [
                ['Where it stands', '"status"'],
                ['Hurry us', '"hurry"'],
                ['It works', '"fixed"'],
                ['Not fixed', '"not fixed" and what is wrong'],
                ['Another fault', 'begin with "new"'],
                ['Withdraw it', '"never mind"'],
                ['A person', '"call me"'],
                ['Complain', '"complaint"'],
              ],
        },
        say.t('有几个工单时，请在后面加上工单号。', 'With several tickets, please add the ticket number.'),
      ],
      'none',
    ),
  }),

  'not-yours': (_facts, say) => {
    const [zh, en] = [
      '没有找到您名下的这个工单，请核对工单号。需要报修，直接把情况发给我们即可。',
      'we find no such ticket of yours; please check the number. To report a fault, just tell us.',
    ];
    return {
      short: [say.t(zh, en)],
      title: say.t('没有找到这个工单', 'No such ticket of yours'),
      body: letter(say, [same(say, zh, en)], 'none'),
    };
  },

  'nothing-open': ({ word }, say) => {
    const what = label(say, askedFor, word);
    const plain = Object.hasOwn(askedFor, word) ? what : say.t('处理', 'act on');
    const [zh, en] = [
      `您目前没有可以${plain}的工单。需要报修，直接把情况发给我们即可。`,
      `you have no ticket to ${plain} now. To report a fault, just tell us what is wrong and where.`,
    ];
    return {
      short: [say.t(zh, en)],
      title: say.t('目前没有工单', 'No ticket now'),
      body: letter(say, [same(say, zh, en)], 'none'),
    };
  },

  'which-ticket': ({ word, tickets }, say) => {
    const { t } = say;
    const key = Object.hasOwn(keys, word) ? `${keys[word]} ` : '';
    const first = tickets[0]?.number ?? '';
    const example =
      key === ''
        ? t('请回工单号', 'please send its number')
        : t(`例如回“${key}${first}”`, `for example "${key}${first}"`);
    const list = tickets.slice(0, 12).map((ticket, index): Part => {
      const words = (index === 0 ? '' : t('、', ', ')) + ticket.number;
      return index < 2 ? words : drop(100 - index, words);
    });
    return {
      short: [
        t('您有工单', 'you have tickets '),
        ...list,
        t('，请问是哪一个？', '. Which one? '),
        drop(1, say.zh ? `${example}。` : `${example.charAt(0).toUpperCase()}${example.slice(1)}.`),
      ],
      title: t('请问是哪一个工单？', 'Which ticket?'),
      body: letter(
        say,
        [
          t('您有几个工单，请问是哪一个？', 'You have several tickets. Which one?'),
          ...tickets
            .slice(0, 30)
            .map((ticket) =>
              t(`工单${ticket.number}：${ticket.title}`, `Ticket ${ticket.number}: ${ticket.title}`),
            ),
          say.zh ? `${example}。` : `${example.charAt(0).toUpperCase()}${example.slice(1)}.`,
        ],
        'none',
      ),
    };
  },

  'another-fault': (_facts, say) => {
    const { no, t } = say;
    return {
      short: [
        t(
          `这是工单${no}以外的另一个故障吗？是请回“新”，我们另开工单；同一件事请回“同一件”。`,
          `is this another fault than ticket ${no}? Reply "new" for a ticket of its own, or "same" if it belongs there.`,
        ),
      ],
      title: say.headline('是另一个故障吗？', 'is this another fault?'),
      body: letter(
        say,
        [
          t(
            `这是工单${no}以外的另一个故障吗？是的话请回“新”，我们另开工单；同一件事请回“同一件”。`,
            `Is this another fault than ticket ${no}? Answer "new" for a ticket of its own, or "same" if it belongs there.`,
          ),
        ],
        'none',
      ),
    };
  },
};
