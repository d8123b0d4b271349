import type { Worded } from '../src/domain/locale.ts';
import type { LostReason } from '../src/domain/ticket/attached.ts';

/** Why a picture or file is not here, for staff. */
export const lostForStaff = {
  'too-large': { zh: '超过 10 兆，没有接收', en: 'larger than 10 M, not fetched' },
  'too-many': { zh: '一条消息只接收前 10 个', en: 'only the first 10 of a message are fetched' },
  'not-allowed': { zh: '地址不是服务商的，没有接收', en: 'its address is not the provider’s, not fetched' },
  gone: {
    zh: '服务商那里已经没有了，请报修人重发',
    en: 'gone at the provider; ask the reporter to send it again',
  },
  refused: {
    zh: '服务商不让取，请管理员检查权限',
    en: 'refused by the provider; the operator should check the access',
  },
  unreachable: {
    zh: '试了几次都没有取到，请报修人重发',
    en: 'not fetched after several tries; ask the reporter to send it again',
  },
  unreadable: { zh: '读不出来，原件已保存', en: 'not readable; the original is kept' },
} satisfies Record<LostReason, Worded>;

const again: Worded = { zh: '没能收到，请再发一次', en: 'did not reach us, please send it again' };

/** The same for whoever sent it: what to do, not what is wrong with us. */
export const lostForReporter = {
  'too-large': {
    zh: '太大了（上限 10 兆），请压缩后再发',
    en: 'too large (10 M at most), please send a smaller one',
  },
  'too-many': { zh: '一次最多 10 个，请分几次发', en: '10 at a time at most, please send it separately' },
  'not-allowed': again,
  gone: again,
  refused: again,
  unreachable: again,
  unreadable: { zh: '打不开，请换一种格式再发', en: 'cannot be opened, please send it in another format' },
} satisfies Record<LostReason, Worded>;
