import { drop, shrink } from './fit.ts';
import { letter, nameOf } from './letter.ts';
import type { Story } from './say.ts';
import { label, voidForReporter } from './words.ts';

export const reopeningStory: Story<
  'reopened' | 'rated' | 'still-broken' | 'withdrawn' | 'voided' | 'confirm-by-owner-only'
> = {
  reopened: ({ callBy }, say) => {
    const { no, t } = say;
    const { owner } = say.ticket;
    const by = say.time.at(callBy);
    const name = say.name(owner);
    return {
      short: say.zh
        ? [
            `收到，工单${no}继续处理，仍由`,
            nameOf(say, owner, 2, '原工程师'),
            `负责，${by}前给您打电话。`,
            shrink(1, '没有一次修好，给您添麻烦了，非常抱歉。', '没有一次修好，非常抱歉。'),
          ]
        : [
            `understood, ${no} is not fixed and is open again. `,
            nameOf(say, owner, 2, 'The same engineer'),
            ` stays in charge and will call you by ${by}.`,
            shrink(1, ' Sorry we did not get it right.', ' We are sorry.'),
          ],
      title: say.headline('继续处理', 'open again'),
      body: letter(say, [
        t(
          `收到，工单${no}继续处理，仍由${name}负责，${by}前给您打电话。`,
          `Understood, ticket ${no} is not fixed and is open again. ${name} stays in charge and will call you by ${by}.`,
        ),
        t('没有一次修好，给您添麻烦了，非常抱歉。', 'Sorry we did not get it right.'),
      ]),
    };
  },

  rated: ({ score }, say) => {
    const low = score <= 2;
    const words = (no: string) =>
      low
        ? say.t(
            `工单${no}的评价收到，没让您满意，非常抱歉，我们会给您回电。`,
            `ticket ${no}: we are sorry it was not good enough. We will call you.`,
          )
        : say.t(`工单${no}的评价收到，谢谢您！`, `ticket ${no}: thank you for rating us!`);
    return {
      short: [words(say.no)],
      title: say.headline('评价收到', 'thank you for rating us'),
      body: letter(say, [say.zh ? words(say.no) : words(say.no).replace(/^t/, 'T')]),
    };
  },

  'still-broken': (_facts, say) => {
    const { no, t } = say;
    const yes = say.key('2');
    return {
      short: [
        t(
          `工单${no}现在还没修好吗？没修好请再回${yes}并写一下情况，我们马上继续处理。`,
          `ticket ${no}: is it still broken? If so, send ${yes} and what is wrong, and we go on at once.`,
        ),
      ],
      title: say.headline('现在还没修好吗？', 'is it still broken?'),
      body: letter(say, [
        t(
          `工单${no}现在还没修好吗？没修好请再回 ${yes}，并写一下现在的情况，我们马上继续处理。`,
          `Ticket ${no}: is it still broken? If so, send ${yes} and what is wrong, and we go on at once.`,
        ),
      ]),
    };
  },

  withdrawn: (_facts, say) => ({
    short: [
      say.t(
        `好的，工单${say.no}已按您的意思撤回。再有问题随时告诉我们。`,
        `all right, ticket ${say.no} is withdrawn. Tell us any time if it comes back.`,
      ),
    ],
    title: say.headline('已撤回', 'withdrawn'),
    body: letter(say, [
      say.t(
        `好的，工单${say.no}已按您的意思撤回。再有问题随时告诉我们。`,
        `All right, ticket ${say.no} is withdrawn. Tell us any time if it comes back.`,
      ),
    ]),
  }),

  voided: ({ reason, other }, say) => {
    const { no, t } = say;
    const why = label(say, voidForReporter, reason);
    const words =
      reason === 'duplicate' && other !== undefined
        ? t(`与工单${other}是同一件事，并到那里继续处理`, `is the same as ticket ${other}, where it goes on`)
        : t(`不作为故障处理（${why}）`, `is not handled as a fault (${why})`);
    const ask =
      say.oneWay === true ? '' : t('有不同意见请直接告诉我们。', ' If that is wrong, just tell us.');
    return {
      short: [t(`工单${no}`, `ticket ${no} `), words, t('。', '.'), drop(1, ask)],
      title: say.headline('已结束', 'ended'),
      body: letter(say, [
        t(
          `工单${no}${words}。如果不对，请直接告诉我们。`,
          `Ticket ${no} ${words}. If that is wrong, just tell us.`,
        ),
      ]),
    };
  },

  'confirm-by-owner-only': (_facts, say) => ({
    short: [
      say.t(
        `工单${say.no}需要报修人本人或现场联系人确认。您知道的情况，直接发给我们即可。`,
        `ticket ${say.no}: only the reporter or a contact of the site can confirm. What you know, just tell us.`,
      ),
    ],
    title: say.headline('需要报修人确认', 'the reporter confirms'),
    body: letter(say, [
      say.t(
        `工单${say.no}需要报修人本人或现场联系人确认是否修好。您知道的情况，直接告诉我们即可。`,
        `Ticket ${say.no}: only the reporter or a listed contact of the site can confirm. What you know, just tell us.`,
      ),
    ]),
  }),
};
