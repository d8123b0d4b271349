import { describe, expect, it } from 'vitest';
import { withoutAbsent } from '../../../src/domain/service/absent.ts';
import { onDuty } from '../../../src/domain/service/rota.ts';
import type { DutySlot, Service } from '../../../src/domain/service/service.ts';
import { daily, groupWith, people, service } from './people.ts';

const now = new Date('2026-03-05T02:00:00Z');
const tonight = new Date('2026-03-05T12:00:00Z');
const slot = (over: Partial<DutySlot> = {}): DutySlot => ({
  person: 'wang.lei',
  deputy: 'zhao.min',
  days: daily,
  from: '00:00',
  to: '24:00',
  ...over,
});
const on = (given: Service) => {
  const [group] = given.groups;
  return group && onDuty(group, given.people, given.organisation.timezone, now);
};
const with1 = (duty: DutySlot[]) => service({ people, groups: [groupWith(duty, { deputy: 'sun.yu' })] });

describe('while somebody is out', () => {
  it('their deputy is on duty', () => {
    expect(on(withoutAbsent(with1([slot()]), { 'wang.lei': tonight }, now))?.person).toBe('zhao.min');
  });

  it('the next slot counts where the deputy is out too, else nobody and the leader stands in', () => {
    const both = { 'wang.lei': tonight, 'zhao.min': tonight };
    expect(on(withoutAbsent(with1([slot(), slot({ person: 'li.na' })]), both, now))?.person).toBe('li.na');
    expect(on(withoutAbsent(with1([slot()]), both, now))).toBeUndefined();
  });

  it('nobody counts on a deputy who is out', () => {
    const given = withoutAbsent(with1([slot()]), { 'zhao.min': tonight, 'sun.yu': tonight }, now);
    expect(on(given)).not.toHaveProperty('deputy');
    expect(given.groups[0]).not.toHaveProperty('deputy');
  });

  it('the file counts again once they are back, and it never changes', () => {
    const given = with1([slot()]);
    expect(withoutAbsent(given, { 'wang.lei': now }, now)).toBe(given);
    withoutAbsent(given, { 'wang.lei': tonight }, now);
    expect(on(given)?.person).toBe('wang.lei');
  });
});
