import { z } from 'zod';

/** What is kept beside a mail's bytes. */
export const StoredMail = z.object({
  source: z.enum(['imap', 'smtp']),
  /** Bytes of the whole mail, also where only its beginning was kept. */
  size: z.number(),
  /** Only its beginning was kept. */
  cut: z.boolean().optional(),
});
export type StoredMail = z.infer<typeof StoredMail>;
