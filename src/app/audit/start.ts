import { saltedHash } from '../../lib/salted-hash.ts';
import type { Context } from '../context.ts';
import { startLoop } from '../loop.ts';
import { createAudit } from './audit.ts';

/** Shorter than the lease, so that one hub keeps it and remembers for how long something has been so. */
const everyMs = 10_000;

/** The audit as a loop of its own; a hub that starts catches up first. Answers how to stop it. */
export function startAudit(secrets: readonly string[], ctx: Context): () => Promise<void> {
  const { pass } = createAudit((text) => secrets.map((secret) => saltedHash(secret, text)), ctx);
  let first = true;
  const loop = startLoop(
    'audit',
    async (stopping) => {
      if (!first) return pass(stopping);
      first = false;
      return false;
    },
    ctx.log,
    everyMs,
  );
  return () => loop.stop();
}
