import type { Consequence, Limit, OpenTicket } from './consequence.ts';
import { added, changed, pairs, removed } from './same.ts';
import type { Contract, Promised, Service, Severity } from './service.ts';

const severities = ['urgent', 'severe', 'general'] as const satisfies Severity[];

/** Changed promises hold for new tickets; open ones keep theirs, because each pins its policy. */
export function contractConsequences(
  before: Service,
  after: Service,
  tickets: readonly OpenTicket[],
): Consequence[] {
  const openOf = (contracts: readonly Contract[]) => {
    const ids = new Set(contracts.map(({ id }) => id));
    return tickets.filter(({ policyContract }) => ids.has(policyContract)).length;
  };
  const old = before.contracts.find((contract) => contract.default)?.id;
  const now = after.contracts.find((contract) => contract.default)?.id;
  const bare = (service: Service) => ({
    ladders: service.ladders,
    calendars: service.calendars.map(({ id, timezone, hours, holidays, workdays }) => ({
      id,
      timezone,
      hours,
      holidays,
      workdays,
    })),
  });
  const [was, is] = [bare(before), bare(after)];
  return [
    ...removed(before.contracts, after.contracts).map(
      (contract): Consequence => ({
        kind: 'contract-removed',
        contract: contract.id,
        open: openOf([contract]),
      }),
    ),
    ...added(before.contracts, after.contracts).map(
      (contract): Consequence => ({
        kind: 'contract-added',
        contract: contract.id,
        promises: contract.promises.length,
      }),
    ),
    ...(old === now
      ? []
      : [
          {
            kind: 'default-contract',
            ...(old !== undefined && { before: old }),
            ...(now !== undefined && { after: now }),
          } as const,
        ]),
    ...pairs(before.contracts, after.contracts).flatMap(([a, b]) => promiseConsequences(a, b, openOf([b]))),
    ...pairs(was.ladders, is.ladders)
      .filter(([a, b]) => changed(a, b))
      .map(
        ([, { id }]): Consequence => ({
          kind: 'ladder-changed',
          ladder: id,
          open: openOf(before.contracts.filter(({ ladder }) => ladder === id)),
        }),
      ),
    ...pairs(was.calendars, is.calendars)
      .filter(([a, b]) => changed(a, b))
      .map(
        ([, { id }]): Consequence => ({
          kind: 'calendar-changed',
          calendar: id,
          open: openOf(
            before.contracts.filter(
              (contract) =>
                contract.workingCalendar === id || contract.promises.some(({ calendar }) => calendar === id),
            ),
          ),
        }),
      ),
  ];
}

function promiseConsequences(before: Contract, after: Contract, open: number): Consequence[] {
  const contract = after.id;
  const keyed = ({ promises }: Contract) => promises.map((promised) => ({ ...promised, id: promised.clock }));
  const [was, is] = [keyed(before), keyed(after)];
  return [
    ...removed(was, is).map(
      ({ clock, withinMs }): Consequence => ({ kind: 'promise-removed', contract, clock, withinMs, open }),
    ),
    ...added(was, is).map(
      ({ clock, withinMs }): Consequence => ({ kind: 'promise-added', contract, clock, withinMs, open }),
    ),
    ...pairs(was, is).flatMap(([a, b]) => [
      ...limits(a, b).map(
        (limit): Consequence => ({ kind: 'promise-changed', contract, clock: b.clock, limit, open }),
      ),
      ...(a.targetMs === b.targetMs
        ? []
        : [
            {
              kind: 'target-changed',
              contract,
              clock: b.clock,
              limit: limit(a.targetMs, b.targetMs),
              open,
            } as const,
          ]),
      ...(changed(rest(a), rest(b))
        ? [{ kind: 'clause-changed', contract, clock: b.clock, open } as const]
        : []),
    ]),
  ];
}

/** What else a promise says: its words, and when and by which calendar it is counted. */
const rest = ({ applies, from, calendar, clause, reading }: Promised) => ({
  applies,
  from,
  calendar,
  clause,
  reading,
});

const limit = (beforeMs: number | undefined, afterMs: number | undefined, severity?: Severity): Limit => ({
  ...(severity !== undefined && { severity }),
  ...(beforeMs !== undefined && { beforeMs }),
  ...(afterMs !== undefined && { afterMs }),
});

/** One line when all severities move alike, else one for each that moves. */
function limits(a: Promised, b: Promised): Limit[] {
  const effective = (promised: Promised, severity: Severity) =>
    promised.severities?.[severity] ?? promised.withinMs;
  const moved = severities.filter((severity) => effective(a, severity) !== effective(b, severity));
  const sameOld = new Set(severities.map((severity) => effective(a, severity))).size === 1;
  const sameNow = new Set(severities.map((severity) => effective(b, severity))).size === 1;
  if (moved.length === severities.length && sameOld && sameNow)
    return [limit(effective(a, 'urgent'), effective(b, 'urgent'))];
  return moved.map((severity) => limit(effective(a, severity), effective(b, severity), severity));
}
