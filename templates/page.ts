import type { Block } from '../src/domain/message.ts';
import type { Catalogue } from '../src/domain/notice/catalogue.ts';
import { clip, drop, type Part, shrink } from './fit.ts';
import { nameOf } from './letter.ts';
import { picturesOf } from './pictures.ts';
import { hint, lines, quote, type Say, type Story, strong, text } from './say.ts';
import { faultForStaff, titleLine, whereOf } from './ticket-view.ts';
import { button } from './verbs.ts';

/** Why it rings, as the sentence before what is due. */
const because = {
  opened: { zh: '', en: '' },
  unclaimed: { zh: '仍无人认领', en: 'Still unclaimed' },
  denied: { zh: '报修人反馈未修好', en: 'Reporter says not fixed' },
  danger: { zh: '报修人提到危险', en: 'Reporter tells of danger' },
  hurried: { zh: '报修人催办', en: 'Reporter asks to hurry' },
  'call-me': { zh: '报修人要求回电', en: 'Reporter wants a call' },
  'withdrawn-offer': { zh: '移交未被接受', en: 'The hand-over was not taken' },
};

/** `紧急4821：`; anything less than urgent says what it is. */
function heading(say: Say): { words: string; banner: boolean } {
  const { severity } = say.ticket;
  if (severity === 'urgent') return { words: say.t(`紧急${say.no}：`, `URGENT ${say.no}: `), banner: true };
  const severe = severity === 'severe';
  return {
    words: say.t(
      `工单${say.no}${severe ? '（严重）' : ''}：`,
      `ticket ${say.no}${severe ? ' (severe)' : ''}: `,
    ),
    banner: false,
  };
}

/** `应急局三楼机房断网` / `Emergency Bureau, 3rd floor network down`, cut where the text is too long. */
export function faultParts(say: Say, rank: number): Part[] {
  const { customer, fault } = faultForStaff(say.ticket, say);
  const [shortCustomer, shortFault] = [
    say.brief(customer, say.zh ? 8 : 16),
    say.brief(fault, say.zh ? 8 : 24),
  ];
  const gap = customer === '' ? '' : say.t('', ', ');
  return [
    shrink(rank + 1, customer + gap, shortCustomer === '' ? '' : shortCustomer + gap, ''),
    shrink(rank, fault, shortFault),
  ];
}

function body(facts: Catalogue['page'], say: Say): Block[] {
  const view = say.ticket;
  const { t } = say;
  const where = whereOf(view, say);
  const reason = say.w(because[facts.because]);
  const answer = facts.answerBy;
  return lines(
    facts.late && !say.repaired && hint(t('（补发，系统曾中断）', '(late: the desk was down)')),
    reason !== '' && strong(t(`${reason}。`, `${reason}.`)),
    facts.danger.length > 0 &&
      strong(t(`⚠ 危险用语：${facts.danger.join('、')}。`, `⚠ Danger words: ${facts.danger.join(', ')}.`)),
    where !== undefined && text(where),
    view.text.trim() !== '' && quote(clip(view.text, 600)),
    ...picturesOf(view.files, say),
    answer !== undefined &&
      text(
        t(
          `${say.time.at(answer)}前须答复，${say.time.left(answer)}。`,
          `Answer due ${say.time.at(answer)}, ${say.time.left(answer)}.`,
        ),
      ),
    facts.next !== undefined &&
      hint(
        t(
          `${say.time.at(facts.next.at)}仍无人认领将呼叫${say.name(facts.next.who)}。`,
          `If unclaimed at ${say.time.at(facts.next.at)}, ${say.name(facts.next.who)} is called.`,
        ),
      ),
  );
}

export const pageStory: Story<'page' | 'claim'> = {
  page: (facts, say) => {
    const { t } = say;
    const { words, banner } = heading(say);
    const reason = say.w(because[facts.because]);
    const answer = facts.answerBy && say.time.at(facts.answerBy);
    const next = facts.next;
    const unclaimed = facts.because === 'opened' || facts.because === 'unclaimed';
    const call: Part[] =
      next === undefined || !unclaimed
        ? []
        : [
            t(`${say.time.at(next.at)}无人认领将呼叫`, ` Unclaimed at ${say.time.at(next.at)} we call `),
            nameOf(say, next.who, 1, t('下一位', 'the next')),
            t('。', '.'),
          ];
    return {
      short: [
        words,
        ...(facts.late ? [drop(3, t('（补发）', '(late) '))] : []),
        ...faultParts(say, 2),
        t('', '.'),
        ...(reason === '' ? [] : [drop(5, t(`，${reason}`, ` ${reason}.`))]),
        ...(answer === undefined ? [] : [t(`，${answer}前须答复`, ` Answer due ${answer}.`)]),
        t('。', ''),
        ...(call.length === 0
          ? []
          : [
              drop(
                4,
                call.map((part) => (typeof part === 'string' ? part : (part.wordings[0] ?? ''))).join(''),
              ),
            ]),
      ],
      banner,
      title: banner ? words + say.brief(say.ticket.title, 60) : titleLine(say.ticket, say),
      body: body(facts, say),
      buttons: [
        button(say.locale, unclaimed || !say.ticket.claimed ? 'claim' : 'ack', { ticket: say.ticket.number }),
      ],
    };
  },

  claim: (facts, say) => {
    const view = say.ticket;
    const { t } = say;
    const { name, nameEn } = view.reporter;
    const who =
      facts.name ?? (name === undefined ? undefined : say.name({ name, ...(nameEn && { nameEn }) }));
    const rows: [string, string][] = [];
    if (who !== undefined) rows.push([t('报修人', 'Reporter'), who]);
    if (facts.mail !== undefined) rows.push([t('邮箱', 'Mail'), facts.mail]);
    if (facts.chat !== undefined) rows.push([t('聊天', 'Chat'), facts.chat]);
    const where = whereOf(view, say);
    if (where !== undefined) rows.push([t('现场', 'Site'), where]);
    if (view.site?.address !== undefined) rows.push([t('地址', 'Address'), view.site.address]);
    if (view.site?.access !== undefined) rows.push([t('进门', 'Access'), view.site.access]);
    return {
      short: [
        facts.contact === true
          ? t(`工单${say.no}由您联系客户，`, `ticket ${say.no}: you call the customer. `)
          : t(`工单${say.no}由您负责，`, `ticket ${say.no} is yours. `),
        t('请尽快联系报修人；号码在聊天里。', 'Please call the reporter now; the number is in the chat.'),
      ],
      title:
        facts.contact === true
          ? t(`工单${say.no}由您联系客户`, `Ticket ${say.no}: you call the customer`)
          : t(`工单${say.no}由您负责，请联系报修人`, `Ticket ${say.no} is yours: please call the reporter`),
      body: lines(
        facts.phone !== undefined && {
          kind: 'call',
          phone: facts.phone,
          label: t('拨打', 'Call'),
        },
        rows.length > 0 && { kind: 'facts', facts: rows },
        view.text.trim() !== '' && quote(clip(view.text, 600)),
        ...picturesOf(view.files, say),
        facts.phone === undefined &&
          hint(t('没有电话号码，请按原渠道答复。', 'No phone number: answer on the channel they used.')),
        hint(
          t(
            '只有您能看到这条消息；查看号码已记入日志。',
            'Only you see this; that you saw the number is in the journal.',
          ),
        ),
      ),
      buttons: ['answer', 'unreachable', 'onsite'].map((verb) =>
        button(say.locale, verb, { ticket: view.number }),
      ),
    };
  },
};
