import type { Named } from '../src/domain/ticket/view.ts';
import { drop } from './fit.ts';
import { letter, nameOf } from './letter.ts';
import type { Draft, Say, Story } from './say.ts';

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

export const waitingStory: Story<'claimed' | 'answer' | 'said' | 'hurried' | 'person' | 'complaint'> = {
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
