import { describe, expect, it } from 'vitest';
import { locales } from '../../src/domain/locale.ts';
import type { FormFacts, FormName } from '../../templates/index.ts';
import { form } from '../../templates/index.ts';

const facts: { [N in FormName]: FormFacts[N] } = {
  report: { text: '断网了' },
  fix: { ticket: 4821, note: '换了电源' },
  record: { ticket: 4821, method: '替换法' },
  answer: { ticket: 4821 },
  pause: { ticket: 4821 },
  void: { ticket: 4821 },
  assign: { ticket: 4821 },
  offer: { ticket: 4821 },
  take: { ticket: 4821 },
  say: { ticket: 4821 },
  note: { ticket: 4821 },
  ack: { ticket: 4821 },
  denied: { ticket: 4821 },
  deny: { ticket: 4821 },
  severity: { ticket: 4821, severity: 'severe' },
  title: { ticket: 4821 },
  parts: { ticket: 4821 },
  arrive: { ticket: 4821 },
  inspected: {
    inspection: 'half-year/2026-03-06',
    name: { zh: '半年巡检', en: 'half-year visit' },
    items: [
      { id: 'cleaning', label: { zh: '设备清洁', en: 'Cleaning' } },
      { id: 'air', label: { zh: '环境检查', en: 'Surroundings' } },
    ],
  },
};
const names = Object.keys(facts) as FormName[];
const both = names.flatMap((name) =>
  locales.map((locale) => ({ name, locale, shown: form(name, facts[name], locale) })),
);

const all = ({ shown }: (typeof both)[number]) =>
  [
    shown.title,
    shown.submit,
    shown.cancel,
    ...shown.fields.flatMap((field) => [
      field.label,
      field.hint ?? '',
      ...(field.kind === 'choice' ? field.options.map((option) => option.label) : []),
    ]),
  ].join('\n');

describe('the forms that people fill in', () => {
  it.each(both)('$name ($locale) has words everywhere, in one language', (one) => {
    const words = all(one);
    expect(
      words
        .split('\n')
        .slice(0, 3)
        .every((word) => word.trim() !== ''),
    ).toBe(true);
    expect(one.shown.fields.every((field) => field.label.trim() !== '')).toBe(true);
    if (one.locale === 'en') expect(words).not.toMatch(/\p{Script=Han}/u);
    else expect(words.replace(/2h/, '')).not.toMatch(/[A-Za-z]/);
  });

  it.each(both)(
    '$name ($locale) keeps a headline that a chat can show, and names no field twice',
    ({ shown }) => {
      expect(shown.title.length).toBeLessThanOrEqual(24);
      const ids = shown.fields.map((field) => field.id);
      expect(new Set(ids).size).toBe(ids.length);
    },
  );

  it.each(names.filter((name) => name !== 'report' && name !== 'inspected'))(
    '%s comes back about its ticket',
    (name) => {
      const shown = form(name, facts[name], 'en');
      expect([shown.verb, shown.ticket]).toEqual([name, 4821]);
    },
  );

  it('reports as a fault, prefilled with what was said', () => {
    const shown = form('report', facts.report, 'zh-CN');
    expect([shown.verb, shown.fields[0]?.initial]).toEqual(['fault', '断网了']);
    expect(shown.fields.map((field) => field.id)).toEqual(['what', 'where', 'name', 'phone', 'severity']);
  });

  it('asks for the four things that the commitment wants recorded, keeping what is there', () => {
    const shown = form('record', facts.record, 'zh-CN');
    expect(shown.fields.map((field) => [field.label, field.initial])).toEqual([
      ['方法', '替换法'],
      ['措施', undefined],
      ['进展', undefined],
      ['结果', undefined],
    ]);
  });

  it('asks whether a visit stands for another one too, and takes it that it doesn’t', () => {
    const also = [
      { id: 'technical/2026-03-05', name: { zh: '技术巡检', en: 'technical visit' }, day: '2026-03-05' },
    ];
    const last = form('inspected', { ...facts.inspected, also }, 'zh-CN').fields.at(-1);
    expect(last).toMatchObject({
      id: 'also.technical/2026-03-05',
      label: '这次也算“技术巡检”（2026-03-05）',
      initial: 'no',
    });
  });

  it('asks for a result and a note of every item of a checklist', () => {
    const shown = form('inspected', facts.inspected, 'en');
    expect(shown.value).toBe('half-year/2026-03-06');
    expect(shown.fields.map((field) => field.id)).toEqual([
      'result.cleaning',
      'note.cleaning',
      'result.air',
      'note.air',
      'note',
    ]);
  });

  it('lets nobody type more to a phone than one text holds', () => {
    const limit = (channel: string) => {
      const field = form('say', { ticket: 4821, channel }, 'zh-CN').fields[0];
      return field?.kind === 'text' ? field.maxLength : undefined;
    };
    expect([limit('sms'), limit('email')]).toEqual([45, 2000]);
  });

  it('quiets alarms for twelve hours at most', () => {
    const field = form('ack', facts.ack, 'zh-CN').fields[0];
    expect(field?.kind === 'choice' ? field.options.map((option) => option.id) : []).toEqual([
      '30m',
      '1h',
      '2h',
      '4h',
      '8h',
      '12h',
    ]);
  });
});
