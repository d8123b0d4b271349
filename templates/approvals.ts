import { news, smsWho } from './news.ts';
import { hint, lines, quote, type Story, text } from './say.ts';
import { clockFacts, titleLine } from './ticket-view.ts';
import { label, pauseReasons, recordParts, voidReasons } from './words.ts';

const endings = {
  rejected: { zh: '组长没有批准，时限照常计算', en: 'the leader rejected it, and the time counts on' },
  limit: { zh: '已到上限，时限照常计算', en: 'its limit is reached, and the time counts on' },
  resumed: { zh: '已继续处理', en: 'work goes on' },
  heard: { zh: '报修人来消息了，时限照常计算', en: 'the reporter wrote, and the time counts on' },
  'not-approved': { zh: '逾期未批准，这段时间照算', en: 'it was not approved in time, and that time counts' },
};

export const approvalStory: Story<
  'pause-approval' | 'pause-ended' | 'void-approval' | 'void-rejected' | 'record-owed'
> = {
  'pause-approval': ({ by, reason, until, note = '' }, say) => {
    const why = label(say, pauseReasons, reason);
    const to = until === undefined ? '' : say.t(`，到${say.time.at(until)}`, `, until ${say.time.at(until)}`);
    const words = (name: string) =>
      say.t(`${name}暂停了时限：${why}${to}，请批准`, `${name} paused it: ${why}${to}; please approve`);
    return news(say, {
      zh: words(say.name(by)),
      en: words(say.name(by)),
      sms: words(smsWho(say, by)),
      body: lines(
        text(titleLine(say.ticket, say)),
        note.trim() !== '' && quote(note, say.name(by)),
        ...clockFacts(say.ticket, say),
        hint(
          say.t(
            '暂停已生效；下一个工作日结束前没有批准，这段时间会重新算上。',
            'The pause works already; not approved by the end of the next working day, its time counts again.',
          ),
        ),
      ),
      verbs: ['approve', 'reject'],
      value: 'pause',
    });
  },
  'pause-ended': ({ reason, because }, say) => {
    const why = label(say, pauseReasons, reason);
    return news(say, {
      zh: `暂停结束（${why}）：${endings[because].zh}`,
      en: `the pause (${why}) is over: ${endings[because].en}`,
      body: [text(titleLine(say.ticket, say)), ...clockFacts(say.ticket, say)],
    });
  },
  'void-approval': ({ by, reason, other }, say) => {
    const why =
      label(say, voidReasons, reason) +
      (other === undefined ? '' : say.t(`，工单${other}`, `, ticket ${other}`));
    const words = (name: string) =>
      say.t(`${name}提议作废：${why}，请批准`, `${name} proposes to void it: ${why}; please approve`);
    return news(say, {
      zh: words(say.name(by)),
      en: words(say.name(by)),
      sms: words(smsWho(say, by)),
      body: lines(text(titleLine(say.ticket, say)), say.ticket.text.trim() !== '' && quote(say.ticket.text)),
      verbs: ['approve', 'reject'],
      value: 'void',
    });
  },
  'void-rejected': ({ by }, say) => {
    const words = (name: string) =>
      say.t(`${name}没有批准作废，请继续处理`, `${name} did not approve the void; please go on`);
    return news(say, { zh: words(say.name(by)), en: words(say.name(by)), sms: words(smsWho(say, by)) });
  },
  'record-owed': ({ owed }, say) => {
    const parts = owed.map((part) => say.w(recordParts[part])).join(say.t('、', ', '));
    return news(say, {
      zh: `下班前请补上记录：${parts}`,
      en: `please complete the record before your shift ends: ${parts}`,
      body: [text(titleLine(say.ticket, say))],
      verbs: ['record'],
    });
  },
};
