import { createBreather } from '../../lib/breather.ts';
import type { AuditState } from '../../store/audit.ts';
import type { Context } from '../context.ts';
import type { Seals } from './chain.ts';
import type { Found, Known } from './examine.ts';
import { createPatience } from './patience.ts';
import { createQueueAudit, type Left } from './queues.ts';
import { repair } from './repair.ts';
import { createRounds, type Suspect } from './rounds.ts';
import { tell } from './tell.ts';

/** As long as a dead hub may stand in the way. */
const leaseMs = 15_000;
/** Of each kind of look, so that a pass stays short on a desk of any size. */
const budgetMs = 600;
const overdueMs = 120_000;
/** As many at once have another cause than damage: a release whose rules tell a history differently. */
const mostFolds = 10;
/** A directory that was read a little earlier by another hub. */
const castLagMs = 5000;

/** A mark of each secret: one that is missing later was taken off the list. */
const sealMark = 'faultline audit';

/**
 * Asks again, from the journal and the pinned policies alone, what should have happened, and makes good what is
 * missing. It shares the rules with the hub that it checks and nothing else: not the plan, not the queues, not
 * the loops. One hub at a time does it.
 */
export function createAudit(
  sealsOf: (text: string) => string[],
  ctx: Context,
  elapsed: () => number = () => performance.now(),
) {
  const rounds = createRounds(ctx);
  const queues = createQueueAudit(ctx, elapsed);
  const overdueFor = createPatience(elapsed);
  let cast: { of: unknown; since: Date } | undefined;

  function castSince(now: Date): Date {
    const of = ctx.service();
    if (cast?.of !== of) cast = { of, since: new Date(now.getTime() + castLagMs) };
    return cast.since;
  }

  /** Entries sealed by a secret that is no more look changed to everybody. */
  function sealsSince(state: AuditState): { seals: Seals; marks: string[] } {
    const present = sealsOf(sealMark);
    const marks = [...new Set([...(state.seals ?? []), ...present])];
    return { seals: marks.length === present.length ? sealsOf : undefined, marks };
  }

  async function makeGood(suspects: Suspect[], left: Left[]): Promise<Set<string>> {
    const seen = new Set<string>();
    const folds = suspects.flatMap(({ found }) =>
      found.filter(({ finding }) => finding.kind === 'fold'),
    ).length;
    for (const { finding, repair: wake } of left) await one(finding, wake);
    for (const { stored, found } of suspects)
      for (const each of found) {
        const { finding } = each;
        if (finding.kind === 'overdue' && !overdueFor.longSeen(finding._id, overdueMs)) continue;
        const can = finding.kind !== 'fold' || folds <= mostFolds;
        await one(finding, async () => can && (await repair(each, stored, ctx)));
      }
    return seen;

    async function one(finding: Found['finding'], make: () => Promise<boolean>): Promise<void> {
      seen.add(finding._id);
      const now = ctx.clock.now();
      const news = await ctx.findings.found(finding, now);
      const { kind, ticket, what } = finding;
      let repaired = false;
      try {
        repaired = await make();
      } catch (error) {
        ctx.log.warn({ kind, ticket, err: error }, 'what the audit found will be repaired later');
      }
      if (repaired) await ctx.findings.repaired(finding._id, ctx.clock.now());
      if (news || repaired)
        ctx.log.error({ finding: finding._id, ticket, what, repaired }, 'the audit found something wrong');
    }
  }

  return {
    /** One pass. False: rest; others may have the audit. */
    async pass(stopping: () => boolean): Promise<false> {
      if ((await ctx.leases.hold('audit', leaseMs)) === undefined) return false;
      const state = await ctx.audit.state();
      const now = ctx.clock.now();
      const { seals, marks } = sealsSince(state);
      const known: Known = { now, seals, castSince: castSince(now), breathe: createBreather() };
      const within = () => {
        const until = performance.now() + budgetMs;
        return () => !stopping() && performance.now() < until;
      };
      const lately = await rounds.changed(state.watermark, known, within());
      const quick = await rounds.round(state.quickAfter ?? 0, 'quick', known, within());
      const whole = await rounds.round(state.deepAfter ?? 0, 'whole', known, within());
      const began = state.deepAfter === undefined ? now : (state.deepSince ?? now);
      const swept = whole.after === undefined;
      // What was found before this round and not in it may be on a ticket that is over.
      const again = swept ? await rounds.these(await ctx.findings.stale(began), known) : [];
      const suspects = [...lately.suspects, ...quick.suspects, ...whole.suspects, ...again];
      const once = [...new Map(suspects.map((one) => [one.stored.ticket.number, one])).values()];
      await makeGood(once, await queues());
      if (swept) await ctx.findings.over(began);
      await ctx.audit.keepState({
        watermark: lately.upTo,
        quickAfter: quick.after,
        deepAfter: whole.after,
        deepSince: began,
        passAt: now,
        ...(swept && { sweptAt: now }),
        seals: marks,
        toldAt: await tell(state.toldAt, ctx),
      });
      return false;
    },
  };
}
