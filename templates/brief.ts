import type { Block } from '../src/domain/message.ts';
import { drop, type Part } from './fit.ts';
import { hint, lines, type Say, type Story, strong, text } from './say.ts';
import { clocks, counted, label } from './words.ts';

const waitingKinds = {
  pause: { zh: '暂停待批', en: 'pause to approve' },
  offer: { zh: '移交待回应', en: 'hand-over to answer' },
  void: { zh: '作废待批', en: 'void to approve' },
  undelivered: { zh: '有通知没送达', en: 'a notice not delivered' },
  silent: { zh: '报修人没有确认', en: 'reporter silent' },
  record: { zh: '欠故障记录', en: 'record owed' },
};

/** More would not be read; the rest is a number. */
const SHOWN = 15;

const numbered = (say: Say, ticket: { number: number; title: string }) =>
  say.t(
    `工单${ticket.number} ${say.brief(ticket.title, 40)}`,
    `Ticket ${ticket.number} ${say.brief(ticket.title, 60)}`,
  );

/** A heading with its rows, or nothing at all when there are none. */
function section<Row>(say: Say, heading: string, rows: Row[], one: (row: Row) => [string, string]): Block[] {
  if (rows.length === 0) return [];
  const more = rows.length - SHOWN;
  return lines(
    strong(heading),
    { kind: 'facts', facts: rows.slice(0, SHOWN).map(one) },
    more > 0 && hint(say.t(`还有 ${more} 条。`, `and ${more} more.`)),
  );
}

export const briefStory: Story<'brief' | 'skew'> = {
  brief: (facts, say) => {
    const { t, time } = say;
    const quiet =
      facts.broken.length + facts.dueToday.length + facts.waiting.length + facts.inspections.length === 0;
    const count = (words: string, n: number): Part[] => (n === 0 ? [] : [drop(n, words)]);
    return {
      short: [
        t(`早报：新报修${facts.opened}`, `morning brief: ${facts.opened} new`),
        ...count(t(`，超时${facts.broken.length}`, `, ${facts.broken.length} missed`), facts.broken.length),
        ...count(
          t(`，今天到期${facts.dueToday.length}`, `, ${facts.dueToday.length} due today`),
          facts.dueToday.length,
        ),
        ...count(
          t(`，等您处理${facts.waiting.length}`, `, ${facts.waiting.length} waiting for you`),
          facts.waiting.length,
        ),
        ...count(
          t(
            `，今天巡检${facts.inspections.length}`,
            `, ${counted(facts.inspections.length, 'inspection')} today`,
          ),
          facts.inspections.length,
        ),
        t('。', '.'),
      ],
      title: t(`${time.day(say.now)}早报`, `Morning brief, ${time.day(say.now)}`),
      body: lines(
        text(t(`昨晚新报修 ${facts.opened} 件。`, `New since last night: ${facts.opened}.`)),
        ...section(say, t('没有按时做到', 'Missed'), facts.broken, (row) => [
          numbered(say, row),
          label(say, clocks, row.clock),
        ]),
        ...section(say, t('今天到期', 'Due today'), facts.dueToday, (row) => [
          numbered(say, row),
          `${label(say, clocks, row.clock)} ${time.at(row.dueAt)}`,
        ]),
        ...section(say, t('等您处理', 'Waiting for you'), facts.waiting, (row) => [
          numbered(say, row),
          say.w(waitingKinds[row.kind]),
        ]),
        ...section(say, t('今天的巡检', "Today's inspections"), facts.inspections, (row) => [
          t(`${row.site} ${row.name}`, `${row.siteEn ?? row.site}, ${row.nameEn ?? row.name}`),
          time.at(row.dueAt),
        ]),
        quiet && text(t('没有超时，也没有等您处理的事。', 'Nothing was missed, and nothing waits for you.')),
      ),
    };
  },

  skew: ({ ms }, say) => {
    const by = say.time.span(ms);
    const ahead = ms >= 0;
    const words = say.t(
      `时钟不准：这台机器比数据库${ahead ? '快' : '慢'} ${by}，现改用数据库的时间。请检查时间同步。`,
      `the clock is wrong: this machine is ${by} ${ahead ? 'ahead of' : 'behind'} the store; the store's time is used. Please check time synchronisation.`,
    );
    return {
      short: [words],
      title: say.t('时钟不准', 'The clock is wrong'),
      body: [text(words.charAt(0).toUpperCase() + words.slice(1))],
    };
  },
};
