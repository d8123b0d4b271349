import { failureWords } from './failure-words.ts';
import { messageNames } from './message-names.ts';
import { news, smsWho } from './news.ts';
import type { Facts } from './sample-reporter.ts';
import { hint, lines, type Story, text } from './say.ts';
import { titleLine } from './ticket-view.ts';
import { label } from './words.ts';

/** What did not arrive, for whoever can do something about it. */
export const undeliveredStory: Story<'undelivered'> = {
  undelivered: ({ to, what, reason, conversation, ours, staff }, say) => {
    const name = label(say, messageNames, what);
    const why = failureWords(say, reason);
    const about = say.view && text(titleLine(say.view, say));
    if (conversation) {
      return news(say, {
        zh: `聊天频道 ${to} 收不到我们的消息（${why}）`,
        en: `the chat channel ${to} takes nothing from us (${why})`,
        sms: say.t('聊天频道收不到我们的消息', 'a chat channel takes nothing from us'),
        body: lines(
          about,
          hint(
            say.t(
              '呼叫照常直接发给本人，只是频道里看不到。请恢复频道并请机器人进来，或另设一个频道。',
              'Calls still go to each person directly; only the channel shows nothing. Please restore it and invite the bot, or name another one.',
            ),
          ),
        ),
      });
    }
    if (ours) {
      return news(say, {
        zh: `我们的短信被拦截（${why}），发给 ${to} 的“${name}”没有送到`,
        en: `our texts are stopped on the way (${why}): "${name}" to ${to} did not arrive`,
        sms: say.t('我们的短信被运营商拦截', 'our texts are stopped on the way'),
        body: lines(
          about,
          hint(
            say.t(
              '再发也会被拦，所以没有重发。有别的方式的人已改用别的方式，其余请打电话。请到短信服务商的后台核对号码登记和短信内容。',
              'Sent again it would be stopped again, so it was not. Whoever has another way was written to there; please call the others. Check the registration of our number and the wording at the provider.',
            ),
          ),
        ),
      });
    }
    if (staff !== undefined) {
      const who = say.name(staff);
      return news(say, {
        zh: `“${name}”没能送到${who}（${why}）`,
        en: `"${name}" did not get through to ${who} (${why})`,
        sms: say.t(`${smsWho(say, staff)}联系不上`, `${smsWho(say, staff)} can't be reached`),
        tail: say.t('请您接手或另派人。', ' Please step in, or send somebody.'),
        body: lines(
          about,
          hint(
            say.t(
              '能用的方式都试过了。请您接手或另派人，并核对对方的联系方式。',
              'Every way to reach them was tried. Please step in or send somebody, and check their addresses.',
            ),
          ),
        ),
        verbs: [...(say.view?.actions.main.includes('claim') ? ['claim'] : []), 'assign', 'trace'],
      });
    }
    return news(say, {
      zh: `“${name}”没有送达 ${to}（${why}）`,
      en: `"${name}" did not reach ${to} (${why})`,
      sms: say.t('有一条通知没有送达报修人', 'a notice did not reach its reader'),
      tail: say.t('请改用电话。', ' Please call instead.'),
      body: lines(
        about,
        hint(say.t('请换一种方式告诉对方，并记下来。', 'Please tell them another way, and note it.')),
      ),
      verbs: ['contact', 'trace'],
    });
  },
};

export const undeliveredSamples: Pick<Facts<'undelivered'>, 'undelivered'> = {
  undelivered: (kit) => [
    ...['opted-out', 'phone-unreachable (8 tries)', 'some_new_code'].map((reason) => ({
      to: '+86••••0009',
      what: 'fixed-asked',
      reason,
    })),
    ...['unknown-number', 'no-receipt'].map((reason) => ({
      to: '+86••••0002',
      what: 'page',
      reason,
      staff: kit.worker,
    })),
    { to: 'C0123456789', what: 'card', reason: 'is_archived', conversation: true as const },
    { to: '+86••••0009', what: 'receipt', reason: 'filtered', ours: true as const },
  ],
};
