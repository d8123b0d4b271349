import { describe, expect, it } from 'vitest';
import { readServiceFile } from '../../../src/config/service/read-service-file.ts';
import { edited, marked, now, smallFile } from './small-file.ts';

const read = (text: string) => readServiceFile(text, { file: 'service.yaml', now });
type Row = [what: string, from: string, to: string, message: string, suggestion?: string];

/** One row a mistake: what is written instead, with ‸ where the finger must point. */
const errors: Row[] = [
  // Names and shapes
  ['an unknown field at the root', 'sites:\n', '‸sitez:\n', 'unknown field "sitez"', 'sites'],
  [
    'an unknown field in a list',
    'level: 1, reach',
    'lvel: 1, reach'.replace('lvel', '‸lvel'),
    'unknown field "lvel"',
    'level',
  ],
  [
    'a field in the wrong spelling',
    'name_en: Hengxin',
    '‸nameEn: Hengxin',
    'unknown field "nameEn"',
    'name_en',
  ],
  [
    'an unknown field in a step',
    '{ unclaimed: 3m, page:',
    '{ unclaimed: 3m, ‸pages:',
    'unknown field "pages"',
    'page',
  ],
  [
    'an unknown field unlike any other',
    'phone:',
    '‸zzz: 1\n  phone:',
    'known here: name, name_en, signature',
  ],
  [
    'messages that go too soon',
    'sites:\n',
    'retention: { messages: ‸1d }\nsites:\n',
    'messages are kept for 30d at least; write 30d, 1y or more',
  ],
  ['a missing field', ', role: engineer, level: 1', '', '"role" is missing'],
  ['a missing section', 'ladders:\n', 'calendarz:\n', '"ladders" is missing; who hears what'],
  ['a field left empty', 'leader: chen.jing', '‸leader:', '"leader" is missing; somebody must hold'],
  ['an empty item', '    - { unclaimed: 3m, page: [deputy] }', '    - ‸', 'this item is empty'],
  [
    'text where a list belongs',
    'reach: [slack:U0ZHAOMIN]',
    'reach: ‸slack:U0ZHAOMIN',
    'a list is expected: [a, b]',
  ],
  ['a list where fields belong', 'organisation:\n', 'organisation: ‸[1]\nsome:\n', 'fields are expected'],
  ['a number where text belongs', 'name: 一线', 'name: ‸302', "put it in quotes: '302'"],
  [
    'text where true belongs',
    'default: true',
    'default: ‸yes',
    'true or false is expected; this is the text "yes"',
  ],
  [
    'a word that is none of the known',
    'role: leader',
    'role: ‸leadr',
    '"leadr" is none of: engineer, leader',
    'leader',
  ],
  ['a level that does not exist', 'level: 1', 'level: ‸4', 'at most 3'],
  ['an id in capitals', 'id: wang.lei', 'id: ‸Wang Lei', '"Wang Lei" can\'t be an id'],
  // References and doubles
  [
    'an unknown person',
    'leader: chen.jing',
    'leader: ‸chen.jin',
    'there is no person "chen.jin"',
    'chen.jing',
  ],
  ['an unknown person on the rota', 'deputy: zhao.min', 'deputy: ‸zhao', 'there is no person "zhao"'],
  [
    'an unknown group',
    'group: frontline',
    'group: ‸front-line',
    'there is no group "front-line"',
    'frontline',
  ],
  [
    'an unknown contract',
    'contract: commitment',
    'contract: ‸comitment',
    'there is no contract',
    'commitment',
  ],
  ['an unknown customer', 'customer: bureau', 'customer: ‸buro', 'there is no customer "buro"'],
  ['an unknown ladder', 'ladder: standard', 'ladder: ‸standart', 'there is no ladder "standart"', 'standard'],
  [
    'an unknown calendar',
    'working_calendar: office',
    'working_calendar: ‸ofice',
    'there is no calendar "ofice"',
    'office',
  ],
  [
    'an unknown calendar of a promise',
    'within: 1wd, calendar: office',
    'within: 1wd, calendar: ‸offic',
    'there is no calendar',
    'office',
  ],
  [
    'an unknown site',
    'site: control-room, name: 交换机',
    'site: ‸controlroom, name: 交换机',
    'there is no site',
    'control-room',
  ],
  ['an unknown assignee', 'assignee: frontline', 'assignee: ‸nobody', 'there is no person or group "nobody"'],
  [
    'an unknown checklist',
    'checklist: standard',
    'checklist: ‸standrad',
    'there is no checklist',
    'standard',
  ],
  ['two people with one id', 'id: zhao.min', 'id: ‸wang.lei', 'the id "wang.lei" is already used on line 9'],
  [
    'a contact with the id of a person',
    'id: zhou',
    'id: ‸wang.lei',
    'the id "wang.lei" is already used on line 9',
  ],
  [
    'two people with one address',
    'slack:U0ZHAOMIN',
    '‸slack:U0WANGLEI',
    'already used on line 9; an address belongs to one person',
  ],
  ['two promises on one clock', 'clock: onsite', 'clock: ‸answer', 'a contract has one promise a clock'],
  ['two steps at one minute', 'unclaimed: 3m', 'unclaimed: ‸0s', 'there is a step at 0s already'],
  [
    'a field set twice',
    '    manager: liu.yang',
    '    manager: liu.yang\n    ‸leader: wang.lei',
    '"leader" is already set on line 16',
  ],
  [
    'groups that go up in a circle',
    'channel: slack:C0FAULTS',
    'next: ‸frontline',
    'leads back to "frontline"',
  ],
  [
    'two default contracts',
    '    promises:\n',
    `    promises: []\n  - id: other\n    default: ‸true\n    group: frontline\n    ladder: standard\n    working_calendar: office\n    promises:\n`,
    '"commitment" is the default contract already',
  ],
  // Durations (B86)
  ['a promise of no time', 'within: 30m', 'within: ‸0m', '"0m" is no time at all'],
  ['a promise of zero', 'within: 30m', "within: ‸'0'", 'no time at all'],
  ['a negative promise', 'within: 30m', 'within: ‸-30m', '"-30m" is less than no time'],
  ['a promise of NaN', 'within: 30m', 'within: ‸.nan', 'NaN has no unit'],
  ['a promise of NaN hours', 'within: 30m', 'within: ‸NaNh', '"NaNh" is not a duration'],
  ['a promise of 1e12 hours', 'within: 30m', 'within: ‸1e12h', '"1e12h" is not a duration'],
  ['a promise of a trillion hours', 'within: 30m', 'within: ‸1000000000000h', 'longer than a hundred years'],
  ['a promise of two years', 'within: 30m', 'within: ‸2y', 'is longer than 1y1d'],
  ['a number without a unit', 'within: 30m', 'within: ‸30', '30 has no unit'],
  ['a duration in words', 'within: 30m', 'within: ‸30 minutes', '"30 minutes" is not a duration'],
  [
    'a target longer than its promise',
    'target: 30m',
    'target: ‸3h',
    'shorter than the promise itself, which is 2h',
  ],
  [
    'working days that are hours',
    'close_after: 3wd',
    'close_after: ‸3d',
    '"3d" is not a number of working days',
  ],
  [
    'closing before reminding',
    'remind_after: 1wd\n    close_after: 3wd',
    'remind_after: 3wd\n    close_after: ‸1wd',
    'closed before its reporter is reminded',
  ],
  ['no time between repeats', 'again: [30m', 'again: [‸0m', '"0m" is no time'],
  ['repeats after daily', '[30m, daily]', '[‸daily, 30m]', 'so it comes last'],
  ['a share without its sign', 'at: 100%', 'at: ‸100', 'write the share with its sign: 100%'],
  // Zones, dates, times (B85)
  ['a zone that is a path', 'timezone: Asia/Shanghai', 'timezone: ‸../../etc', '"../../etc" is no time zone'],
  [
    'a zone that is misspelt',
    'timezone: Asia/Shanghai',
    'timezone: ‸Asia/Shangai',
    'is no time zone',
    'Asia/Shanghai',
  ],
  [
    'a city that the zone database lacks',
    'timezone: Asia/Shanghai',
    'timezone: ‸Asia/Beijing',
    'is no time zone',
    'Asia/Shanghai',
  ],
  ['a zone that is an offset', 'timezone: Asia/Shanghai', "timezone: ‸'+08:00'", 'is no time zone'],
  [
    'a day that does not exist',
    'accepted: 2026-03-01',
    'accepted: ‸2026-02-30',
    '"2026-02-30" is not a date',
  ],
  ['a date in another order', 'bought: 2026-01-15', 'bought: ‸15/01/2026', 'write year-month-day'],
  ['a holiday that does not exist', '2026: [01-01..01-03', '2026: [‸02-30', '"02-30" are no days of 2026'],
  ['holidays in the wrong order', '10-01..10-07', '‸10-07..10-01', 'is the order right'],
  ['a year that is none', '      2026: [01-01', '      ‸26: [01-01', 'the year comes first'],
  ['cron instead of a rhythm', 'every: month, days: [31]', "every: ‸'* * * * * *'", 'looks like cron'],
  ['cron of the 31st of February', 'every: month, days: [31]', "every: ‸'0 0 31 2 *'", 'looks like cron'],
  ['a rhythm in other words', 'every: month, days: [31]', 'every: ‸monthly', '"monthly" is no recurrence'],
  ['a 32nd day', 'days: [31]', 'days: [‸32]', 'no month has more than 31 days'],
  ['days of the month in a week', 'every: month, days: [31]', 'every: week, days: ‸[31]', 'go with month'],
  ['a 25th hour', 'at: 09:30', 'at: ‸25:00', '"25:00" is not a time of day'],
  ['hours without an end', 'hours: 09:00-17:00', 'hours: ‸09:00', '"09:00" are no hours'],
  ['days that are no days', 'days: mon-sun', 'days: ‸montag', '"montag" are no days of the week'],
  // People and promises
  ['a person nobody can reach', 'reach: [slack:U0ZHAOMIN]', 'reach: ‸[]', 'nobody can be told anything'],
  [
    'a promise without its words',
    ', clause: 0.5 小时内给予问题的解答',
    '',
    '"clause" is missing; a promise without its words',
  ],
  ['a promise with empty words', 'clause: 0.5 小时内给予问题的解答', "clause: ‸'  '", 'this is empty'],
  ['a number that is no requirement', 'keeps: [R2]', 'keeps: [‸two]', '"two" is not a requirement number'],
  [
    'a phone number without its channel',
    'sms:+8613800000001',
    "‸'+8613800000001'",
    'lacks its channel',
    'sms:+8613800000001',
  ],
  [
    'a phone number without its country',
    'sms:+8613800000001',
    '‸sms:13800000001',
    'lacks the country',
    'sms:+8613800000001',
  ],
  [
    'a phone number with spaces',
    'sms:+8613800000001',
    "‸'sms:+86 138-0000-0001'",
    'more than one word',
    'sms:+8613800000001',
  ],
  ['a space after the channel', 'sms:+8613800000001', '‸sms: +8613800000001', 'no space after the ":"'],
  [
    'a channel under another name',
    'email:zhou@example.org',
    '‸mail:zhou@example.org',
    '"mail" is no channel',
    'email:zhou@example.org',
  ],
  ['a mail address without a domain', 'email:zhou@example.org', '‸email:zhou', 'is no email address'],
  ['a conversation as a person', 'slack:U0ZHAOMIN', '‸slack:C0ZHAOMIN', 'starts with U or W'],
  ['a person as a conversation', 'channel: slack:C0FAULTS', 'channel: ‸slack:U0FAULTS', 'starts with C or G'],
  [
    'a clock of complaints that starts with a report',
    'clock: complaint-response, within',
    'clock: complaint-response, from: ‸report, within',
    'counted from the complaint',
  ],
  [
    'a ladder without a step',
    '  standard:\n    - { unclaimed',
    '  empty: ‸[]\n  standard:\n    - { unclaimed',
    'this ladder has no step',
  ],
  // YAML itself
  ['a tab', '    name: 一线', '‸\tname: 一线', 'a tab indents this line'],
  [
    'a quote never closed',
    "phone: '+86 10 5555 0100'",
    "phone: '+86 10 5555 0100",
    'something is missing here',
  ],
  ['an unknown alias', 'leader: chen.jing', 'leader: ‸*boss', 'no anchor "&boss" stands before this alias'],
  ['a name that is a list', 'phone:', '‸[phone]:', 'a name is plain text'],
  ['a bracket never closed', 'keeps: [R2] }', 'keeps: [R2 ‸}', 'a bracket is never closed'],
  ['a tag', 'leader: chen.jing', 'leader: ‸!!js/function x', 'tags ("!…") are not used here'],
  ['a second document', 'people:\n', '‸---\npeople:\n', 'a second document starts here'],
  [
    'a field called __proto__',
    'phone:',
    '‸__proto__: { polluted: true }\n  phone:',
    'unknown field "__proto__"',
  ],
];

describe('a service file with one mistake', () => {
  it.each(errors)('is refused for %s', (_what, from, to, message, suggestion) => {
    const text = edited(smallFile, from, to);
    const place = text.includes('‸') ? marked(text) : undefined;
    const answer = read(place?.text ?? text);
    if (answer.ok) throw new Error('was accepted');
    const found = answer.problems.filter(
      (problem) => problem.severity === 'error' && problem.message.includes(message),
    );
    expect(found.length, JSON.stringify(answer.problems, null, 1)).toBeGreaterThan(0);
    if (place)
      expect(found.map(({ line, column }) => ({ line, column }))).toContainEqual({
        line: place.line,
        column: place.column,
      });
    if (suggestion !== undefined) expect(found[0]?.suggestion).toBe(suggestion);
    for (const { message: said } of answer.problems)
      expect(said).not.toMatch(/Invalid input|undefined|\[object/);
  });

  it('is accepted once the mistake is gone', () => {
    expect(read(smallFile)).toMatchObject({ ok: true, warnings: [] });
  });

  it('never lets a field of the file reach a prototype', () => {
    read(edited(smallFile, 'phone:', '__proto__: { polluted: true }\n  phone:'));
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('a service file with many mistakes', () => {
  it('hears of all of them at once, in the order of the file', () => {
    let text = edited(smallFile, 'timezone: Asia/Shanghai', 'timezone: Asia/Shangai');
    text = edited(text, 'leader: chen.jing', 'leader: chen.jin');
    text = edited(text, 'reach: [slack:U0ZHAOMIN]', 'reech: [slack:U0ZHAOMIN]');
    text = edited(text, 'within: 30m', 'within: 0m');
    text = edited(text, 'ladder: standard', 'ladder: standrd');
    text = edited(text, 'hours: 20:00-08:00', 'hours: 22:00-08:00');
    const answer = read(text);
    if (answer.ok) throw new Error('was accepted');
    expect(answer.problems.map(({ line, severity, path }) => `${line} ${severity} ${path}`)).toEqual([
      '4 error organisation.timezone',
      '10 error people[1].reach',
      '10 error people[1].reech',
      '16 error groups[0].leader',
      '20 warning groups[0].duty',
      '40 error contracts[0].ladder',
      '45 error contracts[0].promises[0].within',
    ]);
  });
});
