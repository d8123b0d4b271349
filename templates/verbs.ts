import type { Locale, Worded } from '../src/domain/locale.ts';
import { inLocale } from '../src/domain/locale.ts';
import type { Button } from '../src/domain/message.ts';
import type { Verb } from '../src/domain/report/reading.ts';

/** Verbs of buttons that no typed line has. */
export type TapVerb = Verb | 'inspected' | 'confirm' | 'deny' | 'rate';

export const verbLabels = {
  claim: { zh: '认领', en: 'Claim' },
  unclaim: { zh: '撤销认领', en: 'Undo claim' },
  answer: { zh: '已电话答复', en: 'Answered by phone' },
  unreachable: { zh: '打不通', en: 'No reply' },
  onsite: { zh: '要到现场', en: 'Visit needed' },
  arrive: { zh: '已到场', en: 'Arrived' },
  parts: { zh: '备件', en: 'Parts' },
  fix: { zh: '修好了', en: 'Fixed' },
  confirmed: { zh: '电话确认修好', en: 'Confirmed by phone' },
  denied: { zh: '电话反馈未修好', en: 'Not fixed, by phone' },
  offer: { zh: '移交', en: 'Hand over' },
  accept: { zh: '接受', en: 'Accept' },
  decline: { zh: '谢绝', en: 'Decline' },
  take: { zh: '接管', en: 'Take over' },
  assign: { zh: '指派', en: 'Assign' },
  say: { zh: '告诉报修人', en: 'Tell the reporter' },
  note: { zh: '备注', en: 'Note' },
  title: { zh: '改标题', en: 'Edit title' },
  severity: { zh: '定级', en: 'Severity' },
  pause: { zh: '暂停', en: 'Pause' },
  resume: { zh: '继续', en: 'Resume' },
  void: { zh: '作废', en: 'Void' },
  ack: { zh: '知道了', en: 'Got it' },
  contact: { zh: '我来联系客户', en: 'I will call the customer' },
  approve: { zh: '批准', en: 'Approve' },
  reject: { zh: '驳回', en: 'Reject' },
  record: { zh: '记录', en: 'Record' },
  link: { zh: '关联', en: 'Link' },
  join: { zh: '合并联系人', en: 'Join contacts' },
  why: { zh: '时限怎么算', en: 'Why these times' },
  trace: { zh: '通知记录', en: 'Who was told' },
  inspected: { zh: '完成', en: 'Done' },
  confirm: { zh: '已修好', en: 'It works' },
  deny: { zh: '没修好', en: 'Not fixed' },
  rate: { zh: '评价', en: 'Rate' },
} satisfies Record<TapVerb, Worded>;

/** What the asker is told when it is done. */
export const doneWords = {
  claim: { zh: '已由您认领', en: 'you have it' },
  unclaim: { zh: '已撤销认领', en: 'claim undone' },
  answer: { zh: '已记下：电话答复', en: 'answer noted' },
  unreachable: { zh: '已记下：打不通', en: 'noted: no reply' },
  onsite: { zh: '已记下：要到现场', en: 'noted: a visit is needed' },
  arrive: { zh: '已记下：到场', en: 'arrival noted' },
  parts: { zh: '已记下：备件', en: 'parts noted' },
  fix: { zh: '已记下：修好，正在请报修人核实', en: 'noted as fixed; the reporter is being asked' },
  confirmed: { zh: '已记下：报修人电话确认修好', en: 'noted: the reporter confirmed by phone' },
  denied: { zh: '已记下：报修人电话反馈未修好，工单重新打开', en: 'noted: not fixed, it is open again' },
  offer: { zh: '已提出移交，对方接受前仍由您负责', en: 'offered; it stays yours until accepted' },
  accept: { zh: '已接受移交', en: 'accepted, it is yours now' },
  decline: { zh: '已谢绝移交', en: 'declined' },
  take: { zh: '已由您接管', en: 'you have taken it over' },
  assign: { zh: '已指派，对方接受前负责人不变', en: 'assigned; the owner stays until they accept' },
  say: { zh: '已转告报修人', en: 'the reporter is being told' },
  note: { zh: '已备注，只有内部可见', en: 'noted, internal only' },
  title: { zh: '标题已改', en: 'title changed' },
  severity: { zh: '等级已改', en: 'severity changed' },
  pause: { zh: '已暂停', en: 'paused' },
  resume: { zh: '已继续', en: 'resumed' },
  void: { zh: '已作废', en: 'void' },
  ack: { zh: '知道了，提醒已静音', en: 'acknowledged, alarms are quiet' },
  contact: { zh: '已记下：由您联系客户', en: 'noted: you call the customer' },
  approve: { zh: '已批准', en: 'approved' },
  reject: { zh: '已驳回', en: 'rejected' },
  record: { zh: '记录已保存', en: 'record saved' },
  link: { zh: '已关联', en: 'linked' },
  join: { zh: '已合并联系人', en: 'contacts joined' },
  why: { zh: '时限如下', en: 'here is the sum' },
  trace: { zh: '记录如下', en: 'here it is' },
  inspected: { zh: '巡检已记录', en: 'inspection recorded' },
  confirm: { zh: '已确认修好', en: 'confirmed' },
  deny: { zh: '已记下：没修好', en: 'noted: not fixed' },
  rate: { zh: '评价已收到', en: 'rating received' },
} satisfies Record<TapVerb, Worded>;

/** The same while a leader has yet to approve it. */
export const waitingWords: Record<string, Worded> = {
  pause: { zh: '已暂停，等组长批准', en: 'paused; the leader is asked to approve' },
  void: { zh: '已提出作废，等组长批准', en: 'void proposed; the leader is asked to approve' },
};

export const isTapVerb = (verb: string): verb is TapVerb => Object.hasOwn(verbLabels, verb);

const loud: Record<string, 'primary' | 'danger'> = {
  claim: 'primary',
  accept: 'primary',
  approve: 'primary',
  confirm: 'primary',
  confirmed: 'primary',
  fix: 'primary',
  reject: 'danger',
  void: 'danger',
};

/** A button with its label; `value` travels with the tap. */
export function button(
  locale: Locale,
  verb: string,
  where: { ticket?: number; value?: string } = {},
): Button {
  const style = Object.hasOwn(loud, verb) ? loud[verb] : undefined;
  return {
    verb,
    label: isTapVerb(verb) ? inLocale(verbLabels[verb], locale) : verb,
    ...where,
    ...(style === undefined ? {} : { style }),
  };
}
