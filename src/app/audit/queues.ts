import type { Finding } from '../../store/findings.ts';
import type { Context } from '../context.ts';
import { moveAll } from '../move.ts';
import { createPatience } from './patience.ts';

const atOnce = 200;
const mostLooks = 20;
/** Longer than a hub that died holds anything, and than the others leave it alone. */
const leftMs = 60_000;
/** A desk that is flooded works through its line; whoever waits longer than this waits for nobody. */
const lineMs = 5 * 60_000;
/** Between the row and the waking of its lane lies one command; what a hub left that died there is done by another after 10 s. */
const asleepMs = 20_000;

/** One that waits in a queue for nobody, and what wakes it. */
export interface Left {
  finding: Finding;
  repair(): Promise<boolean>;
}

const ago = (now: Date, ms: number): Date => new Date(now.getTime() - ms);

/** What lies in a queue and is fetched by nobody: owed by tickets, in the outbox, in the inbox. */
export function createQueueAudit(ctx: Context, elapsed: () => number) {
  const owedFor = createPatience(elapsed);
  const asleepFor = createPatience(elapsed);
  const unhandledFor = createPatience(elapsed);

  /** Many that wait their turn must not hide one behind them. */
  async function dueForNobody(before: Date) {
    const found = [];
    let after: Date | undefined = new Date(0);
    for (let looks = 0; after && looks < mostLooks; looks++) {
      const { rows, upTo } = await ctx.audit.asleep(after, before, atOnce);
      found.push(...rows);
      after = upTo;
    }
    return found;
  }

  async function owed(now: Date): Promise<Left[]> {
    const owing = await ctx.tickets.owing(atOnce, { since: ago(now, leftMs) });
    const still = owedFor.still(
      owing.map(({ number, pending }) => `pending/${number}/${pending[0]?.id}`),
      leftMs,
    );
    return owing.flatMap((one): Left[] => {
      const _id = `pending/${one.number}/${one.pending[0]?.id}`;
      if (!still.has(_id)) return [];
      const what = 'what it owes was moved by nobody for a minute';
      return [
        {
          finding: { _id, kind: 'pending', ticket: one.number, what },
          repair: async () => (await moveAll([one], ctx)).size > 0,
        },
      ];
    });
  }

  async function asleep(now: Date): Promise<Left[]> {
    const rows = await dueForNobody(ago(now, asleepMs));
    const still = asleepFor.still(
      rows.map(({ _id }) => _id),
      asleepMs,
    );
    const lanes = new Map(rows.filter(({ _id }) => still.has(_id)).map((row) => [row.lane, row]));
    return [...lanes.values()].map(({ lane, ticket }) => ({
      finding: {
        _id: `lane/${ctx.hash(lane)}`,
        kind: 'lane',
        ...(ticket !== undefined && { ticket }),
        what: 'messages are due at an address that nobody would have looked at',
      },
      repair: async () => {
        await ctx.outbox.wake(new Map([[lane, now]]));
        ctx.poke('outbox');
        return true;
      },
    }));
  }

  async function unhandled(now: Date): Promise<Left[]> {
    const ids = await ctx.audit.unhandled(ago(now, lineMs), atOnce);
    const still = unhandledFor.still(ids, leftMs);
    return [...still].map((id) => ({
      finding: { _id: `inbox/${id}`, kind: 'inbox', what: 'a message was taken in and handled by nobody' },
      repair: async () => {
        await ctx.audit.makeDue(id, now);
        for (const loop of ['inbox', 'receipts'] as const) ctx.poke(loop);
        return true;
      },
    }));
  }

  return async (): Promise<Left[]> => {
    const now = ctx.clock.now();
    return [...(await owed(now)), ...(await asleep(now)), ...(await unhandled(now))];
  };
}
