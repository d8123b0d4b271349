import type { Worded } from '../src/domain/locale.ts';
import type { RefusalReason } from '../src/domain/notice/refusal-reasons.ts';

/**
 * What is the matter, and what to do next. `{who}`, `{until}`, `{word}` and `{number}` are filled in; a
 * sentence whose blank has no fact falls back on `plain`.
 */
export interface RefusalWords extends Worded {
  plain?: Worded;
}

export const refusalWords = {
  'already-claimed': {
    zh: '{who}已先认领。要接手请让对方移交，或请组长指派。',
    en: '{who} has it already. Ask for a hand-over, or ask the leader to assign it.',
    plain: {
      zh: '已有人先认领。要接手请让对方移交。',
      en: 'Somebody else has it already. Ask for a hand-over.',
    },
  },
  'not-open': {
    zh: '已不在处理中，做不了这一步。没修好时由报修人反馈后会重新打开。',
    en: 'It is no longer in hand, so this cannot be done. If it is not fixed, the reporter can reopen it.',
  },
  'not-fixed': {
    zh: '还没有记为修好。请先点“修好了”。',
    en: 'It is not marked as fixed yet. Tap "Fixed" first.',
  },
  'not-staff': {
    zh: '这一步只有值班团队可以做。需要帮助请直接说明情况。',
    en: 'Only the service team can do this. Just tell us what you need.',
  },
  'chat-only': {
    zh: '这一步请在聊天里做：短信和邮件无法核实是您本人。',
    en: 'Please do this in chat: a text or mail does not prove who sent it.',
  },
  'not-yours': {
    zh: '没有找到您名下的这个工单，请核对工单号。',
    en: 'No such ticket of yours was found. Please check the number.',
  },
  'no-such-ticket': {
    zh: '没有这个工单，请核对工单号。',
    en: 'There is no such ticket. Please check the number.',
  },
  'too-late-to-undo': {
    zh: '认领已超过 2 分钟，不能撤销了。请用“移交”。',
    en: 'The claim is more than 2 minutes old and stays. Please hand it over instead.',
  },
  'not-claimed-by-you': {
    zh: '现在由{who}处理。要接手请让对方移交，或请组长指派。',
    en: '{who} has it now. Ask for a hand-over, or ask the leader to assign it.',
    plain: {
      zh: '它不在您手里。要接手请让对方移交，或请组长指派。',
      en: 'It is not yours. Ask for a hand-over, or ask the leader to assign it.',
    },
  },
  'claim-first': {
    zh: '它还没有人认领。请先认领。',
    en: 'Nobody has claimed it yet. Please claim it first.',
  },
  'needs-note': {
    zh: '请写一句：原因是什么，做了什么。',
    en: 'Please add a line: what was wrong, what was done.',
  },
  'needs-words': { zh: '请把内容写在动作后面。', en: 'Please write the words after the verb.' },
  'needs-record': {
    zh: '请写方法、措施、进展或结果，例如“结果：恢复”。',
    en: 'Please write method, measure, progress or result, for example "result: works again".',
  },
  'needs-reason': { zh: '请写明原因。', en: 'Please give a reason.' },
  'needs-who': { zh: '请写明给谁，例如 @王磊。', en: 'Please say to whom, for example @wang.lei.' },
  'needs-ticket': {
    zh: '请写另一个工单的号，例如“1002”。',
    en: 'Please give the number of the other ticket, for example 1002.',
  },
  'unknown-person': {
    zh: '找不到{word}。请从同事名单里选。',
    en: 'Nobody called {word} was found. Please pick a colleague from the list.',
    plain: {
      zh: '找不到这位同事。请从名单里选。',
      en: 'That colleague was not found. Please pick one from the list.',
    },
  },
  'not-offered-to-you': {
    zh: '它没有移交给您，或移交已撤回。需要时请先和负责人说。',
    en: 'It is not offered to you, or no longer. Please talk to its owner.',
  },
  'already-offered': {
    zh: '已提出移交给{who}，请等对方回应。',
    en: 'It is already offered to {who}. Please wait for the answer.',
    plain: { zh: '已提出移交，请等对方回应。', en: 'It is already offered. Please wait for the answer.' },
  },
  'leader-only': {
    zh: '这一步由组长或经理来做，请联系他们。',
    en: 'This is for the leader or a manager. Please ask them.',
  },
  'already-paused': {
    zh: '已经暂停了。要改时间请先点“继续”。',
    en: 'It is already paused. To change the time, resume it first.',
  },
  'not-paused': { zh: '它没有暂停，不用继续。', en: 'It is not paused, so there is nothing to resume.' },
  'needs-approval': { zh: '要等组长批准后才能做这一步。', en: 'The leader has to approve first.' },
  'unknown-reason': {
    zh: '不认识原因“{word}”。请从列表里选。',
    en: 'The reason "{word}" is not known. Please pick one from the list.',
    plain: {
      zh: '不认识这个原因。请从列表里选。',
      en: 'That reason is not known. Please pick one from the list.',
    },
  },
  'limit-too-long': {
    zh: '时间太长，最晚到{until}。请选近一点的时间。',
    en: 'That is too long: {until} at the latest. Please choose an earlier time.',
    plain: { zh: '时间太长了。请选近一点的时间。', en: 'That is too long. Please choose an earlier time.' },
  },
  'already-answered': { zh: '已经答复过了，不用再记。', en: 'It is answered already. Nothing more to note.' },
  'already-onsite': {
    zh: '已经在上门这一步了。到了请点“已到场”。',
    en: 'A visit is already under way. Tap "Arrived" when you are there.',
  },
  'not-going': {
    zh: '还没有约定上门。请先点“要到现场”。',
    en: 'No visit is agreed yet. Tap "Visit needed" first.',
  },
  'unknown-severity': {
    zh: '等级只有：紧急、严重、一般。',
    en: 'The severity is urgent, severe or general.',
  },
  'too-few-tries': {
    zh: '联系不上要先有三次记录，前后隔开 30 分钟。请再打，打不通就点“打不通”。',
    en: 'Three logged tries over 30 minutes are needed first. Please call again and tap "No reply".',
  },
  'already-void': { zh: '已经作废了，不用再做。', en: 'It is void already. Nothing more to do.' },
  'nothing-to-approve': {
    zh: '没有等您批准的事，可能已经处理了。',
    en: 'Nothing waits for your approval; it may be done already.',
  },
  self: {
    zh: '不能移交给自己。请选另一位同事。',
    en: 'You cannot hand it to yourself. Please pick a colleague.',
  },
  'same-ticket': {
    zh: '这是同一个工单。请填另一个工单号。',
    en: 'That is the same ticket. Please give another number.',
  },
  'form-expired': {
    zh: '表单过期了。请再点一次按钮。',
    en: 'The form has expired. Please tap the button again.',
  },
  'nothing-to-quiet': { zh: '现在没有正在响的提醒。', en: 'No alarm is ringing now.' },
  'outside-chat': {
    zh: '这一步只能在聊天里做，请到工单卡片上点按钮。',
    en: 'This works in the chat only. Please use the buttons of the card.',
  },
  closed: {
    zh: '已经结案。没修好时报修人回复后会重新打开。',
    en: 'It is closed. If it is not fixed, the reporter can reopen it.',
  },
  'already-done': { zh: '已经做过了，没有改动。', en: 'That is done already. Nothing was changed.' },
  'too-many': { zh: '太多了，请分几次来。', en: 'That is too many at once. Please do it in steps.' },
  'unreadable-time': {
    zh: '看不懂时间“{word}”。请写 14:30、明天 9:00 或 2h。',
    en: 'The time "{word}" is not clear. Write 14:30, tomorrow 9:00 or 2h.',
    plain: {
      zh: '看不懂这个时间。请写 14:30、明天 9:00 或 2h。',
      en: 'That time is not clear. Write 14:30, tomorrow 9:00 or 2h.',
    },
  },
  'already-linked': {
    zh: '已经并入工单{number}。',
    en: 'It is already part of ticket {number}.',
    plain: { zh: '已经并入另一个工单。', en: 'It is already part of another ticket.' },
  },
  'needs-addresses': {
    zh: '请写同一个人的两个地址：先写要合并的，再写今后联系用的。',
    en: "Please give one person's two addresses: first the one to join, then the one to use from now on.",
  },
  'unknown-address': {
    zh: '这个工单里没有{word}。请写报修人用过的号码或邮箱。',
    en: '{word} has no part in this ticket. Please give a number or address that the reporter used.',
    plain: {
      zh: '这个工单里没有这个地址。请写报修人用过的号码或邮箱。',
      en: 'That address has no part in this ticket. Please give a number or address that the reporter used.',
    },
  },
  'needs-time': {
    zh: '请写到什么时候，例如 14:30、明天 9:00 或 2h。',
    en: 'Please say until when, for example 14:30, tomorrow 9:00 or 2h.',
  },
  'impossible-time': {
    zh: '这个时间对不上：到场时间要在现在之前，其余的要在现在之后。',
    en: 'That time cannot be: an arrival lies behind us, anything else ahead.',
  },
  'not-confirmable': {
    zh: '现在还不能确认。修好后我们会来问您。',
    en: 'It cannot be confirmed now. We will ask you when it is fixed.',
  },
} satisfies Record<RefusalReason, RefusalWords>;
