import { drop } from './fit.ts';
import { nameOf } from './letter.ts';
import { picturesOf } from './pictures.ts';
import type { Story } from './say.ts';
import { actionButtons, clockFacts, peopleFacts, titleLine, waitingFor, wordsOf } from './ticket-view.ts';
import { severities } from './words.ts';

export const cardStory: Story<'card'> = {
  card: (_facts, say) => {
    const view = say.ticket;
    const { t } = say;
    return {
      short: [
        t(
          `工单${say.no}（${say.w(severities[view.severity])}）`,
          `ticket ${say.no} (${say.w(severities[view.severity])})`,
        ),
        ...(say.fault === '' ? [] : [drop(1, t(`：${say.fault}`, `: ${say.fault}`))]),
        t('，', ', '),
        nameOf(say, view.owner, 2, t('负责人', 'the owner')),
        t('负责。', ' owns it.'),
      ],
      title: titleLine(view, say),
      body: [
        peopleFacts(view, say),
        ...wordsOf(view, say),
        ...picturesOf(view.files, say),
        ...clockFacts(view, say),
        ...waitingFor(view, say),
      ],
      ...actionButtons(view, say),
    };
  },
};
