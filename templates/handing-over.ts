import { news, smsWho } from './news.ts';
import { lines, quote, type Story, text } from './say.ts';
import { clockFacts, peopleFacts, titleLine, wordsOf } from './ticket-view.ts';

export const handingOverStory: Story<'offer' | 'offer-accepted' | 'offer-declined' | 'assigned' | 'taken'> = {
  offer: ({ by, why = '' }, say) => {
    const view = say.ticket;
    const words = (name: string) =>
      say.t(`${name}想把它移交给您`, `${name} would like to hand it over to you`);
    return news(say, {
      zh: words(say.name(by)),
      en: words(say.name(by)),
      sms: words(smsWho(say, by)),
      tail: say.t('接受前仍由对方负责。', ' It stays theirs until you accept.'),
      body: lines(
        text(titleLine(view, say)),
        why.trim() !== '' && quote(why, say.name(by)),
        peopleFacts(view, say),
        ...wordsOf(view, say),
        ...clockFacts(view, say),
        text(say.t('您接受之前，仍由对方负责。', 'It stays theirs until you accept.')),
      ),
      verbs: ['accept', 'decline'],
    });
  },
  'offer-accepted': ({ by }, say) => {
    const words = (name: string) => say.t(`${name}已接受移交，由其负责`, `${name} accepted and owns it now`);
    return news(say, { zh: words(say.name(by)), en: words(say.name(by)), sms: words(smsWho(say, by)) });
  },
  'offer-declined': ({ by, why = '', lapsed }, say) => {
    const { owner } = say.ticket;
    const words = (name: string, keeper: string) =>
      lapsed === true
        ? say.t(`${name}没有回应移交，仍由${keeper}负责`, `${name} did not answer; it stays with ${keeper}`)
        : say.t(`${name}谢绝了移交，仍由${keeper}负责`, `${name} declined; it stays with ${keeper}`);
    return news(say, {
      zh: words(say.name(by), say.name(owner)),
      en: words(say.name(by), say.name(owner)),
      sms: words(smsWho(say, by), smsWho(say, owner)),
      body: lines(text(titleLine(say.ticket, say)), why.trim() !== '' && quote(why, say.name(by))),
      verbs: ['offer'],
    });
  },
  assigned: ({ by, why }, say) => {
    const view = say.ticket;
    const words = (name: string) => say.t(`${name}把它指派给您`, `${name} assigns it to you`);
    return news(say, {
      zh: words(say.name(by)),
      en: words(say.name(by)),
      sms: words(smsWho(say, by)),
      tail: say.t('请在聊天里接受或谢绝。', ' Please accept or decline in the chat.'),
      body: lines(
        text(titleLine(view, say)),
        why !== undefined && why.trim() !== '' && quote(why, say.name(by)),
        peopleFacts(view, say),
        ...wordsOf(view, say),
        ...clockFacts(view, say),
      ),
      verbs: ['accept', 'decline'],
    });
  },
  taken: ({ by, why }, say) => {
    const words = (name: string) =>
      say.t(`${name}已接管，由其负责`, `${name} has taken it over and owns it now`);
    return news(say, {
      zh: words(say.name(by)),
      en: words(say.name(by)),
      sms: words(smsWho(say, by)),
      body: lines(why.trim() !== '' && quote(why, say.name(by))),
    });
  },
};
