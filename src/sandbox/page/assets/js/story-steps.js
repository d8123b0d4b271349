import { post, readTicket } from './api.js';

/** The service's own working order, each by its button. */
const work = [
  ['answer', '已电话答复', 'Answered by phone'],
  ['onsite', '要到现场', 'Visit needed'],
  ['arrive', '已到场', 'Arrived'],
  ['fix', '修好了', 'Fixed'],
];

const mostDays = 40;

/** The eight points of the story: how each is seen to be done, and what one click does for it. */
export function createSteps({ store, words, phone, mail, chat, clock, tabs, memory }) {
  const { state } = store;
  const { pick } = words;
  const ticket = () => memory.ticket;
  const contact = () =>
    state.people.contacts.find(({ phones, mails }) => phones.length > 0 && mails.length > 0) ??
    state.people.contacts[0];
  const direct = () => state.chat.conversations.filter(({ im }) => im !== undefined);
  const about = (message) => message.metadata?.event_payload?.ticket === ticket()?.number;
  const told = () => direct().filter(({ messages }) => messages.some(about));
  const engineer = () => memory.engineer ?? told()[0]?.im ?? state.people.users[0]?.id;

  const text = (body) => {
    phone.choose(contact().phones[0]);
    tabs.show('phone');
    return post('sms', { from: contact().phones[0], body });
  };
  const tap = async (button) => {
    const user = engineer();
    memory.engineer = user;
    chat.be(user);
    chat.goTo('channel');
    tabs.show('chat');
    return post('tap', { user, ticket: ticket().number, button });
  };
  const report = words.t('firstText');

  async function nextInspection() {
    const known = inspections();
    for (let day = 0; day < mostDays && inspections() === known; day++) {
      if (!(await clock.move('1d'))) return;
    }
    const reminded = direct().filter(({ messages }) => messages.some(saysInspection));
    const newest = ({ messages }) => Number(messages.findLast(saysInspection).ts);
    const last = reminded.sort((a, b) => newest(b) - newest(a))[0];
    if (last) chat.be(last.im);
    chat.goTo('direct');
    tabs.show('chat');
  }
  const saysInspection = ({ blocks, text: words_ }) =>
    /巡检|nspection/.test(words_ ?? '') || /巡检|nspection/.test(JSON.stringify(blocks ?? ''));
  const inspections = () =>
    direct().reduce((sum, { messages }) => sum + messages.filter(saysInspection).length, 0);
  const saidInChat = () =>
    direct().some(({ messages }) => messages.some(({ user }) => user !== state.people.bot));
  const mailed = () => state.mails.some(({ way }) => way === 'in');
  const nextWork = () => work[Math.min(memory.work ?? 0, work.length - 1)];

  return [
    {
      title: pick('报修', 'Report'),
      say: pick(
        '报修人发来一条短信。马上有回执：工单号、谁负责、几点前答复、怎么查进度。',
        'A reporter sends a text. At once comes the receipt: ticket number, who owns it, answered by when, how to ask.',
      ),
      done: () => ticket() !== undefined,
      act: [pick(`发短信“${report}”`, `Text “${report}”`), () => text(report)],
    },
    {
      title: pick('呼叫', 'Page'),
      say: pick(
        '值班工程师收到呼叫：一条私信、一条短信。频道里出现一张卡片。3 分钟没人认领，副班也会被叫到。',
        'The duty engineer is paged by direct message and by text; one card appears in the channel. Unclaimed for 3 minutes, the deputy is called too.',
      ),
      done: () => ticket()?.claimed === true || told().length > 1 || ticket()?.status === 'closed',
      act: [
        pick('等 3 分钟没人认领', 'Let 3 minutes pass unclaimed'),
        async () => {
          tabs.show('chat');
          await clock.move('3m');
        },
      ],
    },
    {
      title: pick('认领', 'Claim'),
      say: pick(
        '谁先点“认领”谁负责。卡片当场更新；只有认领的人在私信里看到报修人的电话。',
        'Whoever taps Claim first owns it. The card changes in place; only the claimer sees the reporter’s number, in a direct message.',
      ),
      done: () => ticket() !== undefined && (ticket().claimed === true || ticket().status !== 'open'),
      act: [
        pick('替值班工程师认领', 'Claim it for the duty engineer'),
        async () => {
          await tap('claim');
          chat.goTo('direct');
        },
      ],
    },
    {
      title: pick('督办', 'Alerts'),
      say: pick(
        '时限用掉 50 %、90 %，提醒处理人和组长；超时告诉经理，引用承诺原文。报修人收到道歉和新的时间。',
        'At 50 % and 90 % of a limit the worker and leader are warned; at 100 % the manager hears, with the clause. The reporter gets an apology and a new time.',
      ),
      done: () =>
        ticket() !== undefined &&
        (ticket().status !== 'open' || ticket().clocks.some(({ state: at }) => at === 'broken')),
      act: [
        pick('拨快 31 分钟，不去处理', 'Move on 31 minutes, doing nothing'),
        async () => {
          tabs.show('alerts');
          await clock.move('31m');
        },
      ],
    },
    {
      title: pick('处理', 'Work'),
      say: pick(
        '答复、上门、到场、修好，一个按钮一步。只有“修好了”要写一句话。',
        'Answered, visiting, arrived, fixed: one button each. Only “fixed” asks for a line.',
      ),
      done: () => ticket() !== undefined && ticket().status !== 'open',
      act: [
        pick(`点“${nextWork()[1]}”`, `Tap “${nextWork()[2]}”`),
        async () => {
          await tap(nextWork()[0]);
          memory.work = (memory.work ?? 0) + 1;
        },
      ],
    },
    {
      title: pick('确认', 'Confirm'),
      say: pick(
        '只有报修人能说修好了：回 1 结案，回 2 重新打开。不回不算满意。',
        'Only the reporter can say that it works: 1 closes, 2 opens it again. Silence never counts as satisfied.',
      ),
      done: () => ticket()?.status === 'closed',
      act: [pick('报修人回“1”', 'The reporter answers “1”'), () => text(`1 ${ticket().number}`)],
      also: [
        pick('回“2 还是不行”', 'Answer “2 still broken”'),
        async () => {
          await text(`2 ${ticket().number} ${words.t('secondText')}`);
          memory.work = 0;
        },
      ],
    },
    {
      title: pick('邮件和聊天', 'Mail and chat'),
      say: pick(
        '邮件、聊天里说一句也一样。每个人只在自己用的渠道上听到回音。',
        'A mail or a line in chat does the same. Everybody hears only on the channel they used.',
      ),
      done: () => mailed() && saidInChat(),
      act: mailed()
        ? [
            pick('工程师在聊天里报修', 'An engineer reports in chat'),
            async () => {
              chat.goTo('direct');
              tabs.show('chat');
              return post('chat', {
                user: chat.me(),
                text: pick('二楼会议室投影仪黑屏', 'The projector in the 2nd floor meeting room stays black'),
              });
            },
          ]
        : [
            pick('发一封报修邮件', 'Report by mail'),
            async () => {
              tabs.show('mail');
              const answer = await post('mail', {
                from: contact().mails[0],
                subject: pick('打印机打不出来', 'The printer does not print'),
                text: pick(
                  '您好：\n\n一楼大厅的打印机从早上开始打不出来，麻烦派人看看。\n\n谢谢',
                  'Hello,\n\nthe printer in the ground floor hall has not printed since this morning. Could somebody have a look?\n\nThank you',
                ),
              });
              mail.open(contact().mails[0]);
              return answer;
            },
          ],
    },
    {
      title: pick('巡检', 'Inspection'),
      say: pick(
        '到期的巡检会提前提醒负责的人，过期告诉组长；在聊天里勾完清单，客户收到结果。',
        'Inspections remind their assignee in advance, the leader when overdue; a checklist in chat, and the customer gets the result.',
      ),
      done: () => inspections() > 0,
      act: [pick('拨到下一次巡检提醒', 'Move to the next inspection reminder'), nextInspection],
    },
  ];
}

const mostAsked = 8;

/** The ticket that the story follows: what was kept, else the newest that came by text. */
export async function findTicket(tickets, kept) {
  const fresh = tickets.map(({ number }) => number).filter((number) => number > (kept.after ?? 0));
  const numbers = tickets.some(({ number }) => number === kept.number)
    ? [kept.number]
    : fresh.sort((a, b) => b - a).slice(0, mostAsked);
  for (const number of numbers) {
    const ticket = await readTicket(number);
    if (ticket?.reports[0]?.channel === 'sms') return ticket;
  }
  return undefined;
}
