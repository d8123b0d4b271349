import type { Named } from '../src/domain/ticket/view.ts';
import { drop, type Part, shrink } from './fit.ts';
import { dutyTitle, letter, nameOf } from './letter.ts';
import type { Draft, Say, Story } from './say.ts';
import { label, pauseReasons, promised } from './words.ts';

const leaderTitle = (say: Say, leader: Named) => dutyTitle(say, leader.role ?? 'leader');

/** Staff words on their way to the reporter. */
function spoken(say: Say, by: Named, words: string, kind: 'answer' | 'said'): Draft {
  const { no, t } = say;
  const name = say.name(by);
  return {
    short: [
      t(`工单${no}：`, `ticket ${no}. `),
      nameOf(say, by, 1, t('工程师', 'our engineer')),
      kind === 'answer' ? t('答复您：', ' answers: ') : t('：', ': '),
      say.sms(words),
    ],
    title:
      kind === 'answer'
        ? say.headline(`${name}已答复`, `${name} answers`)
        : say.headline(`${name}给您的消息`, `a message from ${name}`),
    body: letter(say, [
      t(
        `工单${no}，${name}${kind === 'answer' ? '答复您' : '告诉您'}：`,
        `Ticket ${no}, ${name} ${kind === 'answer' ? 'answers' : 'writes'}:`,
      ),
      { kind: 'text', text: words },
    ]),
  };
}

export const waitingStory: Story<
  'claimed' | 'answer' | 'said' | 'delay' | 'paused' | 'hurried' | 'person' | 'complaint'
> = {
  claimed: ({ by }, say) => {
    const { no, t } = say;
    const name = say.name(by);
    return {
      short: [
        t(`工单${no}：`, `ticket ${no}. `),
        nameOf(say, by, 1, t('工程师', 'an engineer')),
        t('已接手，正在处理。', ' has taken it on and is working on it.'),
      ],
      title: say.headline(`${name}已接手`, `${name} has taken it on`),
      body: letter(say, [
        t(
          `工单${no}由${name}接手，正在处理。`,
          `${t('', `Ticket ${no}: `)}${name} has taken it on and is working on it.`,
        ),
      ]),
    };
  },
  answer: ({ by, text }, say) => spoken(say, by, text, 'answer'),
  said: ({ by, text }, say) => spoken(say, by, text, 'said'),

  delay: ({ clock, wasDue, leader, newBy, taken }, say) => {
    const { no, t } = say;
    const was = say.time.at(wasDue);
    const by = say.time.at(newBy, wasDue);
    const what = say.w(promised[clock]);
    const title = leaderTitle(say, leader);
    const name = say.name(leader);
    const who = nameOf(say, leader, 3, '');
    const lower = title.charAt(0).toLowerCase() + title.slice(1);
    const short: Part[] = say.zh
      ? [
          `工单${no}原定${was}前${what}，我们没有做到，非常抱歉。`,
          ...(taken ? [title, who, shrink(2, '已亲自跟进，', '已跟进，')] : ['已通知', title, who, '，']),
          `${by}前给您打电话。`,
        ]
      : [
          `${no}. We promised ${what} by ${was} and missed it. We are sorry. `,
          ...(taken
            ? [
                title,
                who,
                shrink(2, ' has taken charge and will call you by ', ' took charge and will call by '),
                `${by}.`,
              ]
            : [
                shrink(2, 'We have told ', 'We told '),
                lower,
                who,
                '; ',
                shrink(1, 'you will get a call by ', 'a call comes by '),
                `${by}.`,
              ]),
        ];
    return {
      short,
      title: say.headline('没有按时做到，非常抱歉', 'we missed our time, and we are sorry'),
      body: letter(say, [
        t(
          `工单${no}原定${was}前${what}，我们没有做到，非常抱歉。`,
          `Ticket ${no}: we promised ${what} by ${was} and missed it. We are sorry.`,
        ),
        taken
          ? t(
              `${title}${name}已亲自跟进，${by}前给您打电话。`,
              `${title}${name} has taken charge and will call you by ${by}.`,
            )
          : t(
              `已通知${title}${name}，${by}前给您打电话。`,
              `We have told ${lower}${name}; you will get a call by ${by}.`,
            ),
      ]),
    };
  },

  paused: ({ reason, until }, say) => {
    const { no, t } = say;
    const at = until && say.time.at(until);
    const why = label(say, pauseReasons, reason);
    const sentence: Record<string, [string, string]> = {
      unreachable: [
        '我们多次联系您都没有接通，方便时请告诉我们何时可以联系',
        'We tried to reach you several times. Please tell us when we may call',
      ],
      appointment: [
        at === undefined ? '按您的要求另约时间处理' : `按您约定的时间，${at}继续处理`,
        at === undefined ? 'As you wish, we go on at a time to be agreed' : `As you wish, we go on at ${at}`,
      ],
      'no-access': [
        '现场暂时进不去，请帮忙安排进入',
        'We cannot get in at the site. Please help us get access',
      ],
      'third-party': [
        '正在等第三方配合，有进展马上告诉您',
        'We are waiting for a third party and will tell you at once',
      ],
    };
    const [zh, en] =
      Object.hasOwn(sentence, reason) && sentence[reason]
        ? sentence[reason]
        : [`暂停处理：${why}`, `On hold: ${why}`];
    const until2 =
      at !== undefined && reason !== 'appointment'
        ? t(`，最晚${at}继续。`, `. We go on by ${at}.`)
        : t('。', '.');
    return {
      short: [t(`工单${no}：`, `ticket ${no}. `), say.sms(t(zh, en)), shrink(1, until2, t('。', '.'))],
      title: say.headline('暂停处理', 'on hold'),
      body: letter(say, [t(`工单${no}：${zh}${until2}`, `Ticket ${no}: ${en}${until2}`)]),
    };
  },

  hurried: (_facts, say) => {
    const { no, t } = say;
    const owner = say.ticket.owner;
    return {
      short: [
        t(`已为您催办工单${no}，`, `ticket ${no}: we are hurrying it. `),
        nameOf(say, owner, 1, t('值班工程师', 'The engineer')),
        t('已收到提醒。', ' has been told.'),
      ],
      title: say.headline('已为您催办', 'we are hurrying it'),
      body: letter(say, [
        t(
          `工单${no}已为您催办，${say.name(owner)}收到了提醒。让您久等了，抱歉。`,
          `Ticket ${no}: we are hurrying it, and ${say.name(owner)} has been told. Sorry for the wait.`,
        ),
      ]),
    };
  },

  person: ({ callBy }, say) => {
    const by = say.time.at(callBy);
    const about = say.no === '' ? '' : say.t(`工单${say.no}：`, `ticket ${say.no}: `);
    return {
      short: [
        about,
        say.t(
          `好的，${by}前会有同事给您打电话，请保持畅通。`,
          `understood, a colleague will call you by ${by}. Please keep your phone free.`,
        ),
      ],
      title: say.headline('会有同事给您打电话', 'a colleague will call you'),
      body: letter(say, [
        say.t(
          `${about}好的，${by}前会有同事给您打电话。`,
          `${about === '' ? 'U' : `Ticket ${say.no}: u`}nderstood, a colleague will call you by ${by}.`,
        ),
      ]),
    };
  },

  complaint: ({ number, responseBy, resultBy }, say) => {
    const [first, last] = [say.time.at(responseBy), say.time.at(resultBy)];
    return {
      short: [
        say.t(`您的投诉已登记，工单${number}。`, `your complaint is ticket ${number}. `),
        say.t(`${first}前回应您，`, `We reply by ${first}, `),
        say.t(`${last}前书面告知处理结果。`, `and write to you about the result by ${last}.`),
        drop(1, say.t('给您添麻烦了，非常抱歉。', ' We are sorry.')),
      ],
      title: say.t(`工单${number}：您的投诉已登记`, `Ticket ${number}: your complaint`),
      body: letter(say, [
        say.t(
          `您的投诉已登记，工单${number}。给您添麻烦了，非常抱歉。`,
          `Your complaint is ticket ${number}. We are sorry for the trouble.`,
        ),
        say.t(
          `${first}前会有负责人回应您，${last}前书面告知处理结果。`,
          `Somebody responsible replies by ${first}; you get the result in writing by ${last}.`,
        ),
      ]),
    };
  },
};
