import type { TicketView } from '../src/domain/ticket/view.ts';
import { drop, type Part } from './fit.ts';
import { letter } from './letter.ts';
import { capital, type Say, type Story } from './say.ts';
import { dueWord, label, pauseForReporter, states } from './words.ts';

/** What a reporter hears of a ticket's state, without a full stop. `who` is the name as it may be shown. */
export function stateSentence(view: TicketView, say: Say, who: string): string {
  const { t } = say;
  if (view.status === 'closed') return label(say, states, view.outcome ?? 'closed');
  if (view.status === 'fixed') return t('已处理，等您核实', 'we believe it is fixed; please check');
  if (view.pause !== undefined) {
    const why = label(say, pauseForReporter, view.pause.reason);
    return t(`暂停中（${why}）`, `on hold (${why})`);
  }
  if (view.onsite === 'arrived') return t(`${who}已到现场`, `${who} is on site`);
  if (view.onsite === 'going') return t(`${who}在路上`, `${who} is on the way`);
  if (view.onsite === 'agreed') return t(`${who}正在安排上门`, `${who} is arranging a visit`);
  return view.claimed
    ? t(`${who}正在处理`, `${who} is working on it`)
    : t(`${who}负责，正在安排`, `${who} has it`);
}

/** The next promise still open: what and when. */
export function nextDue(view: TicketView): TicketView['clocks'][number] | undefined {
  return view.clocks
    .filter((clock) => clock.state === 'running')
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())[0];
}

export const statusStory: Story<'status' | 'status-many' | 'status-none'> = {
  status: (_facts, say) => {
    const { no, t, ticket } = say;
    const worker = ticket.worker ?? ticket.owner;
    const due = ticket.status === 'open' ? nextDue(ticket) : undefined;
    const next =
      due &&
      t(
        `，${say.time.at(due.dueAt)}前${dueWord(say, due.clock)}`,
        `, ${dueWord(say, due.clock)} due ${say.time.at(due.dueAt)}`,
      );
    const short = (name: string) => stateSentence(ticket, say, name);
    const name = say.smsName(worker, t('工程师', 'our engineer'));
    const title = say.fault === '' ? '' : t(`（${say.fault}）`, ` (${say.fault})`);
    const opened = say.time.at(ticket.openedAt);
    return {
      short: [
        t(`工单${no}`, `ticket ${no}`),
        drop(2, title),
        t('：', ': '),
        short(name),
        ...(next === undefined ? [] : [drop(3, next)]),
        t('。', '.'),
      ],
      title: say.headline(short(say.name(worker)), short(say.name(worker))),
      body: letter(
        say,
        [
          t(
            `工单${no}：${short(say.name(worker))}${next ?? ''}。`,
            `Ticket ${no}: ${short(say.name(worker))}${next ?? ''}.`,
          ),
          {
            kind: 'facts',
            facts: [
              [t('报修时间', 'Reported'), opened],
              [t('负责人', 'Owner'), say.name(ticket.owner)],
            ],
          },
        ],
        ticket.status === 'fixed' ? 'confirm' : 'write',
      ),
    };
  },

  'status-many': ({ tickets }, say) => {
    const { t } = say;
    const one = (ticket: { number: number; title: string; status: string }, titled: boolean) =>
      t(`工单${ticket.number}`, `ticket ${ticket.number}`) +
      (titled ? t(`（${ticket.title}）`, ` (${ticket.title})`) : '') +
      t('：', ': ') +
      label(say, states, ticket.status);
    // A list of many titles can't be shown in one segment, and a title may be a reporter's own words.
    const listed = tickets.map((ticket, index): Part => {
      const words = (index === 0 ? '' : t('；', '; ')) + one(ticket, false);
      return index === 0 ? words : drop(100 - index, words);
    });
    return {
      short: [
        ...listed.slice(0, 12),
        t('。', '.'),
        drop(1, t('查一个请回0加工单号。', ' Send 0 and a number for one.')),
      ],
      title: t('您的工单', 'Your tickets'),
      body: letter(say, [
        t('您还没结束的工单：', 'Your tickets that are not over:'),
        ...tickets.slice(0, 30).map((ticket) => capital(one(ticket, true))),
      ]),
    };
  },

  'status-none': (_facts, say) => ({
    short: [
      say.t(
        '您目前没有未结束的工单。需要报修，直接把情况发给我们即可。',
        'you have no open ticket. To report a fault, just tell us what is wrong and where.',
      ),
    ],
    title: say.t('您目前没有未结束的工单', 'You have no open ticket'),
    body: letter(
      say,
      [
        say.t(
          '您目前没有未结束的工单。需要报修，直接把情况发给我们即可。',
          'You have no open ticket. To report a fault, just tell us what is wrong and where.',
        ),
      ],
      'none',
    ),
  }),
};
