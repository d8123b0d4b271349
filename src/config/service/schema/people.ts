import * as z from 'zod';
import { personal, room } from './address.ts';
import { days, hours, zone } from './when.ts';
import { id, line, locale, phone, worded } from './words.ts';

export const Organisation = z
  .strictObject({
    name: line(40),
    name_en: line(40),
    signature: worded(24)
      .optional()
      .meta({ description: 'Opens every SMS; 【name】 and "name_en: " when left out' }),
    timezone: zone(),
    locale: locale(),
    safety: worded(120).meta({ description: 'Said before anything else when a report holds a danger word' }),
    phone: phone()
      .nullish()
      .meta({ description: 'The service desk’s number; empty as long as nobody has given it (K15)' }),
  })
  .meta({ description: 'Who gives the service' });

const reach = () =>
  z
    .array(personal())
    .min(1, 'nobody can be told anything without an address; add one: [sms:+8613800000001]')
    .max(10)
    .meta({ description: 'Addresses in order of preference' });

export const Person = z.strictObject({
  id: id(),
  name: line(40),
  name_en: line(40).optional(),
  role: z.enum(['engineer', 'leader', 'manager', 'supervisor', 'agent', 'expert']),
  level: z
    .int()
    .min(1)
    .max(3)
    .optional()
    .meta({ description: '1 first line, 2 second line, 3 research and development' }),
  locale: locale().optional().meta({ description: 'The organisation’s when left out' }),
  reach: reach(),
});

const Duty = z.strictObject({
  person: id(),
  deputy: id().optional().meta({ description: 'Is paged when the duty person does not claim' }),
  days: days(),
  hours: hours(),
});

export const Group = z.strictObject({
  id: id(),
  name: line(40),
  name_en: line(40).optional(),
  leader: id().meta({ description: 'Holds the tickets when nobody is on duty' }),
  deputy: id().optional().meta({ description: 'Stands in for the leader when three alerts go unanswered' }),
  manager: id(),
  channel: room().optional().meta({ description: 'The conversation that shows the cards' }),
  alerts: room().optional().meta({ description: 'Where managers’ alerts are shown' }),
  duty: z.array(Duty).default([]).meta({ description: 'The rota, in the organisation’s zone' }),
  next: id().optional().meta({ description: 'The group one level up' }),
});

export const Contact = z.strictObject({
  id: id(),
  name: line(40),
  name_en: line(40).optional(),
  role: z.enum(['reporter', 'contact', 'supervisor']).default('reporter'),
  locale: locale().optional(),
  reach: reach(),
  call: z
    .boolean()
    .default(false)
    .meta({ description: 'We may telephone to ask "fixed?"; the logged call is the answer' }),
});

export const Customer = z.strictObject({
  id: id(),
  name: line(40),
  name_en: line(40).optional(),
  key_account: z.boolean().default(false),
  contract: id(),
  contacts: z.array(Contact).default([]),
});
