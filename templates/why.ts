import type { Block } from '../src/domain/message.ts';
import type { ClockSum, SumLine } from '../src/domain/notice/catalogue.ts';
import { drop } from './fit.ts';
import { capital, hint, lines, quote, type Say, type Story, strong, text } from './say.ts';
import { clockStates, clocks, label, pauseReasons } from './words.ts';

/** A line of the sum with its sign: what is added, what comes out, what is only told. */
const labels = {
  start: { zh: '开始', en: 'Start' },
  limit: { zh: '＋ 时限', en: '+ Limit' },
  pause: { zh: '＋ 暂停', en: '+ Pause' },
  'outside-hours': { zh: '＋ 非工作时间', en: '+ Outside hours' },
  due: { zh: '＝ 到期', en: '= Due' },
  elapsed: { zh: '已用', en: 'Used' },
  stopped: { zh: '停止', en: 'Stopped' },
  left: { zh: '剩余', en: 'Left' },
  over: { zh: '超出', en: 'Over' },
  target: { zh: '更严的目标', en: 'Stricter target' },
} satisfies Record<SumLine['label'], { zh: string; en: string }>;

/** Why a clock stood still: a pause of ours, or the wait for the reporter's word on "fixed". */
const waits = {
  ...pauseReasons,
  'awaiting-confirmation': { zh: '等报修人确认', en: 'waiting for the reporter to confirm' },
};

function lineWords(line: SumLine, say: Say): [string, string] {
  const { t } = say;
  const notes = [
    line.reason === undefined ? '' : label(say, waits, line.reason),
    line.by === undefined ? '' : t(`${line.by}提出`, `by ${line.by}`),
    line.approvedBy === undefined ? '' : t(`${line.approvedBy}批准`, `approved by ${line.approvedBy}`),
  ].filter((note) => note !== '');
  const value = [
    line.at === undefined ? '' : say.time.at(line.at),
    line.ms === undefined ? '' : say.time.span(line.ms),
  ]
    .filter((part) => part !== '')
    .join(t('，', ', '));
  const about = notes.length === 0 ? '' : t(`（${notes.join('，')}）`, ` (${notes.join(', ')})`);
  return [say.w(labels[line.label]), value + about];
}

function sumBlocks(sum: ClockSum, say: Say): Block[] {
  const calendar = sum.calendar === '' ? '' : say.t(`日历：${sum.calendar}`, `Calendar: ${sum.calendar}`);
  return lines(
    strong(
      say.t(
        `${say.w(clocks[sum.clock])}（${say.w(clockStates[sum.state])}）`,
        `${capital(say.w(clocks[sum.clock]))} (${say.w(clockStates[sum.state])})`,
      ),
    ),
    { kind: 'facts', facts: sum.lines.map((line) => lineWords(line, say)) },
    sum.clause.trim() !== '' && quote(sum.clause, say.t('服务条款', 'the commitment')),
    sum.reading !== undefined && hint(say.t(`口径：${sum.reading}`, `Reading: ${sum.reading}`)),
    calendar !== '' && hint(calendar),
  );
}

export const whyStory: Story<'why'> = {
  why: ({ sums }, say) => {
    const { no, t } = say;
    const about = t(`工单${no}的时限`, `Ticket ${no}: how its times add up`);
    const first = sums.flatMap((sum, index) => {
      const due = sum.lines.find((line) => line.label === 'due')?.at;
      if (due === undefined) return [];
      const name = say.w(clocks[sum.clock]);
      return [drop(100 - index, t(`，${name}${say.time.at(due)}到期`, `, ${name} due ${say.time.at(due)}`))];
    });
    return {
      short: [
        t(`工单${no}`, `ticket ${no}`),
        ...first.slice(0, 6),
        ...(first.length === 0 ? [t('没有时限', ': no clock')] : []),
        t('。', '.'),
      ],
      title: about,
      body:
        sums.length === 0
          ? [text(t(`工单${no}没有时限。`, `Ticket ${no} has no clock.`))]
          : [text(about), ...sums.flatMap((sum) => sumBlocks(sum, say))],
    };
  },
};
