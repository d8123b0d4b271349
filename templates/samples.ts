import { type Locale, locales } from '../src/domain/locale.ts';
import type { Catalogue, MessageName, Wording } from '../src/domain/notice/catalogue.ts';
import type { TicketView } from '../src/domain/ticket/view.ts';
import { createKit, type Kit, type SampleSize } from './sample-kit.ts';
import { reporterFacts, reporterMessages } from './sample-reporter.ts';
import { staffFacts } from './sample-staff.ts';
import type { WordContext } from './say.ts';

/** One message with facts as they really are, ready to be worded; for the checker and for screenshots. */
export interface Sample {
  name: MessageName;
  locale: Locale;
  size: SampleSize;
  /** Tells variants of one message apart: `receipt/2/email`. */
  id: string;
  wording: Wording;
  context: WordContext;
}

const facts = { ...reporterFacts, ...staffFacts };
export const messageNames = Object.keys(facts) as MessageName[];

/** Messages that are about no ticket of the reader's. */
const withoutTicket: MessageName[] = [
  'greeting',
  'help',
  'not-yours',
  'nothing-open',
  'which-ticket',
  'status-none',
  'status-many',
  'usage',
  'staff-help',
  'brief',
  'digest',
  'home',
  'absent',
  'skew',
  'audit',
  'inspection-reminder',
  'inspection-overdue',
  'inspection-result',
  'complaint',
];
const optionalTicket: MessageName[] = ['refused', 'done', 'person', 'person-wanted', 'call-me', 'opted-out'];

const channels = ['sms', 'email', 'slack'];

/** What reaches a phone that never wrote to us: the rest answers somebody's text. */
const writes: MessageName[] = [
  'receipt',
  'answer',
  'said',
  'claimed',
  'on-the-way',
  'arrived',
  'parts',
  'delay',
  'paused',
  'fixed-asked',
  'reminder',
  'closed-rate',
  'closed-unconfirmed',
  'reopened',
  'voided',
];

export const isForReporter = (name: MessageName): boolean =>
  (reporterMessages as readonly string[]).includes(name);

/** The states that change what a ticket's messages say. */
function viewsOf(name: MessageName, kit: Kit): (TicketView | undefined)[] {
  const { view } = kit;
  if (withoutTicket.includes(name)) return [undefined];
  if (optionalTicket.includes(name)) return [view, undefined];
  const { titled: _titled, ...untitled } = view;
  const unclaimed: TicketView = { ...untitled, claimed: false, severity: 'general', owner: kit.leader };
  if (name !== 'status' && name !== 'card') return [view, unclaimed];
  return [
    view,
    unclaimed,
    { ...view, onsite: 'agreed' },
    { ...view, onsite: 'going', severity: 'severe' },
    {
      ...view,
      onsite: 'arrived',
      offeredTo: kit.leader,
      partOf: kit.other,
      quotes: kit.other,
      files: kit.files,
    },
    { ...view, pause: { reason: 'appointment', until: kit.in(600), approved: false } },
    { ...view, status: 'fixed', recordOwed: ['method', 'measure', 'progress'], parts: [kit.other] },
    {
      ...view,
      status: 'closed',
      outcome: 'confirmed',
      clocks: view.clocks.map((clock) => ({ ...clock, state: 'met', stoppedAt: kit.in(-1) })),
    },
    {
      ...view,
      status: 'closed',
      outcome: 'unconfirmed',
      clocks: view.clocks.map((clock) => ({ ...clock, state: 'broken' })),
    },
    { ...view, status: 'closed', outcome: 'void' },
  ];
}

const wordingOf = <N extends MessageName>(name: N, given: Catalogue[N]): Wording =>
  ({ name, facts: given }) as Wording;

/** Every message in every variant, language, length, state and channel. */
export function samples(): Sample[] {
  return locales.flatMap((locale) =>
    (['usual', 'longest'] as const).flatMap((size) => {
      const kit = createKit(locale, size);
      return messageNames.flatMap((name) => samplesOf(name, kit));
    }),
  );
}

function samplesOf<N extends MessageName>(name: N, kit: Kit): Sample[] {
  const audience = isForReporter(name) ? 'reporter' : 'staff';
  const make = facts[name] as (kit: Kit) => Catalogue[N][];
  return make(kit).flatMap((given, variant) =>
    viewsOf(name, kit).flatMap((view, state) =>
      [...channels, ...(writes.includes(name) ? ['one-way'] : [])].map(
        (channel): Sample => ({
          name,
          locale: kit.locale,
          size: kit.size,
          id: `${name}/${variant}.${state}/${channel}`,
          wording: wordingOf(name, given),
          context: {
            ...(view === undefined ? {} : { view }),
            organisation: kit.organisation,
            now: kit.now,
            locale: kit.locale,
            fileUrl: (kept) => `https://desk.example.org/f/${kept}`,
            audience,
            channel: channel === 'one-way' ? 'sms' : channel,
            ...(channel === 'one-way' ? { oneWay: true } : {}),
            ...(audience === 'reporter' && channel === 'email'
              ? { page: 'https://desk.example.org/t/abc' }
              : {}),
            ...(kit.size === 'longest' ? { openCount: 3 } : {}),
          },
        }),
      ),
    ),
  );
}
