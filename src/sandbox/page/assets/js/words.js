import { chatWords } from './words-chat.js';
import { clockWords } from './words-clock.js';

/** Every label of the page, in both languages. */
const words = {
  ...chatWords,
  ...clockWords,
  skip: ['跳到内容', 'Skip to the panes'],
  sandbox: ['沙箱', 'sandbox'],
  tagline: [
    '真实的服务台，全部在本机运行。短信、邮件、聊天都是替身，什么也不会发到外面。',
    'The real service desk, all on this machine. Texts, mail and chat are stand-ins: nothing leaves it.',
  ],
  language: ['页面语言', 'Language of this page'],
  speaks: [
    '从现在起，服务人员收到的消息用中文；已经发出的不变。',
    'From now on staff are written to in English; what was sent stays as it is.',
  ],
  showStory: ['跟着走一遍', 'Guided tour'],
  story: ['跟着走一遍', 'Guided tour'],
  stepDone: ['已完成', 'done'],
  hide: ['收起', 'Hide'],
  restart: ['重新开始', 'Start over'],
  storyOver: [
    '八步都走完了。接下来随便试：发短信、写邮件、点卡片上的按钮、拨时钟。',
    'That was the whole story. Now try anything: text, write mail, tap the buttons on a card, move the clock.',
  ],
  shut: ['关闭', 'Close'],
  panes: ['窗口', 'Panes'],
  reporterSide: ['报修人这边', 'The reporter’s side'],
  deskSide: ['服务台这边', 'The desk’s side'],
  news: ['谁收到了什么', 'Who got what'],
  newsNow: ['刚才收到消息的', 'Just told'],
  newsClock: ['{0} → {1} 收到消息的', '{0} → {1}, told'],
  newsMoved: ['{0} → {1}', '{0} → {1}'],
  newsStart: [
    '还没有人报修。点上面的蓝色按钮，或者在手机上随便发一句。',
    'Nobody has reported anything yet. Use the blue button above, or text a line on the phone.',
  ],
  newsIdle: [
    '每走一步，这里说明谁在哪里收到了什么。',
    'After each step this line tells who got what, and where.',
  ],
  newsNothing: ['没有人需要通知。', 'Nobody had to be told.'],
  newsNothingDue: ['这段时间没有到点的事。', 'Nothing fell due in that time.'],
  'by-sms': ['短信', 'text'],
  'by-mail': ['邮件', 'mail'],
  'by-chat': ['私信', 'DM'],
  'by-card': ['新消息', 'new message'],
  'by-edited': ['已更新', 'updated'],
  'by-alert': ['新督办', 'new alert'],
  phone: ['手机', 'Phone'],
  mail: ['邮箱', 'Mailbox'],
  whosePhone: ['谁的手机', 'Whose phone'],
  whoseMail: ['谁的邮箱', 'Whose mailbox'],
  reporters: ['报修人', 'Reporters'],
  staff: ['服务人员', 'Staff'],
  others: ['其他', 'Others'],
  stranger: ['陌生号码', 'Unknown number'],
  strangerMail: ['陌生地址', 'Unknown address'],
  newTexts: ['别的手机上有 {0} 条新短信，去看看', 'Other phones have {0} new texts: show them'],
  newMails: ['别的邮箱里有 {0} 封新邮件，去看看', 'Other mailboxes have {0} new mails: show them'],
  desk: ['{0}服务台', '{0} service desk'],
  texts: ['短信', 'Texts'],
  typeText: ['输入短信…', 'Type a text…'],
  send: ['发送', 'Send'],
  quickReplies: ['常用回复', 'Quick replies'],
  segments: ['按 {0} 条计费', 'counted as {0} texts'],
  notDelivered: ['未送达', 'not delivered'],
  phoneEmpty: ['这是报修人的手机', 'This is a reporter’s phone'],
  phoneEmptyHint: [
    '像平常发短信一样说一句哪里坏了。马上有回执，修好后会来核实。',
    'Text what is broken, in your own words. The desk answers at once, and asks again once it is fixed.',
  ],
  phoneStaff: ['这是服务人员的手机', 'This phone belongs to staff'],
  phoneStaffHint: ['呼叫和督办会同时发短信到这里。', 'Pages and alerts arrive here by text as well.'],
  another: ['新 {0}', 'new {0}'],
  firstText: ['三楼机房网络断了', 'The network in the 3rd floor server room is down'],
  secondText: ['还是不行', 'still broken'],
  means1: ['修好了', 'fixed'],
  means0: ['查进度', 'status'],
  means9: ['催办', 'hurry'],
  means5: ['很满意', 'very good'],
  write: ['写邮件', 'Write'],
  mailEmpty: ['这是报修人的邮箱', 'This is a reporter’s mailbox'],
  mailEmptyHint: [
    '写一封邮件报修，想怎么写就怎么写；引用和签名会自动略去。',
    'Report a fault by mail, in your own words; quotes and signatures are left out by themselves.',
  ],
  mailStaff: ['这是服务人员的邮箱', 'This mailbox belongs to staff'],
  mailStaffHint: ['聊天和短信都不通的时候，邮件会到这里。', 'Mail comes here when chat and text both fail.'],
  sentByMe: ['我', 'Me'],
  toDesk: ['收件人', 'To'],
  fromWhom: ['发件人', 'From'],
  copyTo: ['抄送', 'Cc'],
  subject: ['主题', 'Subject'],
  body: ['正文', 'Message'],
  bodyHint: ['哪里坏了？', 'What is broken?'],
  back: ['返回', 'Back'],
  reply: ['回复', 'Reply'],
  shownAs: ['显示方式', 'Shown as'],
  plain: ['纯文本', 'Plain'],
  html: ['图文', 'HTML'],
  cancel: ['取消', 'Cancel'],
  sent: ['邮件已发出', 'Mail sent'],
  noSubject: ['（无主题）', '(no subject)'],
  required: ['必填', 'required'],
  optional: ['选填', 'optional'],
  choose: ['请选择', 'Choose'],
  fillsAs: ['由{0}填写', 'filled in by {0}'],
  failed: ['没有送到：{0}', 'Not delivered: {0}'],
  noAnswer: ['服务台没有应答，请稍后再试', 'the desk did not answer, please try again'],
  newHere: ['有新消息', 'new messages'],
};

/** Speaks one language at a time. */
export function createWords(language) {
  let at = language === 'en' ? 1 : 0;
  return {
    get language() {
      return at === 1 ? 'en' : 'zh';
    },
    use(next) {
      at = next === 'en' ? 1 : 0;
    },
    t(key, ...values) {
      const text = words[key]?.[at] ?? key;
      return values.reduce((whole, value, index) => whole.replaceAll(`{${index}}`, String(value)), text);
    },
    pick: (zh, en) => (at === 1 ? (en ?? zh) : zh),
  };
}
