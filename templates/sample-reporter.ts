import type { Catalogue } from '../src/domain/notice/catalogue.ts';
import type { Kit } from './sample-kit.ts';

/** Every message that a reporter may read. */
export const reporterMessages = [
  'receipt',
  'place',
  'greeting',
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
  'rated',
  'still-broken',
  'status',
  'status-many',
  'status-none',
  'hurried',
  'withdrawn',
  'person',
  'complaint',
  'help',
  'not-yours',
  'nothing-open',
  'which-ticket',
  'another-fault',
  'voided',
  'confirm-by-owner-only',
  'supervisor-news',
] as const;
export type ReporterMessage = (typeof reporterMessages)[number];

export type Facts<N extends keyof Catalogue> = { [K in N]: (kit: Kit) => Catalogue[K][] };

const receipt = { oneWay: false, danger: false, askPlace: false };
const promises = ['answer', 'onsite', 'fix', 'spare', 'complaint', 'complaint-response'] as const;

export const reporterFacts: Facts<ReporterMessage> = {
  receipt: (kit) => [
    { ...receipt, answerBy: kit.in(28) },
    receipt,
    { ...receipt, answerBy: kit.in(28), oneWay: true },
    { ...receipt, answerBy: kit.in(28), askPlace: true },
    { ...receipt, answerBy: kit.in(28), danger: true },
    { ...receipt, answerBy: kit.in(28), danger: true, oneWay: true },
    { ...receipt, answerBy: kit.in(28), knownOutage: kit.other },
    { ...receipt, answerBy: kit.in(28), partial: true },
    { ...receipt, answerBy: kit.in(28), logged: true },
  ],
  place: () => [{}],
  greeting: () => [{}],
  answer: (kit) => [
    {
      by: kit.worker,
      text: kit.t('先把交换机断电，等两分钟再开', 'Switch the unit off, wait two minutes, switch it on'),
    },
  ],
  said: (kit) => [
    {
      by: kit.worker,
      text: kit.t(
        '备用电源已带上，请安排人开门',
        'I bring a power supply, please have somebody open the door',
      ),
    },
  ],
  claimed: (kit) => [{ by: kit.worker }],
  'on-the-way': (kit) => [{ by: kit.worker, expectedAt: kit.in(48) }, { by: kit.worker }],
  arrived: (kit) => [{ by: kit.worker, at: kit.in(-6) }],
  parts: (kit) => [
    { by: kit.worker, delivered: false },
    { by: kit.worker, text: kit.t('交换机电源模块', 'switch power supply'), delivered: true },
  ],
  delay: (kit) =>
    promises.flatMap((clock) =>
      [true, false].map((taken) => ({
        clock,
        wasDue: kit.in(-20),
        leader: kit.leader,
        newBy: kit.in(15),
        taken,
      })),
    ),
  paused: (kit) => [
    { reason: 'unreachable', until: kit.in(600) },
    { reason: 'appointment', until: kit.in(600) },
    { reason: 'appointment' },
    { reason: 'no-access', until: kit.in(600) },
    { reason: 'third-party' },
  ],
  'fixed-asked': (kit) =>
    [false, true].map((oneWay) => ({
      note: kit.t('电源模块坏了，已更换', 'The power supply was dead and is replaced'),
      oneWay,
    })),
  reminder: (kit) => [false, true].map((oneWay) => ({ closeAt: kit.in(4000), oneWay })),
  'closed-rate': (kit) => [{}, { by: kit.t('周建', 'Zhou Jian') }],
  'closed-unconfirmed': () => [{}],
  reopened: (kit) => [{ callBy: kit.in(30) }],
  rated: () => [{ score: 5 }, { score: 1 }],
  'still-broken': () => [{}],
  status: () => [{}],
  'status-many': (kit) => [
    {
      tickets: [kit.number, kit.other, 1001, 1002].map((number, index) => ({
        number,
        title: kit.view.title,
        status: index === 0 ? 'fixed' : 'open',
      })),
    },
  ],
  'status-none': () => [{}],
  hurried: () => [{}],
  withdrawn: () => [{}],
  person: (kit) => [{ callBy: kit.in(15) }],
  complaint: (kit) => [{ number: kit.number, responseBy: kit.in(1440), resultBy: kit.in(10_080) }],
  help: () => [{}],
  'not-yours': () => [{}],
  'nothing-open': () =>
    ['confirm', 'deny', 'status', 'hurry', 'withdraw', 'rate', 'other'].map((word) => ({ word })),
  'which-ticket': (kit) =>
    ['confirm', 'deny', 'status', 'hurry', 'withdraw', 'rate'].map((word) => ({
      word,
      tickets: [kit.number, kit.other, 1001].map((number) => ({ number, title: kit.view.title })),
    })),
  'another-fault': () => [{}],
  voided: (kit) => [
    { reason: 'duplicate', other: kit.other },
    ...['withdrawn', 'test', 'wrong-number', 'spam', 'duplicate'].map((reason) => ({ reason })),
  ],
  'confirm-by-owner-only': () => [{}],
  'supervisor-news': (kit) => [
    { what: 'opened', answerBy: kit.in(28) },
    { what: 'opened' },
    ...promises.map((clock) => ({ what: 'broken' as const, clock, wasDue: kit.in(-1) })),
    { what: 'confirmed' },
    { what: 'unconfirmed' },
    { what: 'void' },
  ],
};
