import type { FindingDoc } from '../../store/findings.ts';
import type { Context } from '../context.ts';
import { noticeRows } from '../owe.ts';

/** Many findings have one cause: it is told of at once, and of what comes after that in one message again. */
const restMs = 10 * 60_000;
const shown = 5;

/** An alarm to every manager of what was found since the last one. Answers when they were told. */
export async function tell(toldAt: Date | undefined, ctx: Context): Promise<Date | undefined> {
  const now = ctx.clock.now();
  if (toldAt && now.getTime() - toldAt.getTime() < restMs && toldAt <= now) return toldAt;
  const untold = await ctx.findings.untold();
  const [oldest] = untold;
  if (!oldest) return toldAt;
  const id = `audit/${oldest._id}@${oldest.foundAt.getTime()}`;
  const wording = { name: 'audit', facts: factsOf(untold) } as const;
  const managers = new Set(ctx.service().groups.map(({ manager }) => manager));
  const rows = [...managers].flatMap((person) =>
    noticeRows(
      { purpose: 'audit', to: { kind: 'person', id: person }, loud: 'notice', wording },
      { id, at: now, seq: 0 },
      ctx,
    ),
  );
  await ctx.outbox.add(rows);
  await ctx.findings.told(untold.map(({ _id }) => _id));
  ctx.poke('outbox');
  return now;
}

function factsOf(untold: FindingDoc[]) {
  const repaired = untold.filter(({ repairedAt }) => repairedAt).length;
  const items = untold.slice(0, shown).map(({ kind, ticket, repairedAt }) => ({
    kind,
    ...(ticket !== undefined && { ticket }),
    repaired: repairedAt !== undefined,
  }));
  return { found: untold.length, repaired, items };
}
