import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Combinable,
  isCombinable,
  mostInDigest,
  sendingsOf,
} from '../../../src/domain/notice/digest.ts';
import { subjectOf, urgentFirst } from '../../../src/domain/notice/sending-order.ts';

const lane = 'slack:U0LIUYANG';
const news: Combinable = {
  _id: 'n',
  kind: 'notice',
  to: { kind: 'person' },
  audience: 'staff',
  ticket: 4821,
  loud: 'notice',
  name: 'addition',
  lane,
  attempts: [],
};
const alert = { loud: 'page', name: 'broken' } as const;

describe('what may be told together with others', () => {
  it.each<[what: string, over: Partial<Combinable>, may: boolean]>([
    ['news of a ticket', {}, true],
    ['news that may wait', { loud: 'digest', name: 'rating' }, true],
    ['an alert of a broken promise', alert, true],
    ['what was tried in vain by another way', { attempts: [{ to: 'sms:+8613800000005' }] }, true],
    ['a call to take a ticket', { loud: 'page', name: 'page' }, false],
    ['a denial that wakes', { loud: 'page', name: 'denied' }, false],
    ['a number to call', { name: 'claim' }, false],
    ['a question to its reader', { name: 'pause-approval' }, false],
    ['the morning brief', { name: 'brief' }, false],
    ['what goes to a reporter', { audience: 'reporter', to: { kind: 'party' } }, false],
    ['what a conversation is shown', { to: { kind: 'conversation' } }, false],
    ['a card', { kind: 'card', to: { kind: 'conversation' } }, false],
    ['what proves an answer', { proves: 'answer' }, false],
    ['what has its own place in a budget', { reserved: true }, false],
    ['an answer to its reader', { answers: true }, false],
    ['what belongs in one place', { place: { conversation: 'C1' } }, false],
    ['a file under the card', { underCard: { file: 'f' } }, false],
    ['what was tried there already', { attempts: [{ to: lane }] }, false],
    ['a digest that has begun', { covers: ['m'] }, false],
  ])('%s: %#', (_what, over, may) => {
    expect(isCombinable({ ...news, ...over } as Combinable)).toBe(may);
  });
  it('is about a ticket', () => {
    const { ticket: _ticket, ...about } = news;
    expect(isCombinable({ ...about, name: 'opted-out' })).toBe(false);
  });
});

const kinds: Partial<Combinable>[] = [
  {},
  alert,
  { loud: 'page', name: 'page' },
  { name: 'claim' },
  { name: 'warning' },
];
const anyLane = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom(...kinds), fc.boolean()), {
    maxLength: 60,
  })
  .map((all) => {
    const notices = all.map(([ticket, kind], i) => ({ ...news, ...kind, _id: String(i), ticket }));
    const graves = new Set(all.flatMap(([ticket, , grave]) => (grave && ticket > 10 ? [ticket] : [])));
    return { notices: urgentFirst(notices), isGrave: ({ ticket }: Combinable) => graves.has(ticket ?? 0) };
  });
const flat = (sendings: ReturnType<typeof sendingsOf<Combinable>>) =>
  sendings.flatMap(({ notice, covers }) => [notice, ...covers]);

describe('how what a lane has due goes out', () => {
  it('tells each once, in the order in which it came about where that is about one ticket', () => {
    fc.assert(
      fc.property(anyLane, ({ notices, isGrave }) => {
        const sent = flat(sendingsOf(notices, isGrave));
        expect(sent.map(({ _id }) => _id).sort()).toEqual(notices.map(({ _id }) => _id).sort());
        for (const subject of new Set(notices.map(subjectOf))) {
          const of = (all: Combinable[]) =>
            all.filter((one) => subjectOf(one) === subject).map(({ _id }) => _id);
          expect(of(sent)).toEqual(of(notices));
        }
      }),
    );
  });

  it('has calls and whatever is grave before a digest, and never in it', () => {
    fc.assert(
      fc.property(anyLane, ({ notices, isGrave }) => {
        const sendings = sendingsOf(notices, isGrave);
        const at = sendings.findIndex(({ covers }) => covers.length > 0);
        fc.pre(at >= 0);
        for (const one of flat(sendings.slice(at, at + 1)))
          expect(isCombinable(one) && !isGrave(one)).toBe(true);
        const after = sendings.slice(at + 1).map(({ notice }) => notice);
        expect(after.filter((one) => isGrave(one) || (one.loud === 'page' && one.name !== 'broken'))).toEqual(
          [],
        );
      }),
    );
  });

  it.each<[what: string, notices: Combinable[], sizes: number[]]>([
    ['five pieces of news', many(5), [1, 1, 1, 1, 1]],
    ['six', many(6), [6]],
    ['six alerts', many(6, alert), [1, 1, 1, 3]],
    ['more than one digest takes: the rest is looked at anew', many(mostInDigest + 50), [mostInDigest]],
  ])('%s', (_what, notices, sizes) => {
    expect(sendingsOf(notices, () => false).map(({ covers }) => covers.length + 1)).toEqual(sizes);
  });

  it('lets a digest that has begun come first, and tells nothing of it again', () => {
    const [first, ...others] = many(8);
    const begun = {
      ...news,
      ...first,
      attempts: [{ to: lane }],
      covers: others.slice(0, 4).map(({ _id }) => _id),
    };
    const called: Combinable = { ...news, _id: 'called', ticket: 1, loud: 'page', name: 'page' };
    const sent = sendingsOf([called, begun, ...others], () => false);
    expect(sent.map(({ notice }) => notice._id)).toEqual(['n0', 'called', 'n5', 'n6', 'n7']);
  });
});

function many(count: number, over: Partial<Combinable> = {}): Combinable[] {
  return Array.from({ length: count }, (_, n) => ({ ...news, ...over, _id: `n${n}`, ticket: 5000 + n }));
}
