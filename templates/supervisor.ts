import type { Catalogue } from '../src/domain/notice/catalogue.ts';
import { drop, type Part, shrink } from './fit.ts';
import { aboutFault, letter, nameOf } from './letter.ts';
import { capital, type Say, type Story } from './say.ts';
import { promised } from './words.ts';

type News = Catalogue['supervisor-news'];

/** How it ended, for somebody who watches over many. */
const endings = {
  confirmed: { zh: '已修好并经报修人确认，结案', en: 'is fixed, confirmed by the reporter, and closed' },
  unconfirmed: {
    zh: '已处理，未得到报修人确认，结案',
    en: 'is closed as fixed; the reporter did not confirm',
  },
  void: { zh: '经核实不是故障，结案', en: 'turned out to be no fault and is closed' },
};

/** The sentence after the ticket's number, without a full stop. */
function sentence({ what, clock, wasDue }: News, say: Say): string {
  if (what === 'opened') return say.t('，紧急故障，已受理', ' is an urgent fault and is being handled');
  if (what !== 'broken') return say.t('', ' ') + say.w(endings[what]);
  const promise = say.w(promised[clock ?? 'fix']);
  const due = wasDue === undefined ? '' : say.time.at(wasDue);
  return say.t(
    `原定${due}${due && '前'}${promise}，没有做到，非常抱歉，正在督办`,
    `: we promised ${promise}${due && ` by ${due}`} and missed it. We are sorry and are on it`,
  );
}

export const supervisorStory: Story<'supervisor-news'> = {
  'supervisor-news': (news, say) => {
    const { no, t } = say;
    const { owner, site } = say.ticket;
    const said = sentence(news, say);
    const answer = news.answerBy && say.time.at(news.answerBy);
    const who: Part[] =
      news.what !== 'opened'
        ? []
        : [
            t('，', '. '),
            nameOf(say, owner, 2, t('值班工程师', 'The engineer on duty')),
            t('负责', ' has it'),
            ...(answer === undefined ? [] : [drop(1, t(`，${answer}前答复`, ` and answers by ${answer}`))]),
          ];
    return {
      short: [
        t(`工单${no}`, `ticket ${no}`),
        news.what === 'opened' ? shrink(3, partText(aboutFault(say, 3)), '') : '',
        said,
        ...who,
        t('。', '.'),
      ],
      title: t(`工单${no}：${headline(news, say)}`, `Ticket ${no}: ${headline(news, say)}`),
      body: letter(
        say,
        [
          t(`工单${no}${said}。`, `Ticket ${no}${said}.`),
          ...(site === undefined ? [] : [t(`地点：${say.name(site)}。`, `Where: ${say.name(site)}.`)]),
          ...(news.what === 'opened'
            ? [
                t(
                  `由${say.name(owner)}负责${answer === undefined ? '' : `，${answer}前答复报修人`}。`,
                  `${capital(say.name(owner))} has it${answer === undefined ? '' : ` and answers the reporter by ${answer}`}.`,
                ),
              ]
            : []),
        ],
        'none',
      ),
    };
  },
};

const partText = (part: Part): string => (typeof part === 'string' ? part : (part.wordings[0] ?? ''));

const headline = ({ what }: News, say: Say): string =>
  what === 'opened'
    ? say.t('紧急故障', 'an urgent fault')
    : what === 'broken'
      ? say.t('没有按时做到，非常抱歉', 'we missed our time, and we are sorry')
      : say.t('已结案', 'closed');
