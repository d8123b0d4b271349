import type { ClockState } from '../src/domain/clock/clock.ts';
import type { Worded } from '../src/domain/locale.ts';
import type { ClockName, Severity } from '../src/domain/service/service.ts';
import type { PauseReason, Proof, RecordField, VoidReason } from '../src/domain/ticket/ticket.ts';
import type { Say } from './say.ts';

export const severities = {
  urgent: { zh: '紧急', en: 'urgent' },
  severe: { zh: '严重', en: 'severe' },
  general: { zh: '一般', en: 'general' },
} satisfies Record<Severity, Worded>;

/** The promise as a noun for staff, as what was due, and as what a reporter was told. */
export const clocks = {
  answer: { zh: '答复', en: 'answer' },
  onsite: { zh: '到场', en: 'arrival' },
  fix: { zh: '修复', en: 'fix' },
  spare: { zh: '备件', en: 'spare part' },
  complaint: { zh: '投诉处理', en: 'complaint result' },
  'complaint-response': { zh: '投诉回应', en: 'complaint reply' },
} satisfies Record<ClockName, Worded>;

/** 原定02:30前…… / We promised … by 02:30. */
export const promised = {
  answer: { zh: '答复', en: 'an answer' },
  onsite: { zh: '到场', en: 'to be on site' },
  fix: { zh: '修好', en: 'a fix' },
  spare: { zh: '提供备件', en: 'a spare part' },
  complaint: { zh: '处理完投诉', en: 'a complaint result' },
  'complaint-response': { zh: '回应投诉', en: 'a complaint reply' },
} satisfies Record<ClockName, Worded>;

/** What has to happen by then: a verb in Chinese (02:30前须答复), a noun in English (answer due 02:30). */
export const dueWord = (say: Pick<Say, 't'>, clock: ClockName): string =>
  say.t(promised[clock].zh, clocks[clock].en);

export const clockStates = {
  running: { zh: '进行中', en: 'running' },
  paused: { zh: '暂停', en: 'paused' },
  met: { zh: '按时完成', en: 'kept' },
  broken: { zh: '超时', en: 'missed' },
  void: { zh: '作废，不计', en: 'void, not counted' },
} satisfies Record<ClockState | 'void', Worded>;

export const pauseReasons = {
  unreachable: { zh: '联系不上报修人', en: 'the reporter cannot be reached' },
  appointment: { zh: '报修人约定时间', en: 'the reporter chose a time' },
  'no-access': { zh: '现场进不去', en: 'no access to the site' },
  'third-party': { zh: '等待第三方', en: 'waiting for a third party' },
} satisfies Record<PauseReason, Worded>;

/** The same reasons as the reporter reads them. */
export const pauseForReporter = {
  unreachable: { zh: '联系不上您', en: 'we could not reach you' },
  appointment: { zh: '按您约定的时间', en: 'until the time you chose' },
  'no-access': { zh: '现场进不去', en: 'no access to the site' },
  'third-party': { zh: '等待第三方', en: 'waiting for a third party' },
} satisfies Record<PauseReason, Worded>;

export const voidReasons = {
  withdrawn: { zh: '报修人撤回', en: 'withdrawn by the reporter' },
  test: { zh: '测试', en: 'a test' },
  'wrong-number': { zh: '打错或发错', en: 'a wrong number' },
  spam: { zh: '垃圾信息', en: 'spam' },
  duplicate: { zh: '重复报修', en: 'a duplicate' },
} satisfies Record<VoidReason, Worded>;

export const voidForReporter = {
  withdrawn: { zh: '您已撤回', en: 'you withdrew it' },
  test: { zh: '测试', en: 'a test' },
  'wrong-number': { zh: '发错了', en: 'sent by mistake' },
  spam: { zh: '与故障无关', en: 'not about a fault' },
  duplicate: { zh: '重复报修', en: 'a duplicate' },
} satisfies Record<VoidReason, Worded>;

/** What a ticket is doing, as lists show it. */
export const states = {
  open: { zh: '处理中', en: 'in hand' },
  unclaimed: { zh: '待认领', en: 'unclaimed' },
  claimed: { zh: '处理中', en: 'in hand' },
  agreed: { zh: '待上门', en: 'visit agreed' },
  going: { zh: '在路上', en: 'on the way' },
  arrived: { zh: '已到场', en: 'on site' },
  paused: { zh: '已暂停', en: 'paused' },
  fixed: { zh: '待确认', en: 'waiting for confirmation' },
  closed: { zh: '已结案', en: 'closed' },
  confirmed: { zh: '已确认结案', en: 'closed, confirmed' },
  unconfirmed: { zh: '按“未确认”结案', en: 'closed as "not confirmed"' },
  void: { zh: '已作废', en: 'void' },
} satisfies Record<string, Worded>;

export const channels = {
  sms: { zh: '短信', en: 'SMS' },
  email: { zh: '邮件', en: 'mail' },
  slack: { zh: '聊天', en: 'chat' },
  page: { zh: '网页', en: 'page' },
  phone: { zh: '电话', en: 'phone' },
} satisfies Record<string, Worded>;

/** How far it is proven that a notice arrived; the claim never goes beyond the provider's word. */
export const proofs = {
  owed: { zh: '待发', en: 'waiting' },
  queued: { zh: '待发', en: 'waiting' },
  sending: { zh: '发送中', en: 'being sent' },
  accepted: { zh: '已交运营商，未证实送达', en: 'handed over, not proven' },
  sent: { zh: '已发出，未证实送达', en: 'sent, not proven' },
  delivered: { zh: '已送达', en: 'delivered' },
  refused: { zh: '被拒', en: 'refused' },
  failed: { zh: '未送达', en: 'not delivered' },
  unknown: { zh: '结果不明', en: 'unknown' },
  superseded: { zh: '已被后来的消息取代', en: 'superseded' },
  obsolete: { zh: '已不需要', en: 'no longer needed' },
  reporter: { zh: '报修人自己说的', en: 'said by the reporter' },
  provider: { zh: '运营商证实', en: 'proven by the provider' },
  'logged-call': { zh: '有通话记录', en: 'logged call' },
  declared: { zh: '我方自述', en: 'declared by ourselves' },
} satisfies Record<Proof, Worded> & Record<string, Worded>;

/** A word of a closed list in this language; one we don't know is shown as it is. */
export function label(say: Pick<Say, 'w'>, list: Record<string, Worded>, word: string): string {
  const known = Object.hasOwn(list, word) ? list[word] : undefined;
  return known === undefined ? word : say.w(known);
}

/** `1 ticket`, `2 tickets`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** The four fields of R11. */
export const recordParts = {
  method: { zh: '方法', en: 'method' },
  measure: { zh: '措施', en: 'measure' },
  progress: { zh: '进展', en: 'progress' },
  result: { zh: '结果', en: 'result' },
} satisfies Record<RecordField, Worded>;
