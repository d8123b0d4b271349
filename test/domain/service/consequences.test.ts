import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readServiceFile } from '../../../src/config/service/read-service-file.ts';
import type { OpenTicket } from '../../../src/domain/service/consequence.ts';
import { consequences } from '../../../src/domain/service/consequences.ts';
import { describeConsequence } from '../../../src/domain/service/describe-consequence.ts';
import { edited } from '../../config/service/small-file.ts';

const example = readFileSync(new URL('../../../service.example.yaml', import.meta.url), 'utf8');
const service = (text: string) => {
  const read = readServiceFile(text, { file: 'service.yaml', now: new Date('2026-03-05T08:00:00Z') });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.service;
};
const before = service(example);
const ticket = (number: number, more: Partial<OpenTicket> = {}): OpenTicket => ({
  number,
  owner: 'wang.lei',
  policyContract: 'commitment-2026',
  ...more,
});
const open = [
  ticket(4821),
  ticket(4822, { worker: 'sun.hao' }),
  // Owner and worker in one person: the ticket counts once.
  ticket(4823, { site: 'control-room', worker: 'wang.lei' }),
  ticket(4824, { owner: 'zhao.min', worker: 'wang.lei' }),
];
const told = (text: string, locale: 'zh-CN' | 'en' = 'en', tickets = open) =>
  consequences(before, service(text), tickets).map((one) => describeConsequence(one, locale));

const wang = / {2}- id: wang\.lei\n(?: {4}.*\n)+/.exec(example)?.[0] ?? '';
const withoutWang = edited(
  edited(
    edited(example, wang, ''),
    'person: wang.lei, deputy: zhao.min',
    'person: zhao.min, deputy: sun.hao',
  ),
  'person: sun.hao, deputy: wang.lei',
  'person: sun.hao',
);

describe('before a service file is applied', () => {
  it('an operator hears who leaves with which tickets, and who answers for them meanwhile', () => {
    expect(told(withoutWang)[0]).toBe(
      'Wang Lei leaves with 3 open tickets (4821, 4822, 4823) and is the worker of 4824; stays owner until each is handed over, Chen Jing answers for them meanwhile',
    );
    expect(told(withoutWang, 'zh-CN')[0]).toBe(
      '王磊 离开，名下有 3 张未结工单（4821、4822、4823），正在处理 4824；移交之前仍由其负责，其间由 陈静 跟进',
    );
  });
  it('a rota that changes at once is shown line by line', () => {
    expect(told(withoutWang)).toContain(
      'First line: the rota changes at once; out: 王磊 (赵敏) mon–fri 08:00–20:00, 孙浩 (王磊) sat sun 08:00–20:00; in: 赵敏 (孙浩) mon–fri 08:00–20:00, 孙浩 sat sun 08:00–20:00',
    );
  });
  it('a changed promise holds for new tickets only', () => {
    const text = edited(
      edited(example, 'within: 30m', 'within: 20m'),
      'urgent: 30m, severe: 30m, general: 30m',
      'urgent: 20m, severe: 20m, general: 20m',
    );
    expect(told(text)).toEqual([
      'commitment-2026: new tickets answer within 20 min instead of 30 min; 4 open tickets keep theirs',
    ]);
    expect(told(text, 'zh-CN')).toEqual([
      'commitment-2026：新工单的答复时限由 30 分钟改为 20 分钟；4 张未结工单不变',
    ]);
    expect(told(text, 'en', [])).toEqual([
      'commitment-2026: new tickets answer within 20 min instead of 30 min',
    ]);
  });
  it('a promise that changes for one severity says which', () => {
    expect(told(edited(example, 'urgent: 30m', 'urgent: 15m'))).toEqual([
      'commitment-2026: new tickets answer within 15 min instead of 30 min (urgent); 4 open tickets keep theirs',
    ]);
  });

  const rows: [what: string, from: string, to: string, en: string, zh: string][] = [
    [
      'a target',
      'target: 30m',
      'target: 45m',
      'stricter target of on site: within 45 min instead of 30 min',
      '到场的更严目标由 30 分钟改为 45 分钟',
    ],
    [
      'a ladder',
      '{ unclaimed: 3m,',
      '{ unclaimed: 4m,',
      'ladder standard: other people hear',
      '督办 standard 有改动',
    ],
    [
      'a calendar',
      '10-01..10-07',
      '10-01..10-08',
      'calendar office: time counts differently',
      '日历 office 有改动',
    ],
    [
      'a reading',
      '8 小时未解决就开始备件',
      '8 小时未解决即备件',
      'spare part reads or counts differently',
      '原文或计法有改动',
    ],
    [
      'an address',
      'sms:+8613800000001',
      'sms:+8613800000099',
      'Wang Lei: now reached at +86••••0099, no longer at +86••••0001',
      '新增 +86••••0099，停用 +86••••0001',
    ],
    [
      'a leader',
      'leader: chen.jing',
      'leader: li.na',
      'Li Na leads instead of Chen Jing, from now on also for open tickets',
      '组长由 陈静 改为 李娜',
    ],
    ['an inspection’s day', 'days: [15]', 'days: [16]', 'has other dates, times or people', '巡检改动'],
    [
      'an inspection’s name',
      'id: monthly',
      'id: each-month',
      'Monthly inspection and revisit" at 3rd floor server room is no longer opened',
      '取消巡检：三楼机房，月度巡检和回访',
    ],
    ['a contact', 'id: xu.li', 'id: xu.mei', 'Xu Li may no longer confirm', '许丽 不再能代为确认'],
    ['the default', '    default: true # ', '    # ', 'receipt without promises from now on', '只收到回执'],
    [
      'the zone',
      'timezone: Asia/Shanghai\n  locale',
      'timezone: Asia/Tokyo\n  locale',
      'zone changes from Asia/Shanghai to Asia/Tokyo',
      '由 Asia/Shanghai 改为 Asia/Tokyo',
    ],
  ];
  it.each(rows)('a change of %s is told in both languages', (_what, from, to, en, zh) => {
    const text = edited(example, from, to);
    expect(told(text).join('\n')).toContain(en);
    expect(told(text, 'zh-CN').join('\n')).toContain(zh);
  });

  it('a customer that goes is told with its open tickets', () => {
    const after = {
      ...before,
      hash: 'other',
      customers: before.customers.slice(1),
      sites: before.sites.slice(2),
    };
    expect(consequences(before, after, open).map((one) => describeConsequence(one, 'en'))).toEqual([
      'customer Emergency Bureau leaves with 2 contacts; still open: 4823',
      'site 3rd floor server room is removed; still open there: 4823',
      'site ground floor command hall is removed',
    ]);
  });
  it('a group without a leader is told, whoever made the service', () => {
    const after = { ...before, hash: 'other', people: before.people.filter(({ id }) => id !== 'chen.jing') };
    expect(consequences(before, after, []).map(({ kind }) => kind)).toContain('group-without-leader');
  });
  it('a contract that goes leaves its open tickets their promises', () => {
    const after = { ...before, hash: 'other', contracts: [] };
    expect(consequences(before, after, open)).toContainEqual({
      kind: 'contract-removed',
      contract: 'commitment-2026',
      open: 4,
    });
  });

  it('the same content has no consequences, whatever its comments and the order of its fields', () => {
    expect(told(example)).toEqual([]);
    const again = edited(
      `# another comment\n${example}`,
      '    name: 王磊\n    name_en: Wang Lei\n',
      '    name_en: "Wang Lei"\n    name: 王磊\n',
    );
    expect(service(again).hash).toBe(before.hash);
    expect(before.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(service(edited(example, 'name: 王磊', 'name: 王雷')).hash).not.toBe(before.hash);
  });
  it('what will be removed is said, also by the first file', () => {
    const text = `${example}\nretention: { messages: 1y }\n`;
    const said =
      'messages, and notices of closed tickets, are removed for good after 1 y; tickets and their journal stay';
    expect(told(text)).toEqual([said]);
    expect(told(text, 'zh-CN')).toEqual([
      '原始消息、已结工单的通知保留 1 年，到期永久删除；工单及其记录始终保留',
    ]);
    const words = (one: Parameters<typeof describeConsequence>[0]) => describeConsequence(one, 'en');
    expect(consequences(undefined, service(text), []).map(words)).toContain(said);
    expect(consequences(service(text), before, []).map(words)).toEqual([
      'messages and notices are kept for ever from now on; what was removed stays removed',
    ]);
  });

  it('the first file is summed up, and owners whom it does not know are named', () => {
    const said = consequences(undefined, before, [ticket(7, { owner: 'gone' })]).map((one) =>
      describeConsequence(one, 'en'),
    );
    expect(said).toEqual([
      'first service file: 9 people, 2 customers, 1 contract, 4 inspection plans',
      'gone leaves with 1 open ticket (7); stays owner until each is handed over, Chen Jing answers for them meanwhile',
    ]);
  });
});
