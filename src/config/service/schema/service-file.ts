import * as z from 'zod';
import { toService } from '../to-service.ts';
import { Contract, Ladder } from './contracts.ts';
import { Checklist, Inspection } from './inspections.ts';
import { Customer, Group, Organisation, Person } from './people.ts';
import { Calendar, Equipment, Site, SmsCountry } from './places.ts';
import { Retention } from './retention.ts';
import { id } from './words.ts';

/** Sections that are lists: their items are judged one by one, so that one slip hides no other. */
export const lists = {
  people: Person,
  groups: Group,
  customers: Customer,
  sites: Site,
  equipment: Equipment,
  contracts: Contract,
  inspections: Inspection,
  sms_countries: SmsCountry,
} as const;

/** Sections whose items have their id as name. */
export const maps = { ladders: Ladder, calendars: Calendar, checklists: Checklist } as const;

/** What people write: `service.yaml`. */
export const ServiceYaml = z
  .strictObject({
    organisation: Organisation,
    people: z.array(Person),
    groups: z.array(Group),
    customers: z.array(Customer).default([]),
    sites: z.array(Site).default([]),
    equipment: z.array(Equipment).default([]),
    contracts: z.array(Contract),
    ladders: z.record(id(), Ladder),
    calendars: z.record(id(), Calendar).default({}),
    checklists: z.record(id(), Checklist).default({}),
    inspections: z.array(Inspection).default([]),
    sms_countries: z.array(SmsCountry).default([]).meta({
      description: 'What your SMS provider can do in a country, where it differs from the built-in table',
    }),
    retention: Retention.optional(),
  })
  .meta({ title: 'Faultline service.yaml', description: 'The service commitment as data' });
export type ServiceYaml = z.output<typeof ServiceYaml>;

/** The same in our words, still without its hash. */
export const ServiceFile = ServiceYaml.transform(toService);
