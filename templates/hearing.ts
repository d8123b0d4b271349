import type { Block } from '../src/domain/message.ts';
import { news } from './news.ts';
import { picturesOf } from './pictures.ts';
import { hint, lines, quote, type Say, type Story, text } from './say.ts';
import { titleLine } from './ticket-view.ts';
import { channels, label } from './words.ts';

const about = (say: Say): Block | undefined =>
  say.view === undefined ? undefined : text(titleLine(say.view, say));
const said = (words: string, by?: string): Block | false => words.trim() !== '' && quote(words, by);

const channelSaid = ({ mail, chat }: { mail: string | undefined; chat: string | undefined }): string =>
  mail !== undefined ? 'email' : chat !== undefined ? 'slack' : 'sms';

export const hearingStory: Story<
  | 'denied'
  | 'addition'
  | 'pictures'
  | 'hurry'
  | 'call-me'
  | 'confirmed'
  | 'rating'
  | 'opted-out'
  | 'complained'
  | 'duplicate'
  | 'withdrew'
  | 'to-confirm'
  | 'forwarded'
  | 'copied'
  | 'maybe-broken'
  | 'person-wanted'
> = {
  denied: ({ why }, say) =>
    news(say, {
      zh: '报修人反馈未修好，已重新打开',
      en: 'the reporter says it is not fixed; it is open again',
      tail: say.t('请马上联系报修人。', ' Please call the reporter now.'),
      body: lines(about(say), said(why)),
      verbs: ['answer', 'onsite'],
    }),
  addition: ({ text: words, by }, say) =>
    news(say, {
      zh: '报修人有补充',
      en: 'the reporter adds something',
      body: lines(about(say), said(words, by)),
      verbs: ['say', 'answer'],
    }),
  pictures: ({ by, files }, say) => {
    const here = files.filter(({ kept }) => kept !== undefined);
    const what = here.some(({ picture }) => picture) ? say.t('图片', 'pictures') : say.t('附件', 'files');
    return news(say, {
      zh: here.length > 0 ? `${by}发来${what}` : `${by}发来的${what}没能收到`,
      en: here.length > 0 ? `${by} sent ${what}` : `${by} sent ${what} that did not arrive`,
      sms: say.t('报修人发来图片，请在聊天里看', 'the reporter sent pictures; see the chat'),
      body: lines(about(say), ...picturesOf(files, say)),
    });
  },
  hurry: ({ text: words }, say) =>
    news(say, {
      zh: '报修人催办',
      en: 'the reporter asks to hurry',
      body: lines(about(say), said(words)),
      verbs: ['say', 'answer', 'ack'],
    }),
  'call-me': ({ name }, say) =>
    news(say, {
      zh: name === undefined ? '报修人要求回电' : `报修人${name}要求回电`,
      en: name === undefined ? 'the reporter wants a call' : `the reporter, ${name}, wants a call`,
      sms: say.t('报修人要求回电', 'the reporter wants a call'),
      body: lines(about(say)),
      verbs: ['answer', 'unreachable'],
    }),
  confirmed: ({ by, score }, say) =>
    news(say, {
      zh: `${by}已确认修好${score === undefined ? '' : `，评价 ${score} 分`}`,
      en: `${by} confirms that it is fixed${score === undefined ? '' : `, rated ${score}`}`,
      sms: say.t('报修人已确认修好', 'the reporter confirms that it is fixed'),
      body: lines(about(say)),
    }),
  rating: ({ score, text: words }, say) =>
    news(say, {
      zh: score <= 2 ? `报修人评价 ${score} 分，请回电` : `报修人评价 ${score} 分`,
      en: score <= 2 ? `rated ${score}, please call the reporter` : `rated ${score}`,
      body: lines(about(say), said(words)),
      ...(score <= 2 ? { verbs: ['contact'] } : {}),
    }),
  'opted-out': ({ from }, say) =>
    news(say, {
      zh: `${from} 退订了短信，之后不会再收到我们的短信`,
      en: `${from} opted out of texts and gets none from now on`,
      sms: say.t('报修人退订了短信，请改用电话', 'the reporter opted out of texts; please call'),
      body: lines(about(say), hint(say.t('请改用电话或邮件联系。', 'Please call or write a mail instead.'))),
    }),
  complained: ({ text: words, responseBy, resultBy }, say) => {
    const [first, last] = [say.time.at(responseBy), say.time.at(resultBy)];
    return news(say, {
      zh: `收到投诉，${first}前回应，${last}前书面告知结果`,
      en: `a complaint came in; reply by ${first}, result in writing by ${last}`,
      body: lines(about(say), said(words)),
      verbs: ['contact', 'assign'],
    });
  },
  duplicate: ({ other }, say) =>
    news(say, {
      zh: `看起来与工单${other}是同一故障`,
      en: `looks like the same fault as ticket ${other}`,
      body: lines(
        about(say),
        hint(
          say.t(
            '并入后各报修人仍有自己的工单号，修好后各自确认。',
            'Joined, each reporter keeps an own number and confirms alone.',
          ),
        ),
      ),
      verbs: ['link'],
      value: String(other),
    }),
  withdrew: ({ why }, say) =>
    news(say, {
      zh: '报修人撤回了报修',
      en: 'the reporter withdrew it',
      body: lines(about(say), said(why)),
      verbs: ['void'],
      value: 'withdrawn',
    }),
  'to-confirm': ({ phone, name, closeAt, again }, say) => {
    const at = say.time.at(closeAt);
    return news(say, {
      zh: again
        ? `报修人还没确认，请再打电话问一下，${at}后按“未确认”结案`
        : '报修人不能回短信，请打电话核实是否修好',
      en: again
        ? `still not confirmed, please call the reporter again; after ${at} it closes as "not confirmed"`
        : 'the reporter cannot answer by text, please call and ask whether it is fixed',
      body: lines(
        about(say),
        phone !== undefined && { kind: 'call', phone, label: say.t('拨打', 'Call') },
        name !== undefined && { kind: 'facts', facts: [[say.t('报修人', 'Reporter'), name]] },
        hint(
          say.t(
            '报修人怎么说，就点哪个；会记下是您听到的。',
            'Tap what the reporter said; it is noted that you heard it.',
          ),
        ),
      ),
      verbs: ['confirmed', 'denied'],
    });
  },
  forwarded: ({ name, address }, say) => {
    const who = name === undefined ? address : `${name} ${address}`;
    return news(say, {
      zh: `转发的邮件里，报修人看起来是${who}，要设为报修人吗？`,
      en: `in the forwarded mail the reporter seems to be ${who}; make them the reporter?`,
      sms: say.t('转发的邮件里另有报修人，请确认', 'the forwarded mail names another reporter; please check'),
      body: lines(about(say)),
      verbs: ['approve', 'reject'],
      value: 'reporter',
    });
  },
  copied: ({ by, text: words }, say) =>
    news(say, {
      zh: `抄送人 ${by} 有补充`,
      en: `${by}, who was copied, adds something`,
      sms: say.t('抄送人有补充', 'somebody copied adds something'),
      body: lines(about(say), said(words, by)),
      verbs: ['say'],
    }),
  'maybe-broken': (_facts, say) =>
    news(say, {
      zh: '报修人结案后回复了2，可能又坏了，正在询问',
      en: 'closed, and the reporter sent a 2: maybe broken again, they are being asked',
      sms: say.t('结案后报修人回复2，可能又坏了', 'closed, but the reporter sent a 2: maybe broken again'),
      body: lines(about(say), hint(say.t('打个电话问一下最快。', 'A call is the fastest way to know.'))),
      verbs: ['contact'],
    }),
  'person-wanted': ({ name, phone, mail, chat }, say) =>
    news(say, {
      zh: name === undefined ? '有人想找人工，请回复' : `${name}想找人工，请回复`,
      en: name === undefined ? 'somebody wants to talk to a person' : `${name} wants to talk to a person`,
      sms: say.t('有人想找人工，请回复', 'somebody wants to talk to a person'),
      ...(say.view === undefined ? {} : { verbs: ['answer', 'say'] }),
      body: lines(
        about(say),
        phone !== undefined && { kind: 'call', phone, label: say.t('拨打', 'Call') },
        mail !== undefined && { kind: 'facts', facts: [[say.t('邮箱', 'Mail'), mail]] },
        chat !== undefined && { kind: 'facts', facts: [[say.t('聊天', 'Chat'), chat]] },
        hint(
          say.t(
            `来自${label(say, channels, channelSaid({ mail, chat }))}。`,
            `By ${label(say, channels, channelSaid({ mail, chat }))}.`,
          ),
        ),
      ),
    }),
};
