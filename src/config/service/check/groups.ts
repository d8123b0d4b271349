import type { Draft } from '../draft.ts';
import { error, type Finding, warning } from '../problem.ts';

/** The team (R47), its leader, the way up. */
export function groupFindings(draft: Draft): Finding[] {
  const people = new Map(draft.people.map(({ value }) => [value.id, value]));
  const serving = new Set(draft.contracts.map(({ value }) => value.group));
  const next = new Map(draft.groups.map(({ value }) => [value.id, value.next]));
  const findings: Finding[] = [];
  for (const { path, value } of draft.groups) {
    if (serving.has(value.id)) {
      const onRota = new Set(
        value.duty.flatMap(({ person, deputy }) => (deputy ? [person, deputy] : [person])),
      );
      onRota.delete(value.leader);
      const engineers = [...onRota].filter((id) => people.get(id)?.role === 'engineer').length;
      if (onRota.size > 0 && (engineers < 2 || engineers > 3)) {
        findings.push(
          warning(
            [...path, 'duty'],
            `the commitment names a project manager and 2–3 engineers (R47); this rota has ${engineers} engineer${engineers === 1 ? '' : 's'}`,
          ),
        );
      }
    }
    for (const field of ['leader', 'manager'] as const) {
      const role = people.get(value[field])?.role;
      if (role !== undefined && role !== 'leader' && role !== 'manager') {
        findings.push(
          warning(
            [...path, field],
            `${value[field]} has the role ${role}; only a leader or manager may take, assign and approve`,
          ),
        );
      }
    }
    if (circular(value.id, next))
      findings.push(
        error(
          [...path, 'next'],
          `going up from here leads back to "${value.id}"; leave "next" out in the highest group`,
        ),
      );
    for (const [index, slot] of value.duty.entries()) {
      if (slot.person === slot.deputy)
        findings.push(
          warning(
            [...path, 'duty', index, 'deputy'],
            'the deputy is the duty person; when they sleep, nobody hears',
          ),
        );
    }
  }
  const pagers = new Set(
    draft.groups.flatMap(({ value }) => [
      value.leader,
      value.manager,
      ...value.duty.map(({ person }) => person),
    ]),
  );
  for (const { path, value } of draft.people) {
    if (pagers.has(value.id) && value.reach.every((address) => address.startsWith('email:'))) {
      findings.push(
        warning(
          [...path, 'reach'],
          `a page reaches ${value.name} by mail only, which wakes nobody; add sms: or slack:`,
        ),
      );
    }
  }
  return findings;
}

function circular(start: string, next: Map<string, string | undefined>): boolean {
  const seen = new Set<string>();
  for (let at = next.get(start); at !== undefined && !seen.has(at); at = next.get(at)) {
    if (at === start) return true;
    seen.add(at);
  }
  return false;
}
