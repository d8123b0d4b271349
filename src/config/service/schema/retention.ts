import * as z from 'zod';
import { duration } from './duration.ts';

/** Shorter than this it would remove what the desk itself still asks for: histories, receipts, the audit's last day. */
const leastMs = 30 * 24 * 3_600_000;

export const Retention = z
  .strictObject({
    messages: duration()
      .refine((ms) => ms >= leastMs, { error: 'messages are kept for 30d at least; write 30d, 1y or more' })
      .optional()
      .meta({
        description:
          'How long raw messages are kept after they came in, and notices after their ticket was closed; left out: for ever. Tickets and their journal always stay.',
        examples: ['1y', '3y'],
      }),
  })
  .meta({ description: 'How long what is over is kept' });
