import { post } from './api.js';
import { sampleMedia } from './attach.js';

const verbs = {
  answer: ['已电话答复', 'Answered by phone'],
  onsite: ['要到现场', 'Visit needed'],
  arrive: ['已到场', 'Arrived'],
  resume: ['继续', 'Resume'],
  fix: ['修好了', 'Fixed'],
};

/** The eight points of the story: how each is seen to be done, and what one click does for it. */
export function createSteps({ store, words, story, phone, mail, chat, clock, tabs }) {
  const { pick, t } = words;
  const ticket = story.ticket();
  const open = ticket?.status === 'open';
  const over = ticket?.status === 'closed';

  const text = (body, media = []) => {
    const from = story.phone();
    phone.choose(from);
    tabs.point('phone');
    return post('sms', { from, body, media });
  };
  const asUser = (user, place) => {
    chat.be(user);
    chat.goTo(place);
    tabs.point('chat');
  };
  const tap = (button, user = story.owner()) => {
    asUser(user, 'channel');
    return post('tap', { user, ticket: ticket.number, button });
  };
  const report = t('firstText');

  async function second() {
    const owner = story.owner();
    const other = story.told().find(({ im }) => im !== owner && !story.isManager(im))?.im;
    const user = other ?? store.state.people.users.find(({ id }) => id !== owner)?.id;
    const answer = await tap('claim', user);
    // Being told who was first is what this point shows; it stands in the chat.
    return answer.failed ? answer : undefined;
  }

  function nextInspection() {
    const due = story.nextVisit();
    return due ? clock.jump(due.at) : clock.advance('7d');
  }

  async function inspect() {
    const { id, im, message } = story.visit();
    const button = message.blocks
      .flatMap(({ elements }) => elements ?? [])
      .find(({ type }) => type === 'button');
    const { verb, value } = JSON.parse(button.value);
    asUser(im, 'direct');
    const answer = await post('tap', {
      user: im,
      button: verb,
      ...(value !== undefined && { value }),
      message: { channel: id, ts: message.ts },
    });
    mail.open(story.mail());
    return answer;
  }

  const claimed = ticket !== undefined && (ticket.claimed === true || !open);
  const verb = story.work();
  return [
    {
      title: pick('报修', 'Report'),
      say: pick(
        '报修人发来一条短信。马上有回执：工单号、谁负责、几点前答复、怎么查进度。',
        'A reporter sends a text. At once comes the receipt: ticket number, who has it, answered by when, how to ask.',
      ),
      done: ticket !== undefined,
      act: [
        pick(`发短信“${report}”`, `Text “${report}”`),
        async () => text((await story.hasOpen(story.phone())) ? t('another', report) : report),
      ],
    },
    {
      title: pick('呼叫', 'Page'),
      say: pick(
        '值班工程师收到呼叫：一条私信、一条短信；频道里出现一张卡片。3 分钟没人认领，副班也会被叫到。',
        'The engineer on duty is paged by direct message and by text; a card appears in the channel. Unclaimed for 3 minutes, the deputy is paged too.',
      ),
      done: claimed || story.told().length > 1,
      act: [
        pick('等 3 分钟没人认领', 'Let 3 minutes pass unclaimed'),
        () => {
          asUser(story.owner(), 'channel');
          return clock.advance('3m');
        },
      ],
    },
    {
      title: pick('认领', 'Claim'),
      say: pick(
        '谁先点“认领”谁负责，卡片当场更新；报修人的电话只发给认领的人。',
        'Whoever taps Claim first owns it and the card changes in place. Only the claimer is sent the reporter’s number.',
      ),
      done: claimed,
      act: [
        pick('替值班工程师认领', 'Claim for the engineer on duty'),
        async () => {
          const user = story.owner();
          const answer = await tap('claim', user);
          if (answer.ok) asUser(user, 'direct');
          return answer;
        },
      ],
      ...(open && claimed && { also: [pick('第二个人也点认领', 'Somebody else taps Claim too'), second] }),
    },
    {
      title: pick('督办', 'Alerts'),
      say: pick(
        '时限用掉 50 %、90 % 提醒处理人和组长；超时告诉经理，附上承诺原文，报修人收到道歉和新的时间。',
        'At 50 % and 90 % of a limit worker and leader are warned; at 100 % the manager hears, with the clause, and the reporter gets an apology and a new time.',
      ),
      done: ticket !== undefined && (!open || ticket.clocks.some(({ state: at }) => at === 'broken')),
      act: [
        pick('拨快 31 分钟，谁也不处理', 'Move on 31 minutes, nobody acts'),
        () => {
          tabs.point('alerts');
          return clock.advance('31m');
        },
      ],
    },
    {
      title: pick('处理', 'Work'),
      say: pick(
        '答复、上门、到场、修好，一个按钮一步，报修人随时知道。只有“修好了”要写一句话。',
        'Answered, visiting, arrived, fixed: one button each, and the reporter is kept informed. Only “fixed” asks for a line.',
      ),
      done: ticket !== undefined && !open,
      act: [pick(`点“${verbs[verb][0]}”`, `Tap “${verbs[verb][1]}”`), () => tap(verb)],
      ...(open && {
        also: [
          pick('报修人补一张照片', 'The reporter adds a photo'),
          async () => text(pick('现场是这样', 'It looks like this'), await sampleMedia(t('sampleName'))),
        ],
      }),
    },
    {
      title: pick('确认', 'Confirm'),
      say: pick(
        '只有报修人能说修好了：回 1 结案，回 2 重新打开。不回不算满意。',
        'Only the reporter can say that it works: 1 closes it, 2 opens it again. Silence never counts as satisfied.',
      ),
      done: over,
      act: over
        ? [pick('报修人评价“5”', 'The reporter rates “5”'), () => text('5')]
        : [pick('报修人回“1”', 'The reporter answers “1”'), () => text(`1 ${ticket?.number}`)],
      ...(!over && {
        also: [
          pick('回“2 还是不行”', 'Answer “2 still broken”'),
          () => text(`2 ${ticket?.number} ${t('secondText')}`),
        ],
      }),
    },
    {
      title: pick('邮件和聊天', 'Mail, chat'),
      say: pick(
        '邮件、聊天里说一句也一样。每个人只在自己用的渠道上听到回音。',
        'A mail or a line in chat does the same. Everybody hears back only on the channel they used.',
      ),
      done: story.mailed() && story.spoke(),
      act: story.mailed()
        ? [
            pick('工程师在聊天里报修', 'An engineer reports in chat'),
            () => {
              const user = chat.me();
              asUser(user, 'direct');
              return post('chat', {
                user,
                text: pick('二楼会议室投影仪黑屏', 'The projector in the 2nd floor meeting room stays black'),
              });
            },
          ]
        : [
            pick('发一封报修邮件', 'Report by mail'),
            async () => {
              tabs.point('mail');
              const answer = await post('mail', {
                from: story.mail(),
                subject: pick('打印机打不出来', 'The printer does not print'),
                text: pick(
                  '您好：\n\n一楼大厅的打印机从早上开始打不出来，麻烦派人看看。\n\n谢谢',
                  'Hello,\n\nthe printer in the ground floor hall has not printed since this morning. Could somebody have a look?\n\nThank you',
                ),
              });
              mail.open(story.mail());
              return answer;
            },
          ],
    },
    {
      title: pick('巡检', 'Inspection'),
      say: pick(
        '巡检到期前提醒负责的人，过期告诉组长；在聊天里勾完清单，客户收到结果。',
        'A visit reminds its engineer in advance, and the leader once overdue; with the checklist done in chat, the customer gets the result.',
      ),
      done: story.reminded() && story.reported(),
      act:
        story.reminded() && story.visit()
          ? [pick('勾完清单，交结果', 'Complete the checklist'), inspect]
          : [
              pick('拨到下一次巡检提醒', 'Move to the next inspection reminder'),
              async () => {
                const ok = await nextInspection();
                const found = story.visit();
                if (found) asUser(found.im, 'direct');
                return { ok, say: '' };
              },
            ],
    },
  ];
}
