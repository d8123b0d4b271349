import { drop, oneLine, type Part, shrink } from './fit.ts';
import { letter, nameOf } from './letter.ts';
import type { Say, Story } from './say.ts';

/** "at the 3rd floor server room", but "at Building 2": a proper name takes no article. */
const article = (name: string) => (/^(?:\p{Ll}|\d+(?:st|nd|rd|th)\b)/u.test(name) ? 'the ' : '');

function place(say: Say): { full: string; short: Part } {
  const { site } = say.ticket;
  if (site === undefined) return { full: say.t('现场', 'your site'), short: say.t('现场', 'your site') };
  const full = say.name(site);
  const safe = say.sms(full);
  if (safe === '') return { full, short: 'your site' };
  const brief = say.brief(safe, say.zh ? 8 : 24);
  const words = say.zh ? safe : article(safe) + safe;
  return {
    full: say.zh ? full : article(full) + full,
    short: shrink(3, words, say.zh ? brief : article(brief) + brief, say.t('现场', 'your site')),
  };
}

export const fixingStory: Story<'on-the-way' | 'arrived' | 'parts'> = {
  'on-the-way': ({ by, expectedAt }, say) => {
    const { no, t } = say;
    const where = place(say);
    const at = expectedAt && say.time.at(expectedAt);
    const name = say.name(by);
    const who = nameOf(say, by, 2, t('工程师', 'Our engineer'));
    const short: Part[] = say.zh
      ? [
          `工单${no}：`,
          who,
          '已出发，',
          at === undefined ? '前往' : `预计${at}到`,
          where.short,
          drop(1, '，途中会给您打电话'),
          '。',
        ]
      : [
          `${no}. `,
          who,
          ' is on the way',
          at === undefined ? ' to ' : `, expected ${at} at `,
          where.short,
          '.',
          drop(1, ' We will call you on the way.'),
        ];
    // The English row has no call on the way: its sentence ends at the place.
    if (!say.zh && at !== undefined) short.pop();
    return {
      short,
      title: say.headline(`${name}已出发`, `${name} is on the way`),
      body: letter(say, [
        t(
          `工单${no}：${name}已出发，${at === undefined ? '前往' : `预计${at}到`}${where.full}，途中会给您打电话。`,
          `Ticket ${no}: ${name} is on the way${at === undefined ? ' to ' : `, expected ${at} at `}${where.full}, and will call you on the way.`,
        ),
      ]),
    };
  },

  arrived: ({ by, at }, say) => {
    const { no, t } = say;
    const name = say.name(by);
    const when = say.time.at(at);
    return {
      short: [
        t(`工单${no}：`, `ticket ${no}. `),
        nameOf(say, by, 2, t('工程师', 'Our engineer')),
        t(`${when}已到现场，正在处理。`, ` arrived ${when} and is working on it.`),
      ],
      title: say.headline(`${name}已到现场`, `${name} is on site`),
      body: letter(say, [
        t(
          `工单${no}：${name}${when}已到现场，正在处理。`,
          `Ticket ${no}: ${name} arrived ${when} and is working on it.`,
        ),
      ]),
    };
  },

  parts: ({ by, text, delivered }, say) => {
    const { no, t } = say;
    const name = say.name(by);
    const what = text === undefined || text.trim() === '' ? '' : oneLine(text.slice(0, 300));
    const about = (words: string) => (words === '' ? '' : t(`（${words}）`, ` (${words})`));
    const safe = say.sms(what);
    return {
      short: [
        t(`工单${no}：`, `ticket ${no}. `),
        delivered
          ? t('备件已送达', 'The spare part is there')
          : t('需要备件，正在调配', 'It needs a spare part; we are getting it'),
        shrink(2, about(safe), about(say.brief(safe, say.zh ? 16 : 40)), ''),
        t('，由', ', in the hands of '),
        nameOf(say, by, 1, t('工程师', 'our engineer')),
        t('跟进。', '.'),
      ],
      title: delivered
        ? say.headline('备件已送达', 'the spare part is there')
        : say.headline('正在调配备件', 'a spare part is on its way to us'),
      body: letter(say, [
        t(
          `工单${no}：${delivered ? '备件已送达' : '需要备件，正在调配'}${about(what)}，由${name}跟进。`,
          `Ticket ${no}: ${delivered ? 'the spare part is there' : 'it needs a spare part, and we are getting it'}${about(what)}. ${name} looks after it.`,
        ),
      ]),
    };
  },
};
