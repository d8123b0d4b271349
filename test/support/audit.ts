import { createAudit } from '../../src/app/audit/audit.ts';
import { createRounds } from '../../src/app/audit/rounds.ts';
import type { Context } from '../../src/app/context.ts';
import { saltedHash } from '../../src/lib/salted-hash.ts';
import type { FindingDoc } from '../../src/store/findings.ts';
import { openKernel } from './kernel.ts';

const seals =
  (...secrets: string[]) =>
  (text: string) =>
    secrets.map((secret) => saltedHash(secret, text));

/** One pass that nobody hinders, of an audit that starts now; everything ever found that nobody was told of. */
export async function auditOnce(ctx: Context, ...secrets: string[]): Promise<FindingDoc[]> {
  const before = await ctx.findings.untold();
  const alone = {
    ...ctx,
    leases: { ...ctx.leases, hold: async () => 1 },
    findings: { ...ctx.findings, untold: async () => [] },
  };
  await createAudit(seals(...secrets), alone).pass(() => false);
  const known = new Set(before.map(({ _id }) => _id));
  return (await ctx.findings.untold()).filter(({ _id }) => !known.has(_id));
}

/**
 * What an audit finds wrong with the desk on this database: what its own has found, and what another one finds
 * on every ticket, those that are over as well. A healthy desk gives nothing.
 */
export async function auditOf(uri: string, secret?: string): Promise<string[]> {
  const { ctx, store } = await openKernel(uri, undefined, { secret });
  try {
    const used = secret ?? (await store.meta.secret(() => 'none'));
    const found = await store.connection.collection<FindingDoc>('findings').find({}).toArray();
    const numbers = (
      await store.connection
        .collection('tickets')
        .find({}, { projection: { _id: 1 } })
        .toArray()
    ).map(({ _id }) => Number(_id));
    // Who is on duty is known better now than then: it is enough that somebody was told.
    const castSince = new Date(8.64e15);
    const known = { now: ctx.clock.now(), seals: seals(used), castSince, breathe: () => undefined };
    const suspects = await createRounds(ctx).these(numbers, known);
    const findings = [...found, ...suspects.flatMap((one) => one.found.map(({ finding }) => finding))];
    return findings.map(({ _id, what }) => `audit: ${_id}: ${what}`);
  } finally {
    await store.close();
  }
}
