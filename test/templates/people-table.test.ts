import { describe, expect, it } from 'vitest';
import type { DueStep } from '../../src/domain/ladder/step.ts';
import type { Locale } from '../../src/domain/locale.ts';
import type { Wording } from '../../src/domain/notice/catalogue.ts';
import { measure } from '../../src/domain/notice/segments.ts';
import type { Organisation } from '../../src/domain/service/service.ts';
import type { TicketView } from '../../src/domain/ticket/view.ts';
import { word } from '../../templates/index.ts';

/** 6 March 2026 in Shanghai, unless a row says otherwise. */
const at = (clock: string, day = '06') => new Date(`2026-03-${day}T${clock}:00+08:00`);

const organisation: Organisation = {
  name: '恒信集成',
  nameEn: 'Hengxin',
  signature: { zh: '【恒信集成】', en: 'Hengxin: ' },
  timezone: 'Asia/Shanghai',
  locale: 'zh-CN',
  safety: { zh: '请先撤离到安全的地方', en: 'Please get to a safe place first' },
};
const wang = { id: 'wang.lei', name: '王磊', nameEn: 'Wang Lei', role: 'engineer' as const };
const chen = { id: 'chen.jing', name: '陈静', nameEn: 'Chen Jing', role: 'leader' as const };

const view = (title: string): TicketView => ({
  number: 4821,
  title,
  titled: true,
  severity: 'urgent',
  status: 'open',
  openedAt: at('02:00'),
  customer: { name: '应急局', nameEn: 'Emergency Bureau' },
  site: { name: '三楼机房', nameEn: '3rd floor server room' },
  reporter: { masked: '+86••••0009', channel: 'sms' },
  owner: wang,
  claimed: false,
  text: '',
  additions: [],
  clocks: [],
  onsite: 'no',
  parts: [],
  files: [],
  recordOwed: [],
  actions: { main: [], more: [] },
  timezone: 'Asia/Shanghai',
});

const broken: DueStep = {
  key: 'answer/100',
  kind: 'share',
  clock: 'answer',
  percent: 100,
  at: at('02:30'),
  tell: [],
  loud: 'notice',
  by: [],
  late: false,
};

interface Row {
  row: string;
  wording: Wording;
  zh: string;
  en?: string;
  titles?: [zh: string, en: string];
  now?: Date;
}

const rows: Row[] = [
  {
    row: 'receipt',
    wording: {
      name: 'receipt',
      facts: { answerBy: at('02:30'), oneWay: false, danger: false, askPlace: false },
    },
    zh: '【恒信集成】已收到报修，工单号4821。值班工程师王磊负责，02:30前答复您。有补充请直接回复；查进度回0，催办回9。',
    en: 'Hengxin: got it, ticket 4821. Duty engineer Wang Lei has it and will answer by 02:30. Reply here to add details, 0 for status, 9 to hurry us.',
  },
  {
    row: 'receipt, one-way',
    wording: {
      name: 'receipt',
      facts: { answerBy: at('02:30'), oneWay: true, danger: false, askPlace: false },
    },
    zh: '【恒信集成】已收到报修，工单号4821。值班工程师王磊负责，02:30前会给您打电话，请保持畅通。本号码不能接收回复。',
    en: 'Hengxin: got it, ticket 4821. Duty engineer Wang Lei has it and will call you by 02:30. Please keep the line free. This number cannot take replies.',
  },
  {
    row: 'place',
    wording: { name: 'place', facts: {} },
    zh: '【恒信集成】工单4821已登记，正在安排。为尽快找到您，请回复：单位、楼层或房间、联系人。不清楚可不回，我们会打给您。',
    en: 'Hengxin: ticket 4821 is open and being handled. To find you fast, please reply: organisation, floor or room, contact name. If unsure, we will call you.',
  },
  {
    row: 'a receipt that asks for the place',
    wording: {
      name: 'receipt',
      facts: { answerBy: at('02:30'), oneWay: false, danger: false, askPlace: true },
    },
    zh: '【恒信集成】已收到报修，工单号4821。值班工程师王磊负责，02:30前答复您。请回复：单位、楼层、联系人。查进度回0，催办回9。',
  },
  {
    row: 'on the way (the arrival code comes later)',
    wording: { name: 'on-the-way', facts: { by: wang, expectedAt: at('02:50') } },
    zh: '【恒信集成】工单4821：王磊已出发，预计02:50到三楼机房，途中会给您打电话。',
    en: 'Hengxin: 4821. Wang Lei is on the way, expected 02:50 at the 3rd floor server room.',
  },
  {
    row: 'promise broken',
    wording: {
      name: 'delay',
      facts: { clock: 'answer', wasDue: at('02:30'), leader: chen, newBy: at('02:45'), taken: true },
    },
    zh: '【恒信集成】工单4821原定02:30前答复，我们没有做到，非常抱歉。组长陈静已亲自跟进，02:45前给您打电话。',
    en: 'Hengxin: 4821. We promised an answer by 02:30 and missed it. We are sorry. Team leader Chen Jing has taken charge and will call you by 02:45.',
  },
  {
    row: 'promise broken, nobody in charge yet',
    wording: {
      name: 'delay',
      facts: { clock: 'answer', wasDue: at('02:30'), leader: chen, newBy: at('02:45'), taken: false },
    },
    zh: '【恒信集成】工单4821原定02:30前答复，我们没有做到，非常抱歉。已通知组长陈静，02:45前给您打电话。',
    en: 'Hengxin: 4821. We promised an answer by 02:30 and missed it. We are sorry. We have told team leader Chen Jing; you will get a call by 02:45.',
  },
  {
    row: 'fixed?',
    wording: { name: 'fixed-asked', facts: { note: '换了电源', oneWay: false } },
    titles: ['三楼机房断网', '3rd floor network'],
    zh: '【恒信集成】工单4821（三楼机房断网）已处理，请您核实。恢复正常请回1；没修好请回2，并写一下现在的情况。',
    en: 'Hengxin: 4821 (3rd floor network). We believe it is fixed, please check. Reply 1 if it works, or 2 and what is still wrong if it does not.',
  },
  {
    row: 'reopened',
    wording: { name: 'reopened', facts: { callBy: at('14:30') } },
    zh: '【恒信集成】收到，工单4821继续处理，仍由王磊负责，14:30前给您打电话。没有一次修好，给您添麻烦了，非常抱歉。',
    en: 'Hengxin: understood, 4821 is not fixed and is open again. Wang Lei stays in charge and will call you by 14:30. Sorry we did not get it right.',
  },
  {
    row: 'last reminder',
    now: at('10:00', '02'),
    wording: { name: 'reminder', facts: { closeAt: at('18:00'), oneWay: false } },
    zh: '【恒信集成】工单4821还没收到您的确认：正常回1，没修好回2。3月6日18:00后按“未确认”结案，之后仍可回2继续处理。',
    en: 'Hengxin: 4821, is it working? 1 = yes, 2 = no. After 6 Mar 18:00 we close it as "not confirmed"; you can still reply 2 later to reopen it.',
  },
  {
    row: 'closed, rate',
    wording: { name: 'closed-rate', facts: {} },
    zh: '【恒信集成】谢谢确认，工单4821已结案。请您评价：很满意回5，满意回4，一般回3；不满意请写原因，我们会给您回电。',
    en: 'Hengxin: thank you, 4821 is closed. How was it? 5 very good, 4 good, 3 fair. Not happy? Tell us why in your own words and we will call you.',
  },
  {
    row: 'page',
    wording: {
      name: 'page',
      facts: {
        step: 0,
        late: false,
        next: { at: at('02:06'), who: chen },
        answerBy: at('02:30'),
        danger: [],
        because: 'opened',
      },
    },
    titles: ['三楼机房断网', '3rd floor network down'],
    zh: '【恒信集成】紧急4821：应急局三楼机房断网，02:30前须答复。02:06无人认领将呼叫陈静。',
    en: 'Hengxin URGENT 4821: Emergency Bureau, 3rd floor network down. Answer due 02:30. Unclaimed at 02:06 we call Chen Jing.',
  },
  {
    row: 'broken, to managers',
    wording: {
      name: 'broken',
      facts: {
        step: broken,
        dueAt: at('02:30'),
        known: 'no-answer',
        clause: '',
        silent: wang,
        took: { by: chen, at: at('02:33') },
      },
    },
    titles: ['三楼断网', '3rd floor network down'],
    zh: '【恒信集成】超时4821：应急局三楼断网，应02:30答复。王磊未响应，陈静02:33接手。',
    en: 'Hengxin MISSED 4821: Emergency Bureau, answer was due 02:30. Wang Lei silent, Chen Jing took over 02:33.',
  },
];

const say = (row: Row, locale: Locale) =>
  word(row.wording, {
    view: view(row.titles?.[locale === 'en' ? 1 : 0] ?? '三楼机房断网'),
    organisation,
    now: row.now ?? at('02:02'),
    locale,
    audience: 'reporter',
    channel: 'sms',
  }).short;

describe('the texts people were promised, word for word', () => {
  it.each(rows)('$row, in Chinese', (row) => {
    expect(say(row, 'zh-CN')).toBe(row.zh);
  });
  it.each(rows.filter((row) => row.en !== undefined))('$row, in English', (row) => {
    expect(say(row, 'en')).toBe(row.en);
  });
  it.each(rows)('$row is one segment in both languages', (row) => {
    expect([say(row, 'zh-CN'), say(row, 'en')].map((text) => measure(text).segments)).toEqual([1, 1]);
  });
});
