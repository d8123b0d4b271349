import { describe, expect, it } from 'vitest';
import { castOf } from '../../../src/domain/notice/cast.ts';
import { owedToStaff } from '../../../src/domain/notice/to-staff.ts';
import { evolve } from '../../../src/domain/ticket/evolve.ts';
import { ring } from '../../../src/domain/ticket/ring.ts';
import { later, minute, policy, rung, service, states } from '../ticket/given.ts';

/** Whom a page at this minute says that it calls next, nobody having claimed. */
function nextAt(minutes: number): string | undefined {
  const before = [0, 3, 6, 10]
    .filter((m) => m < minutes)
    .reduce((t, m) => rung(t, later(m * minute)), states.unclaimed);
  const at = later(minutes * minute);
  const event = ring(before, policy, at).find(({ type }) => type === 'StepsFired');
  if (!event) throw new Error(`nothing rings at ${minutes}`);
  const ticket = evolve(before, event);
  const cast = castOf(service, ticket, at);
  const owed = owedToStaff(event, { before, ticket, policy, cast, oneWay: () => false });
  const page = owed[0]?.wording;
  return page?.name === 'page' ? page.facts.next?.who.id : undefined;
}

describe('a page', () => {
  it.each([
    [0, 'zhao.min'],
    [3, 'chen.jing'],
    // The leader is called already; at ten minutes the manager joins.
    [6, 'liu.yang'],
    [10, undefined],
  ])('after %i minutes names who is called next', (minutes, who) => {
    expect(nextAt(minutes)).toBe(who);
  });
});
