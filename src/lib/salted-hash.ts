import { createHash } from 'node:crypto';

/** Names words without telling them: the same for the same secret, nothing to anybody without it. */
export const saltedHash = (secret: string, text: string): string =>
  createHash('sha256').update(secret).update('\0').update(text).digest('hex').slice(0, 32);
