import type { Address } from '../../../src/domain/address.ts';
import { castOf } from '../../../src/domain/notice/cast.ts';
import type { Wording } from '../../../src/domain/notice/catalogue.ts';
import type { Owed } from '../../../src/domain/notice/owed.ts';
import { owedToReporters } from '../../../src/domain/notice/to-reporter.ts';
import { owedToStaff } from '../../../src/domain/notice/to-staff.ts';
import { owedToSupervisors } from '../../../src/domain/notice/to-supervisor.ts';
import type { Policy, Service } from '../../../src/domain/service/service.ts';
import type { TicketCommand } from '../../../src/domain/ticket/commands.ts';
import { decide } from '../../../src/domain/ticket/decide.ts';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';
import { evolve } from '../../../src/domain/ticket/evolve.ts';
import { ring } from '../../../src/domain/ticket/ring.ts';
import type { Ticket } from '../../../src/domain/ticket/ticket.ts';
import { service as example, policy as standard } from '../ticket/given.ts';

export interface Settings {
  service?: Service;
  policy?: Policy;
  oneWay?: (address: Address) => boolean;
}

export interface Told {
  reporters: Owed[];
  supervisors: Owed[];
  staff: Owed[];
  ticket: Ticket;
}

/** What one event makes people hear, as the hub puts it together. */
export function toldBy(event: TicketEvent, before: Ticket | undefined, settings: Settings = {}): Told {
  const { service = example, policy = standard, oneWay = () => false } = settings;
  const ticket = event.type === 'TicketOpened' ? event.ticket : evolve(before as Ticket, event);
  const scene = { before, ticket, policy, cast: castOf(service, ticket, event.at), oneWay };
  return {
    reporters: owedToReporters(event, scene),
    supervisors: owedToSupervisors(event, scene),
    staff: owedToStaff(event, scene),
    ticket,
  };
}

export interface Heard {
  ticket: Ticket;
  owed: Owed[];
}

/** Plays commands and instants (at which alarms ring) on a ticket, and keeps what everybody hears. */
export function hear(
  start: Ticket,
  steps: (TicketCommand | Date | TicketEvent)[],
  settings: Settings = {},
): Heard {
  let ticket = start;
  const owed: Owed[] = [];
  const apply = (events: TicketEvent[]) => {
    for (const event of events) {
      const told = toldBy(event, ticket, settings);
      owed.push(...told.reporters, ...told.supervisors, ...told.staff);
      ticket = told.ticket;
    }
  };
  for (const step of steps) {
    if (step instanceof Date) apply(ring(ticket, settings.policy ?? standard, step));
    else if ('at' in step) apply([step]);
    else {
      const decision = decide(ticket, step);
      if (!decision.ok) throw new Error(`${step.type} was refused: ${decision.error.reason}`);
      apply(decision.value);
    }
  }
  return { ticket, owed };
}

/** `wang.lei: page (page)`, `sms:+8613900000777: receipt`. */
export const line = ({ to, wording, loud }: Owed): string =>
  `${to.kind === 'person' ? to.id : to.address}: ${wording.name}${loud === 'notice' ? '' : ` (${loud})`}`;

export const lines = (owed: Owed[]): string[] => owed.map(line);

export const factsOf = <N extends Wording['name']>(owed: Owed[], name: N) =>
  owed.flatMap(({ wording }) =>
    wording.name === name ? [wording.facts as Extract<Wording, { name: N }>['facts']] : [],
  );
