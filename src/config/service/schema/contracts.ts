import * as z from 'zod';
import { duration, within, workingDays } from './duration.ts';
import { quoted } from './quoted.ts';
import { date } from './when.ts';
import { clause, id, keeps, line } from './words.ts';

const yearMs = 366 * 86_400_000;
export const clockNames = ['answer', 'onsite', 'fix', 'spare', 'complaint', 'complaint-response'] as const;

export const Promised = z.strictObject({
  clock: z.enum(clockNames),
  applies: z.enum(['always', 'on-site-agreed', 'complaint']).optional().meta({
    description:
      'Fits the clock when left out: onsite once a visit is agreed, complaint when one is made, else always',
  }),
  within: within({ mostMs: yearMs }),
  target: within({ mostMs: yearMs })
    .optional()
    .meta({ description: 'The stricter reading: warns worker and leader, never a manager' }),
  from: z.enum(['report', 'occurrence', 'complaint']).optional(),
  calendar: id().default('7x24'),
  clause: clause(),
  reading: line(500)
    .optional()
    .meta({ description: 'How the sentence is read where it can be read in two ways' }),
  keeps: keeps(),
  severities: z
    .strictObject({
      urgent: within({ mostMs: yearMs }).optional(),
      severe: within({ mostMs: yearMs }).optional(),
      general: within({ mostMs: yearMs }).optional(),
    })
    .optional()
    .meta({ description: 'Other limits by severity' }),
});

export const Clause = z.strictObject({
  id: id(),
  clause: clause(),
  reading: line(500).optional(),
  keeps: keeps(),
  measured_by: z
    .enum(clockNames)
    .optional()
    .meta({ description: 'The clock that measures this under another clause' }),
});

export const Contract = z.strictObject({
  id: id(),
  default: z.boolean().default(false).meta({ description: 'Covers reporters whom no customer claims' }),
  accepted: date().optional().meta({ description: 'Day of acceptance: the warranty starts here' }),
  warranty: duration().optional(),
  maintenance: duration().optional(),
  maintenance_from: z
    .enum(['warranty-end', 'acceptance'])
    .optional()
    .meta({ description: 'K6: when the maintenance period begins; write it once the customer has said so' }),
  group: id(),
  ladder: id(),
  tell_on_breach: z.enum(['reporter', 'supervisor', 'after-approval']).default('reporter'),
  working_calendar: id().meta({ description: 'Counts the working days of silence after "fixed?"' }),
  remind_after: workingDays().default(1),
  close_after: workingDays().default(3),
  promises: z.array(Promised).default([]),
  clauses: z.array(Clause).default([]).meta({ description: 'The other sentences of the commitment' }),
});

const role = z.enum(['duty', 'deputy', 'leader', 'manager', 'owner', 'worker']);
const roles = z.array(role).min(1, 'nobody would hear this step; name at least one role');

const UnclaimedStep = z.strictObject({
  unclaimed: duration({ zero: true, mostMs: yearMs }).meta({
    description: 'Time since opening without a claim',
  }),
  page: roles,
});

const percent = z
  .string({
    error: ({ input }) =>
      typeof input === 'number' ? `write the share with its sign: ${input}%` : 'a share is expected: 50%',
  })
  .regex(/^[1-9]\d{0,2}%$/, {
    error: ({ input }) => `${quoted(input)} is not a share of the time; write 50%, 90%, 100%`,
  })
  .meta({ examples: ['50%', '90%', '100%'] })
  .transform((text) => Number.parseInt(text, 10));

const ShareStep = z.strictObject({
  at: percent,
  tell: roles,
  by: z
    .array(z.enum(['chat', 'sms', 'email']))
    .min(1)
    .default(['chat']),
  again: z
    .array(z.union([z.literal('daily'), duration({ mostMs: yearMs })]))
    .default([])
    .meta({ description: 'Gaps between repeats; "daily" is 08:30 and stays' }),
});

export const Ladder = z
  .array(z.union([UnclaimedStep, ShareStep]))
  .meta({ description: 'Who hears what at which minute or share of a clock' });
