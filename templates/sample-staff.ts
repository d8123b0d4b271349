import type { MessageName } from '../src/domain/notice/catalogue.ts';
import { refusalReasons } from '../src/domain/notice/refusal-reasons.ts';
import { auditSamples } from './audit.ts';
import type { Facts, ReporterMessage } from './sample-reporter.ts';
import { undeliveredSamples } from './undelivered.ts';

type StaffMessage = Exclude<MessageName, ReporterMessage>;

const rings = ['opened', 'unclaimed', 'denied', 'danger', 'hurried', 'call-me', 'withdrawn-offer'] as const;
const states = ['unclaimed', 'no-answer', 'working', 'on-site', 'paused'] as const;
const waits = ['pause', 'offer', 'void', 'undelivered', 'silent', 'record'] as const;

export const staffFacts: Facts<StaffMessage> = {
  card: () => [{}],
  page: (kit) =>
    rings.flatMap((because) =>
      [false, true].map((late) => ({
        step: 0,
        late,
        next: { at: kit.in(4), who: kit.leader },
        answerBy: kit.in(28),
        danger: late ? [kit.t('冒烟', 'smoke')] : [],
        because,
      })),
    ),
  claim: (kit) => [
    { phone: '+8613900000009', name: kit.t('周建', 'Zhou Jian') },
    { mail: 'zhou@example.org' },
    { chat: 'U0ZHOU' },
    { phone: '+8613900000009', contact: true },
  ],
  warning: (kit) =>
    (['share', 'target', 'repeat'] as const).map((kind) => ({
      step: kit.step(kind, { late: kind === 'repeat' }),
      dueAt: kit.in(3),
    })),
  broken: (kit) => [
    ...states.map((known) => ({ step: kit.step('share'), dueAt: kit.in(-1), known, clause: kit.clause })),
    {
      step: kit.step('repeat', { late: true, times: 3 }),
      dueAt: kit.in(-31),
      known: 'no-answer' as const,
      clause: kit.clause,
      silent: kit.worker,
      took: { by: kit.leader, at: kit.in(-1) },
    },
    {
      step: kit.step('share'),
      dueAt: kit.in(-1),
      known: 'working' as const,
      clause: kit.clause,
      also: [{ clock: 'spare', dueAt: kit.in(-1), clause: kit.clause }],
    },
  ],
  denied: (kit) => [{ why: kit.t('还是上不了网', 'still no network') }, { why: '' }],
  addition: (kit) => [
    { text: kit.t('门禁也坏了', 'the door is dead as well'), by: kit.t('周建', 'Zhou Jian') },
  ],
  'card-file': (kit) => kit.files.slice(0, 2).map((file, n) => ({ file, place: n + 1 })),
  pictures: (kit) => [
    { by: kit.t('周建', 'Zhou Jian'), files: kit.files },
    { by: kit.t('周建', 'Zhou Jian'), files: kit.files.filter(({ lost }) => lost !== undefined) },
  ],
  hurry: (kit) => [{ text: kit.t('什么时候来', 'when will you come') }, { text: '' }],
  'call-me': (kit) => [{}, { name: kit.t('周建', 'Zhou Jian') }],
  offer: (kit) => [{ by: kit.leader }],
  'offer-accepted': (kit) => [{ by: kit.leader }],
  'offer-declined': (kit) => [
    { by: kit.leader, why: kit.t('在外地', 'out of town') },
    { by: kit.leader, lapsed: true },
  ],
  assigned: (kit) => [
    { by: kit.leader, why: kit.t('离现场最近', 'closest to the site') },
    { by: kit.leader },
  ],
  taken: (kit) => [{ by: kit.leader, why: kit.t('无人响应', 'nobody reacted') }],
  confirmed: (kit) => [{ by: kit.t('周建', 'Zhou Jian') }, { by: kit.t('周建', 'Zhou Jian'), score: 5 }],
  rating: (kit) => [
    { score: 1, text: kit.t('来得太晚', 'came too late') },
    { score: 5, text: '' },
  ],
  'record-owed': () => [{ owed: ['method', 'measure', 'progress', 'result'] }],
  'pause-approval': (kit) => [
    { by: kit.worker, reason: 'unreachable', until: kit.in(600), note: kit.t('打了三次', 'three calls') },
    { by: kit.worker, reason: 'third-party' },
  ],
  'pause-ended': () =>
    (['rejected', 'limit', 'resumed', 'heard', 'not-approved'] as const).map((because) => ({
      reason: 'appointment',
      because,
    })),
  'void-approval': (kit) => [
    { by: kit.worker, reason: 'duplicate', other: kit.other },
    { by: kit.worker, reason: 'spam' },
  ],
  'void-rejected': (kit) => [{ by: kit.leader }],
  ...undeliveredSamples,
  'opted-out': () => [{ from: '+86••••0009' }],
  complained: (kit) => [
    { text: kit.t('态度很差', 'very rude'), responseBy: kit.in(1440), resultBy: kit.in(10_080) },
  ],
  duplicate: (kit) => [{ other: kit.other }],
  withdrew: (kit) => [{ why: kit.t('自己好了', 'it works again by itself') }],
  'to-confirm': (kit) => [
    { phone: '+8613900000009', name: kit.t('周建', 'Zhou Jian'), closeAt: kit.in(4000), again: false },
    { phone: '+8613900000009', closeAt: kit.in(4000), again: true },
  ],
  forwarded: (kit) => [
    { name: kit.t('周建', 'Zhou Jian'), address: 'z•••@example.org' },
    { address: 'z•••@example.org' },
  ],
  copied: (kit) => [{ by: 'l•••@example.org', text: kit.t('我也上不了网', 'no network here either') }],
  'maybe-broken': () => [{}],
  'person-wanted': (kit) => [
    { phone: '+8613900000009' },
    { name: kit.t('周建', 'Zhou Jian'), mail: 'zhou@example.org' },
  ],
  'inspection-reminder': (kit) =>
    [false, true].map((late) => ({
      ...kit.visit,
      dueAt: kit.in(1440),
      lead: '1d',
      late,
      assignee: kit.worker,
    })),
  'inspection-overdue': (kit) => [{ ...kit.visit, dueAt: kit.in(-120), assignee: kit.worker }],
  'inspection-result': (kit) => [
    {
      ...kit.visit,
      doneAt: kit.in(-5),
      by: kit.worker,
      items: [
        { label: '设备清洁', labelEn: 'Cleaning', result: 'ok' },
        {
          label: '环境检查',
          labelEn: 'Surroundings',
          result: 'fault',
          note: kit.t('空调滴水', 'the cooler drips'),
        },
        { label: '性能检测', labelEn: 'Performance', result: 'skipped' },
      ],
      note: kit.t('建议更换滤网', 'the filter should be replaced'),
    },
  ],
  done: (kit) => [
    { verb: 'claim', undoUntil: kit.in(2) },
    { verb: 'fix' },
    { verb: 'offer' },
    { verb: 'void', waits: true },
    { verb: 'other' },
  ],
  refused: (kit) =>
    refusalReasons.flatMap((reason) => [
      { reason },
      { reason, who: kit.leader, until: kit.in(600), word: kit.t('明儿', 'soonish'), number: kit.other },
    ]),
  usage: (kit) =>
    ['no-number', 'unknown-verb', 'bad-number'].map((problem) => ({
      problem,
      word: kit.t('修号', 'fxi'),
      ...(problem === 'unknown-verb' && { meant: kit.t('修好', 'fix') }),
    })),
  'staff-help': () => [{}],
  why: (kit) => [
    {
      sums: [
        {
          clock: 'answer',
          clause: kit.clause,
          reading: kit.t('从报修算起', 'counted from the report'),
          calendar: kit.t('每天全天', 'every day, all day'),
          state: 'running',
          lines: [
            { label: 'start', at: kit.in(-2) },
            { label: 'limit', ms: 1_800_000 },
            {
              label: 'pause',
              ms: 600_000,
              reason: 'unreachable',
              by: kit.t('王磊', 'Wang Lei'),
              approvedBy: kit.t('陈静', 'Chen Jing'),
            },
            { label: 'due', at: kit.in(38) },
            { label: 'left', ms: 2_280_000 },
          ],
        },
      ],
    },
    { sums: [] },
  ],
  trace: (kit) => [
    {
      rows: [
        { at: kit.in(-1), to: '+86••••0009', what: 'receipt', how: 'sms', proof: 'delivered' },
        { at: kit.in(-1), to: kit.t('王磊', 'Wang Lei'), what: 'page', how: 'slack', proof: 'accepted' },
        { at: kit.in(-1), to: '+86••••0009', what: 'reminder', how: 'sms', proof: 'failed: daily-cap' },
      ],
    },
    { rows: [], removed: true },
  ],
  brief: (kit) => [
    {
      opened: 3,
      broken: [{ number: kit.number, title: kit.view.title, clock: 'answer' }],
      dueToday: [{ number: kit.other, title: kit.view.title, clock: 'fix', dueAt: kit.in(300) }],
      waiting: waits.map((kind) => ({ kind, number: kit.number, title: kit.view.title })),
      inspections: [
        {
          name: kit.t('半年巡检', 'half-year visit'),
          site: kit.t('三楼机房', '3rd floor server room'),
          dueAt: kit.in(400),
        },
      ],
    },
    { opened: 0, broken: [], dueToday: [], waiting: [], inspections: [] },
  ],
  digest: (kit) => [
    {
      items: [
        { number: kit.number, title: kit.view.title, what: 'broken', clock: 'answer', dueAt: kit.in(-2) },
        { number: kit.number, title: kit.view.title, what: 'addition' },
        { number: kit.other, title: kit.view.title, what: 'confirmed' },
      ],
    },
    {
      items: Array.from({ length: 200 }, (_, n) => ({
        number: kit.number + n,
        title: kit.view.title,
        what: 'broken',
        clock: 'fix',
        dueAt: kit.in(-n),
      })),
    },
  ],
  home: (kit) => [
    {
      mine: [{ number: kit.number, title: kit.view.title, status: 'open', dueAt: kit.in(28) }],
      duty: [
        {
          group: { name: '一线', nameEn: 'Front line' },
          who: kit.worker,
          until: kit.in(360),
          deputy: kit.leader,
        },
      ],
    },
    { mine: [], duty: [] },
  ],
  absent: (kit) => [0, 3].map((offered) => ({ until: kit.in(1440), deputy: kit.leader, offered })),
  audit: (kit) => auditSamples(kit.number),
  skew: () => [{ ms: 5000 }, { ms: -7_200_000 }],
};
