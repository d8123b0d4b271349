import { drop } from './fit.ts';
import { lines, type Story, strong, text } from './say.ts';
import { counted, label, states } from './words.ts';

export const homeStory: Story<'home' | 'absent'> = {
  home: ({ mine, duty }, say) => {
    const { t, time } = say;
    return {
      short: [
        t(`您手上有${mine.length}个工单`, `you have ${counted(mine.length, 'ticket')}`),
        drop(1, t('，详情见聊天', ', see the chat')),
        t('。', '.'),
      ],
      title: t('服务台', 'Service desk'),
      body: lines(
        strong(t('我的工单', 'My tickets')),
        mine.length === 0
          ? text(t('现在没有您负责的工单。', 'You have no ticket now.'))
          : {
              kind: 'facts',
              facts: mine
                .slice(0, 30)
                .map((ticket): [string, string] => [
                  t(
                    `工单${ticket.number} ${say.brief(ticket.title, 40)}`,
                    `Ticket ${ticket.number} ${say.brief(ticket.title, 60)}`,
                  ),
                  label(say, states, ticket.status) +
                    (ticket.dueAt === undefined
                      ? ''
                      : t(
                          `，${time.left(ticket.dueAt)}（${time.at(ticket.dueAt)}）`,
                          `, ${time.left(ticket.dueAt)} (${time.at(ticket.dueAt)})`,
                        )),
                ]),
            },
        strong(t('值班', 'On duty')),
        duty.length === 0
          ? text(t('现在没有排班。', 'Nobody is on the rota now.'))
          : {
              kind: 'facts',
              facts: duty.map((row): [string, string] => [
                say.name(row.group),
                say.name(row.who) +
                  (row.until === undefined
                    ? ''
                    : t(`，到 ${time.at(row.until)}`, ` until ${time.at(row.until)}`)) +
                  (row.deputy === undefined
                    ? ''
                    : t(`，副班 ${say.name(row.deputy)}`, `, deputy ${say.name(row.deputy)}`)),
              ]),
            },
      ),
    };
  },

  absent: ({ until, deputy, offered }, say) => {
    const at = say.time.at(until);
    const tickets =
      offered === 0
        ? say.t('您名下没有要移交的工单。', ' You have no ticket to hand over.')
        : say.t(
            `${offered}个工单已提出移交，对方接受前仍由您负责。`,
            ` ${counted(offered, 'ticket')} offered; each stays yours until accepted.`,
          );
    const words = (name: string) =>
      say.t(`已登记请假，到${at}由${name}代班。`, `Noted: ${name} stands in for you until ${at}.`);
    return {
      short: [words(say.smsName(deputy, say.t('同事', 'a colleague'))), drop(1, tickets)],
      title: say.t('请假', 'You are out'),
      body: lines(
        text(words(say.name(deputy)) + tickets),
        text(say.t('回来了请发 /oncall 销假。', 'Back again? Type /oncall and the word in.')),
      ),
    };
  },
};
