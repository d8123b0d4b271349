import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subjectOf, urgentFirst, type Waiting } from '../../../src/domain/notice/sending-order.ts';

const anyNotices = fc
  .array(
    fc.record({ ticket: fc.integer({ min: 1, max: 4 }), loud: fc.constantFrom('page', 'notice', 'digest') }),
    {
      maxLength: 20,
    },
  )
  .map((all) => all.map((one, i) => ({ _id: String(i), ...one }) as Waiting));
const ids = (notices: Waiting[]) => notices.map(({ _id }) => _id);

describe('the order of sending', () => {
  it('has pages first, with what came before them about the same', () => {
    const notices: Waiting[] = [
      { _id: 'other', ticket: 1, loud: 'notice' },
      { _id: 'told', ticket: 2, loud: 'digest' },
      { _id: 'page', ticket: 2, loud: 'page' },
      { _id: 'after', ticket: 2, loud: 'notice' },
      { _id: 'visit', inspection: 'half-year', loud: 'notice' },
      { _id: 'bare', loud: 'page' },
    ];
    expect(ids(urgentFirst(notices))).toEqual(['told', 'page', 'bare', 'other', 'after', 'visit']);
  });

  it('keeps the order of what is about the same, and loses nothing', () => {
    fc.assert(
      fc.property(anyNotices, (notices) => {
        const sorted = urgentFirst(notices);
        expect(ids(sorted).sort()).toEqual(ids(notices).sort());
        for (const subject of new Set(notices.map(subjectOf))) {
          const of = (all: Waiting[]) => ids(all.filter((one) => subjectOf(one) === subject));
          expect(of(sorted)).toEqual(of(notices));
        }
      }),
    );
  });

  it('lets a page wait for nothing that is about something else and no page', () => {
    fc.assert(
      fc.property(anyNotices, (notices) => {
        const sorted = urgentFirst(notices);
        const last = sorted.findLastIndex(({ loud }) => loud === 'page');
        const pageOf = (notice: Waiting) =>
          sorted
            .slice(0, last + 1)
            .some((one) => one.loud === 'page' && subjectOf(one) === subjectOf(notice));
        for (const before of sorted.slice(0, Math.max(0, last))) expect(pageOf(before)).toBe(true);
      }),
    );
  });
});
