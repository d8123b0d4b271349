import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Wording } from '../../src/domain/notice/catalogue.ts';
import { measure } from '../../src/domain/notice/segments.ts';
import { word } from '../../templates/index.ts';
import { type Sample, samples } from '../../templates/samples.ts';

const all = samples();

/** Words that people, machines and attackers really send. */
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...'断网a1 ，。"<>{}$\n\u202e🔥é'), maxLength: 400 }),
  fc.constantFrom(
    '',
    ' ',
    '{who}',
    '$'.concat('{x}'),
    '<!channel>',
    '__proto__',
    'constructor',
    'toString',
    '\u0000',
  ),
);
const date = fc.date({ min: new Date('1970-01-02'), max: new Date('2200-01-01'), noInvalidDate: true });

/** Closed lists and switches stay as they are: the compiler holds those. */
const closed = new Set([
  'because',
  'kind',
  'clock',
  'state',
  'status',
  'result',
  'known',
  'label',
  'owed',
  'reason',
  'severity',
  'onsite',
  'outcome',
  'role',
  'loud',
  'timezone',
  'locale',
]);
const open = new Set(['reason', 'status', 'verb', 'what', 'how', 'proof', 'word', 'problem']);

/** The same shape with any names, words, numbers and instants in it. */
function shaken(value: unknown, draw: fc.GeneratorValue, key = ''): unknown {
  if (value instanceof Date) return draw(() => date);
  if (typeof value === 'number') return draw(() => fc.integer({ min: 1, max: 99_999_999 }));
  if (typeof value === 'string') return closed.has(key) && !open.has(key) ? value : draw(() => words);
  if (Array.isArray(value)) return value.map((one) => shaken(one, draw, key));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shaken(one, draw, name)]));
  }
  return value;
}

/** A refusal's reason and a view's states are closed lists, though a pause's reason is any word. */
function shakenSample(sample: Sample, draw: fc.GeneratorValue): Sample {
  const facts = shaken(sample.wording.facts, draw) as { reason?: unknown };
  const { facts: own } = sample.wording;
  const kept = {
    ...facts,
    ...(sample.name === 'refused' && 'reason' in own && { reason: own.reason }),
    ...(sample.name === 'supervisor-news' && 'what' in own && { what: own.what }),
  };
  const { view, now, organisation } = sample.context;
  const shakenView = view && {
    ...(shaken(view, draw) as typeof view),
    status: view.status,
    timezone: view.timezone,
  };
  return {
    ...sample,
    wording: { name: sample.name, facts: kept } as Wording,
    context: {
      ...sample.context,
      ...(shakenView === undefined ? {} : { view: shakenView }),
      now,
      organisation: { ...organisation, safety: { zh: draw(() => words), en: draw(() => words) } },
      openCount: draw(() => fc.integer({ min: 0, max: 9 })),
    },
  };
}

describe('any facts at all', () => {
  it('become a text of one segment, a title and a body, without failing', () => {
    fc.assert(
      fc.property(fc.gen(), fc.nat(all.length - 1), (draw, index) => {
        const chosen = all[index];
        if (chosen === undefined) return;
        const sample = shakenSample(chosen, draw);
        const message = word(sample.wording, sample.context);
        expect(measure(message.short).segments).toBe(1);
        expect(message.title.length).toBeGreaterThan(0);
        expect(message.body.length).toBeGreaterThan(0);
        expect(message.buttons?.length ?? 0).toBeLessThanOrEqual(3);
      }),
      // Shrinking such a draw takes minutes and memory; the seed says enough.
      { numRuns: 400, endOnFailure: true },
    );
  });

  it("never puts a reporter's own words into a text message", () => {
    const secret = 'qzx我的原话qzx';
    for (const sample of all) {
      const { view } = sample.context;
      if (view === undefined || sample.name === 'answer' || sample.name === 'said') continue;
      const { titled: _titled, ...untitled } = view;
      const spoken = {
        ...untitled,
        title: secret,
        text: secret,
        additions: [{ text: secret, by: secret, at: view.openedAt }],
        reporter: { ...view.reporter, name: secret },
      };
      expect(word(sample.wording, { ...sample.context, view: spoken }).short).not.toContain('qzx');
    }
  });

  it('refuses to word a ticket message without its ticket', () => {
    const card = all.find((sample) => sample.name === 'card');
    if (card === undefined) throw new Error('no sample of a card');
    const { view: _view, ...bare } = card.context;
    expect(() => word(card.wording, bare)).toThrow(/ticket/);
  });
});
