import type { Worded } from '../src/domain/locale.ts';
import type { Say } from './say.ts';

const deadAddress = { zh: '地址无效', en: 'the address is dead' };
const deadNumber = { zh: '号码无效', en: 'the number is dead' };
const account = { zh: '我方账号或发送号码有问题', en: 'something is wrong with our account or sender' };
const refused = { zh: '没有被接收', en: 'it was not accepted' };
const busy = { zh: '服务商暂时繁忙', en: 'the provider was busy' };
const unreachable = { zh: '连不上服务商', en: 'the provider could not be reached' };
const noAnswer = { zh: '服务商没有回音', en: 'the provider did not answer' };
const blocked = { zh: '被运营商拦截', en: 'blocked on the way' };
const cap = { zh: '当天短信已到上限', en: 'the daily limit of texts is reached' };
const gone = { zh: '聊天里找不到对方', en: 'not to be found in the chat' };

/** Why a notice did not arrive, in the words of the channels' reasons. */
const failures: Record<string, Worded> = {
  'opted-out': { zh: '对方已退订', en: 'they opted out' },
  'no-channel': { zh: '没有可用的联系方式', en: 'there is no way left to reach them' },
  dead: deadAddress,
  'no-such-mailbox': deadAddress,
  'not-an-address': deadAddress,
  'invalid-number': deadNumber,
  'unknown-number': deadNumber,
  'unreachable-number': deadNumber,
  'no-mobile': { zh: '不是手机号码', en: 'not a mobile number' },
  'unreachable-by-sms': { zh: '这个号码收不到短信', en: 'this number takes no texts' },
  'phone-unreachable': { zh: '对方手机关机或无信号', en: 'the phone is off or out of reach' },
  'own-number': deadNumber,
  'premium-number': { zh: '收费号码，不发', en: 'a premium number, never texted' },
  'country-not-enabled': { zh: '没有开通该国家或地区', en: 'that country is not enabled' },
  'trial-account': account,
  'account-refused': account,
  'sender-not-ours': account,
  'sender-not-registered': account,
  'login-refused': account,
  'not-accepted': refused,
  'mail-refused': refused,
  'refused-for-now': refused,
  'not-delivered': { zh: '运营商没能送达', en: 'the provider could not deliver it' },
  'the provider could not deliver it': { zh: '运营商没能送达', en: 'the provider could not deliver it' },
  'too-long': { zh: '内容太长', en: 'too long' },
  empty: { zh: '没有内容', en: 'empty' },
  'rate-limited': busy,
  'rate limited': busy,
  'queue-overflow': busy,
  'sender-queue-full': busy,
  congestion: busy,
  'server-busy': busy,
  'provider-trouble': busy,
  'provider-not-reached': unreachable,
  'server-unreachable': unreachable,
  'provider-rests': unreachable,
  'server-silent': noAnswer,
  'no-answer': noAnswer,
  'no answer in time': noAnswer,
  'no-answer-after-handing-over': noAnswer,
  'no-receipt': { zh: '没有回执，是否送到不清楚', en: 'no receipt came: nobody knows whether it arrived' },
  unknown: { zh: '结果不明', en: 'the outcome is unknown' },
  filtered: blocked,
  blocked,
  'daily-cap': cap,
  cap,
  delayed: { zh: '送得太晚', en: 'it is delayed' },
  channel_not_found: gone,
  user_not_found: gone,
  user_disabled: gone,
  is_archived: { zh: '频道已归档', en: 'it is archived' },
  not_in_channel: { zh: '机器人不在频道里', en: 'the bot is not in it' },
};

/** The reason in words; one that no channel of ours gives is told without its code to people, with it in a trace. */
export function failureWords(say: Pick<Say, 'w'>, reason: string, otherwise?: string): string {
  const bare = reason.replace(/\s*\(\d+ tries\)$/, '');
  const known = Object.hasOwn(failures, bare) ? failures[bare] : undefined;
  return known === undefined ? (otherwise ?? say.w(refused)) : say.w(known);
}
