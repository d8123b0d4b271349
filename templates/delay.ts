import type { Named } from '../src/domain/ticket/view.ts';
import { type Part, shrink } from './fit.ts';
import { dutyTitle, letter, nameOf } from './letter.ts';
import type { Say, Story } from './say.ts';
import { promised } from './words.ts';

const leaderTitle = (say: Say, leader: Named) => dutyTitle(say, leader.role ?? 'leader');

/** Why work rests, and what the reporter can do about it; without a full stop. */
function pauseSentence(reason: string, until: Date | undefined, say: Say): string {
  const { t } = say;
  const at = until && say.time.at(until);
  switch (reason) {
    case 'unreachable':
      return say.oneWay === true
        ? t('我们多次联系您都没有接通，会再打给您', 'We tried to reach you several times and will call again')
        : t(
            '我们多次联系您都没有接通，方便时请告诉我们何时可以联系',
            'We tried to reach you several times. Please tell us when we may call',
          );
    case 'appointment':
      return at === undefined
        ? t('按您的要求另约时间处理', 'As you wish, we go on at a time to be agreed')
        : t(`按您约定的时间，${at}继续处理`, `As you wish, we go on at ${at}`);
    case 'no-access':
      return t('现场暂时进不去，请帮忙安排进入', 'We cannot get in at the site. Please help us get access');
    case 'third-party':
      return t(
        '正在等第三方配合，有进展马上告诉您',
        'We are waiting for a third party and will tell you at once',
      );
    default:
      return t('暂停处理', 'On hold');
  }
}

export const delayStory: Story<'delay' | 'paused'> = {
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
    const why = pauseSentence(reason, until, say);
    // An appointment names its time already.
    const limit =
      until !== undefined && reason !== 'appointment'
        ? t(`，最晚${say.time.at(until)}继续。`, `. We go on by ${say.time.at(until)}.`)
        : t('。', '.');
    return {
      short: [t(`工单${no}：`, `ticket ${no}. `), why, shrink(1, limit, t('。', '.'))],
      title: say.headline('暂停处理', 'on hold'),
      body: letter(say, [t(`工单${no}：${why}${limit}`, `Ticket ${no}: ${why}${limit}`)]),
    };
  },
};
