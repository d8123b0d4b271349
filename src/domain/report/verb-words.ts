import type { Verb } from './reading.ts';
import { barred, spaced } from './word-list.ts';

/** What staff type for each verb, first its own name; longer phrases win. Lower case, one space between words. */
export const verbWords: Record<Verb, string[]> = {
  claim: barred(`
  claim | 认领 | 领取 | 接单 | 抢单 | 我来 | 领单 | mine | pick up | pickup | i take it | got it
`),
  unclaim: barred(`
  unclaim | 取消认领 | 撤销认领 | 放弃认领 | 退单 | 不认领 | 退回认领 | release | drop | put back |
  undo claim
`),
  answer: spaced(`
  answer answered 答复 已答复 已电话答复 电话答复 已回复 解答 called replied spoke
`),
  unreachable: barred(`
  unreachable | 打不通 | 联系不上 | 无人接听 | 没人接 | 电话不通 | 未接通 | no answer | not reachable |
  cannot reach | can't reach
`),
  onsite: barred(`
  onsite | on-site | on site | 到现场 | 要到现场 | 需到现场 | 需要到现场 | 去现场 | 上门 | 出发 |
  已出发 | 前往 | go | going | dispatch | on the way | on my way | omw
`),
  arrive: spaced(`
  arrive arrived 到场 已到场 到达 已到达 到了 已到 到达现场 已到现场
`),
  parts: barred(`
  parts | part | 备件 | 缺件 | 缺备件 | 需要备件 | 要备件 | 已到货 | 到货 | 备件到货 | 备件已到 | 备机 |
  spare | spares | spare part | loaner
`),
  fix: spaced(`
  fix fixed 修好 已修好 修好了 修复 已修复 解决 已解决 处理完 处理完成 已处理 完成 搞定 done resolve
  resolved solved repaired
`),
  confirmed: barred(`
  confirmed | confirm | confirmed by phone | 电话确认 | 电话确认修好 | 报修人已确认 | 报修人确认修好 | 报修人确认
`),
  denied: barred(`
  denied | denied by phone | not fixed by phone | 电话反馈未修好 | 电话反馈 | 反馈未修好 | 报修人反馈未修好 | 报修人说没好
`),
  offer: barred(`
  offer | 移交 | 转交 | 移交给 | 转交给 | 转给 | 交给 | hand off | hand-off | handoff | hand over |
  handover | transfer | pass to
`),
  accept: ['accept', '接受', '接受移交', '同意接手', '收下', '接收'],
  decline: barred(`
  decline | 拒绝 | 谢绝 | 不接受 | 婉拒 | 拒绝移交 | refuse | no thanks
`),
  take: ['take', '接手', '接管', '接过来', 'take over', 'takeover'],
  assign: barred(`
  assign | 指派 | 派给 | 指派给 | 派单 | 派单给 | 分配 | 分配给 | 安排 | assign to | give to
`),
  say: barred(`
  say | 说 | 回复报修人 | 告诉报修人 | 回复客户 | 告诉客户 | 发给报修人 | 对报修人说 | tell | reply |
  tell reporter | tell the reporter
`),
  note: spaced(`
  note 备注 记一下 注 内部备注 comment memo remark
`),
  title: spaced(`
  title 标题 改标题 名称 改名 rename subject
`),
  severity: spaced(`
  severity 等级 级别 故障等级 故障级别 严重程度 定级 priority prio level
`),
  pause: barred(`
  pause | 暂停 | 暂停计时 | 等待 | 挂起 | hold | wait | on hold
`),
  resume: spaced(`
  resume 继续 恢复 恢复计时 继续计时 继续处理 取消暂停 continue unpause restart
`),
  void: barred(`
  void | 作废 | 撤销 | 撤单 | 无效 | 不是故障 | 误报 | cancel | not a fault | false alarm | spam
`),
  ack: spaced(`
  ack 知道了 收到 知悉 已知悉 晓得了 acknowledge acknowledged seen quiet snooze
`),
  contact: barred(`
  contact | 我来联系客户 | 我来联系 | 联系客户 | 我联系客户 | 联系报修人 | 我来联系报修人 | i'll call |
  i call | i will call
`),
  approve: spaced(`
  approve 批准 同意 审批通过 通过 准 approved agree ok
`),
  reject: spaced(`
  reject 驳回 不批准 不同意 打回 不通过 rejected deny disapprove
`),
  record: spaced(`
  record 记录 填记录 补记录 维修记录 服务记录 log report
`),
  link: barred(`
  link | 关联 | 关联到 | 归到 | 并入 | 属于 | link to | part of | relate | duplicate of
`),
  join: barred(`
  join | 合并联系人 | 合并报修人 | 合并 | 同一人 | 同一个人 | merge | merge contact | same person
`),
  why: spaced(`
  why 为什么 时限 为何 计时 怎么算的 due deadline clock clocks sla
`),
  trace: barred(`
  trace | 轨迹 | 通知轨迹 | 跟踪 | 追踪 | 记录轨迹 | history | who was told
`),
};

/** These speak to the reporter or end the ticket: the word must stand alone, "说明书…" says nothing to anybody. */
export const apart: readonly Verb[] = [
  'say',
  'answer',
  'confirmed',
  'denied',
  'void',
  'title',
  'approve',
  'reject',
  'ack',
];

/** These take a figure of their own (a time, a ticket, a level): in a thread a number behind them is that figure. */
export const takesNumber: readonly Verb[] = [
  'arrive',
  'pause',
  'link',
  'join',
  'severity',
  'void',
  'ack',
  'title',
  'note',
  'say',
  'answer',
  'fix',
  'confirmed',
  'denied',
  'parts',
  'record',
  'onsite',
  'contact',
  'unreachable',
  'decline',
];
