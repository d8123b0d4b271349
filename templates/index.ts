import type { Message } from '../src/domain/message.ts';
import type { Catalogue, MessageName, Wording } from '../src/domain/notice/catalogue.ts';
import { oneSegment } from '../src/domain/notice/segments.ts';
import { alarmStory } from './alarms.ts';
import { approvalStory } from './approvals.ts';
import { askingStory } from './asking.ts';
import { auditStory, repairedHint } from './audit.ts';
import { briefStory } from './brief.ts';
import { cardStory } from './card.ts';
import { closingStory } from './closing.ts';
import { delayStory } from './delay.ts';
import { digestStory } from './digest.ts';
import { fitTo } from './fit.ts';
import { fixingStory } from './fixing.ts';
import { handingOverStory } from './handing-over.ts';
import { hearingStory } from './hearing.ts';
import { homeStory } from './home.ts';
import { inspectionStory } from './inspection.ts';
import { pageStory } from './page.ts';
import { cardFileStory } from './pictures.ts';
import { receiptStory } from './receipt.ts';
import { refusalStory } from './refusals.ts';
import { reopeningStory } from './reopening.ts';
import { createSay, type Draft, type Say, type Story, type WordContext } from './say.ts';
import { staffHelpStory } from './staff-help.ts';
import { statusStory } from './status.ts';
import { supervisorStory } from './supervisor.ts';
import { traceStory } from './trace.ts';
import { undeliveredStory } from './undelivered.ts';
import { waitingStory } from './waiting.ts';
import { whyStory } from './why.ts';

export type { FormFacts, FormName } from './form-facts.ts';
export { form } from './forms.ts';
export type { WordContext } from './say.ts';

/** Every message there is; a name without its words does not compile. */
const stories = {
  ...receiptStory,
  ...waitingStory,
  ...delayStory,
  ...statusStory,
  ...supervisorStory,
  ...fixingStory,
  ...closingStory,
  ...reopeningStory,
  ...askingStory,
  ...cardStory,
  ...cardFileStory,
  ...pageStory,
  ...alarmStory,
  ...hearingStory,
  ...undeliveredStory,
  ...handingOverStory,
  ...approvalStory,
  ...inspectionStory,
  ...refusalStory,
  ...staffHelpStory,
  ...briefStory,
  ...digestStory,
  ...auditStory,
  ...homeStory,
  ...whyStory,
  ...traceStory,
} satisfies Story<MessageName>;

/** The name and its facts belong together in a `Wording`; the compiler can't follow that through a lookup. */
const draft = <N extends MessageName>(name: N, facts: Catalogue[N], say: Say): Draft => {
  const story: Story<MessageName>[N] = stories[name];
  return story(facts, say);
};

/**
 * Words one message in one language for one audience. Pure; `short` is one SMS segment, signature included.
 * @throws Error when the message tells of a ticket and the context has no view of it.
 */
export function word(wording: Wording, context: WordContext): Message {
  const say = createSay(context);
  const { short, banner, body, ...rest } = draft(wording.name, wording.facts, say);
  const signature = say.w(context.organisation.signature);
  const opening = banner === true && !say.zh ? `${signature.replace(/[:\s]+$/u, '')} ` : signature;
  return {
    locale: context.locale,
    short: fitTo([opening, ...short], oneSegment),
    ...rest,
    body: context.repaired ? [repairedHint(say), ...body] : body,
  };
}
