import type { Catalogue } from '../src/domain/notice/catalogue.ts';
import { type Part, shrink } from './fit.ts';
import { messageNames } from './message-names.ts';
import { hint, lines, type Say, type Story, strong } from './say.ts';
import { dueWord, label } from './words.ts';

type Item = Catalogue['digest']['items'][number];

/** A text has room for fewer; the search begins there. */
const mostNamed = 40;

/** With more of them the chat has no room for long rows, and would leave out the last tickets. */
const roomy = 60;

const whatOf = ({ what, clock, dueAt }: Item, short: boolean, say: Say): string => {
  if (!clock || !dueAt) return label(say, messageNames, what);
  if (short) return say.t(`${dueWord(say, clock)}超时`, `missed: ${dueWord(say, clock)}`);
  const [due, promise] = [say.time.at(dueAt), dueWord(say, clock)];
  return say.t(`超时，应 ${due} ${promise}`, `missed: ${promise} was due ${due}`);
};

/** One row for each ticket, in the order in which they are told. */
function rowsOf(items: Item[], say: Say): [string, string][] {
  const short = items.length > roomy;
  const tickets = new Map<number, { title: string; whats: Set<string> }>();
  for (const item of items) {
    const row = tickets.get(item.number) ?? { title: item.title, whats: new Set() };
    tickets.set(item.number, { ...row, whats: row.whats.add(whatOf(item, short, say)) });
  }
  return [...tickets].map(([number, { title, whats }]) => [
    say
      .t(
        `工单${number} ${say.brief(title, short ? 12 : 20)}`,
        `Ticket ${number} ${say.brief(title, short ? 16 : 40)}`,
      )
      .trim(),
    [...whats].join(say.t('；', '; ')),
  ]);
}

/** As many tickets as a text has room for, and how many more there are. */
function named(numbers: number[], missed: boolean, say: Say): Part {
  const most = Math.min(numbers.length, mostNamed);
  const wordings = Array.from({ length: most }, (_, left) => {
    const some = numbers.slice(0, most - left).join(say.t('、', ', '));
    const more = numbers.length - (most - left);
    const one = numbers.length === 1 ? 'ticket' : 'tickets';
    return more === 0
      ? say.t(`工单${some}`, `${one} ${some}`)
      : say.t(`工单${some}，另有${more}个`, `${one} ${some} and ${more} more`);
  });
  return shrink(1, ...wordings.map((tickets) => (missed ? tickets : say.t(`${tickets}有新消息`, tickets))));
}

export const digestStory: Story<'digest'> = {
  digest: ({ items }, say) => {
    const { t } = say;
    const rows = rowsOf(items, say);
    const numbers = [...new Set(items.map(({ number }) => number))];
    const missed = items.length > 0 && items.every(({ what }) => what === 'broken');
    const [zh, en] = missed
      ? [`${rows.length} 个工单超时`, `${rows.length} tickets with missed promises`]
      : [`${rows.length} 个工单有新消息`, `News of ${rows.length} tickets`];
    return {
      short: [
        missed ? t('超时汇总：', 'MISSED, ') : t('汇总：', 'news of '),
        named(numbers, missed, say),
        t('，请到聊天里看。', ', see the chat.'),
      ],
      ...(missed && { banner: true }),
      title: t(zh, en),
      body: lines(
        strong(t('消息较多，合成一条：', 'Many at once, so here they are in one message:')),
        { kind: 'facts', facts: rows },
        hint(
          t(
            '详情和操作见各工单的卡片，或发 /ticket 加工单号。',
            'Details and buttons are on the card of each ticket, or type /ticket and its number.',
          ),
        ),
      ),
    };
  },
};
