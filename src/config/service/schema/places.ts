import * as z from 'zod';
import { date, datesByYear, days, hours, zone } from './when.ts';
import { id, line } from './words.ts';

export const Site = z.strictObject({
  id: id(),
  customer: id(),
  name: line(60),
  name_en: line(60).optional(),
  timezone: zone().optional().meta({ description: 'The organisation’s when left out' }),
  address: line(200).optional(),
  access: line(500).optional().meta({ description: 'How to get in; shown to whoever claims' }),
  aliases: z.array(line(40)).default([]).meta({ description: 'Words in a report that mean this place' }),
});

export const Equipment = z.strictObject({
  id: id(),
  site: id(),
  name: line(80),
  model: line(80).optional(),
  serial: line(80).optional(),
  bought: date().optional(),
});

export const Calendar = z
  .strictObject({
    timezone: zone().optional().meta({ description: 'The organisation’s when left out' }),
    hours: z
      .array(z.strictObject({ days: days(), hours: hours() }))
      .min(1, 'a calendar with no hours never works; leave the line out for 7×24')
      .optional()
      .meta({ description: 'Working hours; 7×24 when left out' }),
    holidays: datesByYear().meta({ description: 'Days off by year: "2026: [01-01..01-03, 10-01..10-07]"' }),
    workdays: datesByYear().meta({
      description: '调休: days that work although the weekday or a holiday says otherwise',
    }),
  })
  .meta({ description: 'When time counts' });

export const SmsCountry = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/, 'two capital letters name a country: CN, DE, US'),
  inbound: z.boolean().meta({ description: 'People can answer our texts' }),
  links: z.boolean().meta({ description: 'Texts may carry links' }),
  numbers: z.boolean().meta({ description: 'Texts may carry telephone numbers' }),
  free_text: z.boolean().meta({ description: 'Free text, not only registered templates' }),
  daily_cap: z.int().min(1).max(100).meta({ description: 'Texts a person and day' }),
});
