import { channelOf, masked } from '../address.ts';
import type { Clock } from '../clock/clock.ts';
import { calendarOf, dueAt, stateOf } from '../clock/reading.ts';
import { named } from '../notice/cast.ts';
import { englishName } from '../notice/names.ts';
import type { Policy, Service } from '../service/service.ts';
import { actionsOf } from './actions.ts';
import { recordOwed } from './decide/noting.ts';
import { isVoid, reporterOf, type Ticket } from './ticket.ts';
import type { TicketView } from './view.ts';

/** The present run of each clock: a denied fix starts a new answer, the earlier one is history. */
export function presentClocks(clocks: Clock[]): Clock[] {
  return clocks.filter((clock, i) => !clocks.slice(i + 1).some((later) => later.clock === clock.clock));
}

/** The ticket as messages show it, at `now`. */
export function ticketView(ticket: Ticket, service: Service, policy: Policy, now: Date): TicketView {
  const customer = service.customers.find((c) => c.id === ticket.customer);
  const site = service.sites.find((s) => s.id === ticket.site);
  const reporter = reporterOf(ticket);
  const { pause, offer, worker } = ticket;
  const first = ticket.reports[0];
  return {
    number: ticket.number,
    title: ticket.title,
    titled: ticket.titleEdited,
    severity: ticket.severity,
    status: ticket.status,
    ...(ticket.status === 'closed' && { outcome: ticket.outcome }),
    openedAt: ticket.openedAt,
    ...(customer && { customer: pick(customer) }),
    ...(site && {
      site: {
        ...pick(site),
        ...(site.address && { address: site.address }),
        ...(site.access && { access: site.access }),
      },
    }),
    reporter: {
      ...(reporter.name && reporter.name !== masked(reporter.address) && inBoth(reporter.name, service)),
      masked: masked(reporter.address),
      channel: channelOf(reporter.address),
    },
    owner: named(service, ticket.owner),
    ...(worker && { worker: named(service, worker) }),
    claimed: ticket.claimed,
    text: first?.text ?? '',
    additions: ticket.reports
      .slice(1)
      .filter((r) => r.text.trim() !== '')
      .slice(-3)
      .map((r) => {
        const by = ticket.parties.find((p) => p.address === r.from)?.name ?? masked(r.from);
        const { nameEn: byEn } = inBoth(by, service);
        return { text: r.text, by, ...(byEn && { byEn }), at: r.at };
      }),
    // What was no fault was neither kept nor broken.
    clocks:
      ticket.promised && !isVoid(ticket)
        ? presentClocks(ticket.clocks).map((clock) => clockView(clock, policy, now))
        : [],
    onsite: ticket.onsite,
    ...(pause && {
      pause: { reason: pause.reason, approved: pause.approved, ...(pause.until && { until: pause.until }) },
    }),
    ...(offer && { offeredTo: named(service, offer.to) }),
    ...(ticket.partOf !== undefined && { partOf: ticket.partOf }),
    parts: ticket.parts,
    ...(ticket.quotes !== undefined && { quotes: ticket.quotes }),
    files: ticket.reports.flatMap((r) => r.files ?? []),
    recordOwed: ticket.status === 'open' || isVoid(ticket) ? [] : recordOwed(ticket),
    actions: actionsOf(ticket, now),
    timezone: policy.timezone,
  };
}

const pick = ({ name, nameEn }: { name: string; nameEn?: string }) => ({ name, ...(nameEn && { nameEn }) });

function inBoth(name: string, service: Service): { name: string; nameEn?: string } {
  const nameEn = englishName(service, name);
  return { name, ...(nameEn && { nameEn }) };
}

function clockView(clock: Clock, policy: Policy, now: Date): TicketView['clocks'][number] {
  const calendar = calendarOf(clock, policy.calendars);
  return {
    clock: clock.clock,
    clause: clock.clause,
    dueAt: dueAt(clock, calendar, now),
    state: stateOf(clock, calendar, now),
    ...(clock.stoppedAt && { stoppedAt: clock.stoppedAt }),
    ...(clock.paused && { reason: clock.paused.reason }),
  };
}
