import { describe, expect, it } from 'vitest';
import type { SmsWord } from '../../../src/config/service/check/reporters.ts';
import { readServiceFile } from '../../../src/config/service/read-service-file.ts';
import { edited, marked, now, smallFile } from './small-file.ts';

const oneWay: SmsWord = () => ({ inbound: false, links: false });

const warnings: [what: string, from: string, to: string, message: string][] = [
  [
    'nobody on duty at night',
    '      - { person: zhao.min, days: mon-sun, hours: 20:00-08:00 }\n',
    '',
    'Mon 20:00 to Tue 08:00, Tue 20:00 to Wed 08:00',
  ],
  [
    'a gap over the turn of the week',
    'days: mon-sun, hours: 20:00-08:00',
    'days: mon-sat, hours: 20:00-08:00',
    'Sun 20:00 to Mon 08:00',
  ],
  [
    'two on duty at once, and who is called',
    '- { person: zhao.min, days: mon-sun, hours: 20:00-08:00 }',
    '- ‸{ person: zhao.min, days: mon-sun, hours: 19:00-08:00 }',
    'from Mon 19:00 wang.lei is on duty already (slot 1)',
  ],
  [
    'who holds tickets in a gap',
    'days: mon-sun, hours: 20:00-08:00',
    'days: mon-sat, hours: 20:00-08:00',
    '陈静 (leader) holds the tickets',
  ],
  [
    'a team of one engineer',
    'deputy: zhao.min, days: daily, hours: 08:00-20:00 }\n      - { person: zhao.min,',
    'days: daily, hours: 08:00-20:00 }\n      - { person: chen.jing,',
    '2–3 engineers (R47)',
  ],
  [
    'a deputy who is the duty person',
    'deputy: zhao.min',
    'deputy: ‸wang.lei',
    'the deputy is the duty person',
  ],
  ['a leader who is an engineer', 'leader: chen.jing', 'leader: ‸wang.lei', 'has the role engineer'],
  [
    'a page that goes by mail only',
    'reach: [slack:U0CHENJING]',
    'reach: ‸[email:chen@example.com]',
    'by mail only, which wakes nobody',
  ],
  ['no default contract', '    default: true\n', '', 'unknown reporters get a receipt without promises'],
  ['no start of the warranty', '    accepted: 2026-03-01\n', '', 'starts on the day of acceptance (R30)'],
  [
    'the open question of the maintenance period',
    'maintenance: 3y\n    maintenance_from: warranty-end',
    'maintenance: ‸3y',
    '(K6)',
  ],
  ['the desk’s number left blank', "phone: '+86 10 5555 0100'", '‸phone:', '(K15)'],
  [
    'this year’s holidays missing',
    '2026: [01-01..01-03, 10-01..10-07]',
    '2025: [01-01]',
    'of 2026 are not listed',
  ],
  [
    'a year without a single holiday',
    '2026: [01-01..01-03, 10-01..10-07]',
    '2026: ‸[]',
    '2026 lists no day off',
  ],
  ['a broken promise that reaches nobody', 'at: 100%', 'at: 90%', 'a broken promise would reach nobody'],
  [
    'nobody paged for an unclaimed ticket',
    '    - { unclaimed: 0m, page: [duty] }\n    - { unclaimed: 3m, page: [deputy] }\n',
    '',
    'no step pages anybody',
  ],
  [
    'a ladder that nobody uses',
    '  standard:\n    - { unclaimed: 0m',
    '  ‸idle: [{ unclaimed: 0m, page: [duty] }, { at: 100%, tell: [owner] }]\n  standard:\n    - { unclaimed: 0m',
    'no contract uses this ladder',
  ],
  [
    'a customer of whom nobody is known',
    '    contacts:\n      - { id: zhou, name: 周岚, reach: [sms:+8613900000009, email:zhou@example.org] }\n',
    '',
    'nobody of 应急局 would be recognised',
  ],
  [
    'a phone number with a digit too few',
    'sms:+8613900000009',
    '‸sms:+861390000000',
    '11 digits follow +86, here are 10',
  ],
  [
    'a place word that names two places',
    'aliases: [机房] }',
    'aliases: [机房] }\n  - { id: hall, customer: bureau, name: 大厅, aliases: [‸机房] }',
    'means the site "control-room"',
  ],
  [
    'a contract that promises nothing',
    smallFile.slice(smallFile.indexOf('    promises:'), smallFile.indexOf('ladders:')),
    '    promises: ‸[]\n',
    'promises nothing',
  ],
];

describe('a service file that works, but not as one would wish', () => {
  it.each(warnings)('is accepted with a warning about %s', (_what, from, to, message) => {
    const text = edited(smallFile, from, to);
    const place = text.includes('‸') ? marked(text) : undefined;
    const answer = readServiceFile(place?.text ?? text, { file: 'service.yaml', now });
    if (!answer.ok) throw new Error(JSON.stringify(answer.problems, null, 1));
    const found = answer.warnings.filter((warning) => warning.message.includes(message));
    expect(found, JSON.stringify(answer.warnings, null, 1)).toHaveLength(1);
    expect(found[0]?.severity).toBe('warning');
    if (place) expect(found[0]).toMatchObject({ line: place.line, column: place.column });
  });

  it('warns of a team of four engineers as well (R47)', () => {
    const more = ['sun.hao', 'he.jun'].map(
      (id, n) => `  - { id: ${id}, name: ${id}, role: engineer, reach: [slack:U0MORE${n}] }\n`,
    );
    const text = edited(smallFile, 'groups:\n', `${more.join('')}groups:\n`);
    const three = edited(text, 'deputy: zhao.min', 'deputy: sun.hao');
    const four = edited(three, '{ person: zhao.min,', '{ person: zhao.min, deputy: he.jun,');
    const read = (file: string) => readServiceFile(file, { file: 'service.yaml', now });
    expect(read(three)).toMatchObject({ ok: true, warnings: [] });
    expect(read(four)).toMatchObject({
      ok: true,
      warnings: [{ message: expect.stringContaining('has 4 engineers') }],
    });
  });

  it('wants next year’s holidays from December on, when silence is counted into it', () => {
    const at = (date: string) => readServiceFile(smallFile, { file: 'service.yaml', now: new Date(date) });
    expect(at('2026-11-30T10:00:00+08:00')).toMatchObject({ ok: true, warnings: [] });
    // 1 December in Shanghai, still November in UTC.
    expect(at('2026-11-30T16:30:00Z')).toMatchObject({
      ok: true,
      warnings: [{ message: expect.stringContaining('of 2027') }],
    });
  });
});

describe('reporters who have no way to say that it is fixed', () => {
  const phoneOnly = edited(smallFile, ', email:zhou@example.org', '');
  const read = (text: string, smsWord?: SmsWord) =>
    readServiceFile(text, { file: 'service.yaml', now, ...(smsWord && { smsWord }) });

  it('are an error where texts are one-way and carry no link', () => {
    const answer = read(phoneOnly, oneWay);
    expect(answer).toMatchObject({
      ok: false,
      problems: [{ line: 27, path: 'customers[0].contacts[0].reach', severity: 'error' }],
    });
    expect(JSON.stringify(answer)).toContain("周岚 can't answer");
  });
  it.each([
    ['they also have a mail address', smallFile, oneWay],
    ['we may call them', edited(phoneOnly, 'name: 周岚,', 'name: 周岚, call: true,'), oneWay],
    ['texts may carry a link to their page', phoneOnly, () => ({ inbound: false, links: true })],
    ['their country is two-way', phoneOnly, () => ({ inbound: true, links: false })],
    ['no provider is named, as in the sandbox', phoneOnly, undefined],
  ] as [string, string, SmsWord | undefined][])('are fine when %s', (_why, text, smsWord) => {
    expect(read(text, smsWord)).toMatchObject({ ok: true });
  });
  it('are only a warning while a colleague can answer', () => {
    const two = edited(
      phoneOnly,
      'reach: [sms:+8613900000009] }',
      'reach: [sms:+8613900000009] }\n      - { id: xu, name: 许丽, reach: [email:xu@example.org] }',
    );
    expect(read(two, oneWay)).toMatchObject({ ok: true, warnings: [{ severity: 'warning', line: 27 }] });
  });
  it('are judged by the file’s own country rows', () => {
    const text = `${phoneOnly}sms_countries: [{ country: CN, inbound: true, links: false, numbers: true, free_text: true, daily_cap: 5 }]\n`;
    const provider: SmsWord = (_address, rows) => rows.find(({ country }) => country === 'CN');
    expect(read(text, provider)).toMatchObject({
      ok: true,
      service: { smsCountries: [{ country: 'CN', freeText: true, dailyCap: 5 }] },
    });
  });
});

describe('addresses of a channel that this hub lacks', () => {
  it('are refused when the channels are known', () => {
    const text = edited(smallFile, 'slack:U0ZHAOMIN', 'feishu:ou_1');
    expect(readServiceFile(text, { file: 'f', now })).toMatchObject({ ok: true });
    expect(readServiceFile(text, { file: 'f', now, channels: ['slack', 'sms', 'email'] })).toMatchObject({
      ok: false,
      problems: [{ line: 10, message: '"feishu" is no channel of this hub; it has slack, sms, email' }],
    });
  });
});
