import type { AuditedTicket } from '../../store/audit.ts';
import type { Context } from '../context.ts';
import { examine, type Found, type Known } from './examine.ts';
import { missedAlarm } from './ladder.ts';

const wholeAtOnce = 50;
const quickAtOnce = 500;
const changesAtOnce = 2000;
/** More than are written within the overlap, or the same ones would be examined again and again. */
const mostExamined = 200_000;
/** An entry is in the journal a little after it was written on its ticket; after a killed hub some seconds later. */
const settleMs = 5000;
const overlapMs = 30_000;
/** Further back the rounds over what is open look anyway. */
const lookBackMs = 3_600_000;

export interface Suspect {
  stored: AuditedTicket;
  found: Found[];
}

/** Work is cut into pieces, so that a pass takes as long as it may and no longer. */
type More = () => boolean;

/** How the audit gets round: what changed lately, then everything open, the ladder alone and the whole journal. */
export function createRounds(ctx: Context) {
  /** The version at which a ticket was examined last: the overlap needn't be examined twice. */
  const examined = new Map<number, number>();

  async function whole(tickets: AuditedTicket[], known: Known): Promise<Suspect[]> {
    const numbers = tickets.map(({ ticket }) => ticket.number);
    const [entries, words, sent] = await Promise.all([
      ctx.audit.entries(numbers),
      ctx.audit.words(numbers),
      ctx.audit.notices(numbers),
    ]);
    const suspects: Suspect[] = [];
    for (const stored of tickets) {
      const { number } = stored.ticket;
      const own = entries.filter((entry) => entry.ticket === number);
      suspects.push({ stored, found: await examineOne(stored, own) });
      examined.set(number, stored.version);
      await known.breathe();
    }
    if (examined.size > mostExamined) examined.clear();
    return suspects.filter(({ found }) => found.length > 0);

    async function examineOne(stored: AuditedTicket, own: typeof entries): Promise<Found[]> {
      try {
        return await examine({ stored, entries: own, words, sent }, known, ctx);
      } catch (error) {
        return [unreadable(stored, error)];
      }
    }
  }

  /**
   * What was written in that stretch and not examined yet, a page of it, and up to where that reaches. Pages that were
   * examined are passed: after thousands of alarms in seconds the overlap alone is more than one.
   */
  async function unexamined(from: Date, upTo: Date, more: More) {
    let at = from;
    for (;;) {
      const rows = await ctx.audit.changed(at, upTo, changesAtOnce);
      const fresh = rows.filter(({ ticket, version }) => (examined.get(ticket) ?? 0) < version);
      const last = rows.length === changesAtOnce ? rows.at(-1)?.at : undefined;
      if (!last) return { fresh, readTo: upTo };
      if (fresh.length > 0 || !more()) return { fresh, readTo: last };
      // Should one millisecond hold a page of them, the rounds over what is open see the rest.
      at = last > at ? last : new Date(at.getTime() + 1);
    }
  }

  /** Whatever was written since the last pass. Answers up to which instant. */
  async function changed(since: Date | undefined, known: Known, more: More) {
    const first = new Date(known.now.getTime() - lookBackMs);
    const upTo = new Date(known.now.getTime() - settleMs);
    const from = since && since > first ? since : first;
    const { fresh, readTo } = await unexamined(new Date(from.getTime() - overlapMs), upTo, more);
    const suspects: Suspect[] = [];
    let done = from;
    // Oldest entry first: the last one of each ticket says up to which version it is examined.
    const newest = new Map(fresh.map(({ ticket, version }) => [ticket, version]));
    const numbers = [...newest.keys()];
    for (let n = 0; n < numbers.length; n += wholeAtOnce) {
      if (!more()) return { suspects, upTo: done };
      const some = numbers.slice(n, n + wholeAtOnce);
      suspects.push(...(await whole(await ctx.audit.these(some), known)));
      // One that can't be read here, of a newer hub or taken out by hand, isn't asked for again and again.
      for (const number of some)
        examined.set(number, Math.max(examined.get(number) ?? 0, newest.get(number) ?? 0));
      const next = fresh.find(({ ticket }) => ticket === numbers[n + wholeAtOnce]);
      if (next && next.at > done) done = next.at;
    }
    return { suspects, upTo: readTo > done ? readTo : done };
  }

  /** A round over everything open, from where the last pass stopped; `after` is absent when it is complete. */
  async function round(after: number, how: 'whole' | 'quick', known: Known, more: More) {
    const limit = how === 'whole' ? wholeAtOnce : quickAtOnce;
    const suspects: Suspect[] = [];
    let at = after;
    do {
      const tickets = await ctx.audit.live(at, limit, how);
      suspects.push(...(how === 'whole' ? await whole(tickets, known) : await quick(tickets, known)));
      const last = tickets.at(-1)?.ticket.number;
      if (last === undefined || tickets.length < limit) return { suspects, after: undefined };
      at = last;
    } while (more());
    return { suspects, after: at };
  }

  /** The ladder alone, asked of the ticket as it is: many at little cost. Whoever is suspect is read whole. */
  async function quick(tickets: AuditedTicket[], known: Known): Promise<Suspect[]> {
    const suspects: number[] = [];
    for (const { ticket, version, nextAlarmAt: planned } of tickets) {
      const policy = await ctx.policy(ticket.policy).catch(() => undefined);
      // One that stands in line is not lost; the whole round looks whether it stands there for ever.
      const missed = policy && missedAlarm({ ticket, version, planned }, policy, known.now);
      if (!policy || missed?.kind === 'alarm') suspects.push(ticket.number);
      await known.breathe();
    }
    return these(suspects, known);
  }

  const these = async (numbers: number[], known: Known): Promise<Suspect[]> =>
    numbers.length > 0 ? whole(await ctx.audit.these(numbers), known) : [];

  return { changed, round, these };
}

function unreadable({ ticket: { number } }: AuditedTicket, error: unknown): Found {
  const what = error instanceof Error ? error.message : 'unknown';
  return { finding: { _id: `unreadable/${number}`, kind: 'unreadable', ticket: number, what } };
}
