import type { ClockState } from '../domain/clock/clock.ts';
import type { Worded } from '../domain/locale.ts';
import type { ClockName } from '../domain/service/service.ts';

/** Every word of the reporter's page. */
export const words = {
  ticket: { zh: '工单', en: 'Ticket' },
  where: { zh: '进展', en: 'Where it is' },
  promised: { zh: '谁在负责，什么时候', en: 'Who, and by when' },
  zone: { zh: '时间都是', en: 'All times are ' },
  owner: { zh: '负责人', en: 'Responsible' },
  worker: { zh: '处理人', en: 'Working on it' },
  reportedAt: { zh: '报修时间', en: 'Reported' },
  waiting: { zh: '等待中', en: 'Waiting' },
  pause: {
    unreachable: { zh: '联系不上您', en: 'we could not reach you' },
    appointment: { zh: '按您约定的时间', en: 'until the time you chose' },
    'no-access': { zh: '现场进不去', en: 'we could not get in' },
    'third-party': { zh: '等待第三方', en: 'for a third party' },
  } as Record<string, Worded>,
  phone: { zh: '也可以打电话：', en: 'Or call us:' },

  reported: { zh: '已收到您的报修', en: 'We have your report' },
  claimed: { zh: '工程师已接手', en: 'An engineer is on it' },
  going: { zh: '工程师在路上', en: 'On the way to you' },
  arrived: { zh: '已到现场', en: 'Arrived' },
  fixed: { zh: '已处理，请您核实', en: 'We believe it is fixed' },
  confirmed: { zh: '您已确认，结案', en: 'You confirmed it, closed' },
  unconfirmed: { zh: '没有等到您的确认，按“未确认”结案', en: 'Closed as "not confirmed"' },
  void: {
    zh: '这张工单已作废，没有按故障处理。',
    en: 'This ticket was ended: it was not handled as a fault.',
  },

  // Above the page, after a form was sent.
  saidConfirm: { zh: '谢谢确认，已结案。', en: 'Thank you, it is closed.' },
  saidDeny: {
    zh: '收到，我们继续处理，会给您打电话。没有一次修好，非常抱歉。',
    en: 'Understood: it is open again and we will call you. Sorry we did not get it right.',
  },
  saidRate: { zh: '评价收到，谢谢您！', en: 'Thank you for rating us!' },
  saidAdd: { zh: '补充说明已收到，会转给工程师。', en: 'We have your note; the engineer gets it.' },

  sent: { zh: '您发来的图片和文件', en: 'What you sent' },
  onItsWay: { zh: '正在接收', en: 'on its way' },

  isItFixed: { zh: '修好了吗？', en: 'Is it fixed?' },
  stillBroken: { zh: '还是没好？', en: 'Still broken?' },
  confirm: { zh: '已恢复正常', en: 'Yes, it works' },
  why: { zh: '现在是什么情况？', en: 'What is still wrong?' },
  deny: { zh: '没修好', en: 'No, not fixed' },
  send: { zh: '发送', en: 'Send' },
  howWas: { zh: '这次服务怎么样？', en: 'How was it?' },
  rate: { zh: '提交评价', en: 'Send' },
  more: { zh: '补充说明', en: 'Anything to add?' },
  add: { zh: '发送', en: 'Add it' },
  score: {
    5: { zh: '很满意', en: 'very good' },
    4: { zh: '满意', en: 'good' },
    3: { zh: '一般', en: 'fair' },
    2: { zh: '不满意', en: 'poor' },
    1: { zh: '很不满意', en: 'very poor' },
  } as Record<number, Worded>,
  score0: { zh: '', en: '' },

  clock: {
    answer: { zh: '答复时限', en: 'Answer by' },
    onsite: { zh: '到场时限', en: 'On site by' },
    fix: { zh: '修复时限', en: 'Fixed by' },
    spare: { zh: '备件时限', en: 'Spare part by' },
    complaint: { zh: '投诉办结时限', en: 'Complaint settled by' },
    'complaint-response': { zh: '投诉回应时限', en: 'Complaint answered by' },
  } satisfies Record<ClockName, Worded>,
  clockState: {
    running: { zh: '', en: '' },
    paused: { zh: '暂停计时', en: 'paused' },
    met: { zh: '已做到', en: 'kept' },
    broken: { zh: '没有做到，非常抱歉', en: 'missed, we are sorry' },
  } satisfies Record<ClockState, Worded>,

  lostTitle: { zh: '找不到这张工单', en: 'We cannot find this ticket' },
  lost: {
    zh: '链接可能不完整，或者已经过期。请打开最近一条短信或邮件里的链接，或直接回复那条消息。',
    en: 'The link may be incomplete or too old. Please open the one in our latest message, or simply reply to it.',
  },
  troubleTitle: { zh: '暂时打不开', en: 'Not available right now' },
  trouble: {
    zh: '系统正在恢复，您的工单没有丢。请过几分钟再试，或直接回复我们的短信、邮件。',
    en: 'We are recovering; your ticket is safe. Please try again in a few minutes, or reply to our message.',
  },
} as const;
