import type { PersonId, Policy } from '../../domain/service/service.ts';
import { openedIn, replay } from '../../domain/ticket/replay.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { AuditedTicket } from '../../store/audit.ts';
import type { JournalDoc, NoticeDoc } from '../../store/documents.ts';
import type { Finding } from '../../store/findings.ts';
import type { Context } from '../context.ts';
import { brokenChain, type Seals } from './chain.ts';
import { missedAlarm } from './ladder.ts';
import { missingNotices, type Told } from './owed.ts';
import { restoreEvents } from './restore.ts';
import { differing } from './same-fold.ts';

/** Older notices have come to their end; nobody would want them now. */
const noticesMs = 24 * 3_600_000;

/** All that is known of one ticket. */
export interface Evidence {
  stored: AuditedTicket;
  /** Of the journal, whole. */
  entries: JournalDoc[];
  words: Map<string, string>;
  /** Ids of all that it ever owed people. */
  sent: Set<string>;
}

export interface Known {
  now: Date;
  seals: Seals;
  /** Since when the people and their duties are as they are now. */
  castSince: Date;
  /** Between two tickets: others have their turn. */
  breathe(): Promise<void> | undefined;
}

/** What is wrong, and what it takes to make it good. */
export interface Found {
  finding: Finding;
  /** The ticket as its journal tells it. */
  told?: Ticket;
  /** Notices to be sent after all. */
  notices?: NoticeDoc[];
}

const validOwner = (id: PersonId, { service }: Pick<Context, 'service'>): boolean =>
  service().people.some((person) => person.id === id);

/** A ticket's history by its journal and what still waits to go there, or nothing when there are holes in it. */
function historyOf({
  stored,
  entries,
  words,
}: Evidence): { at: Date; version: number; events: Told['events'] }[] {
  const all = new Map([...entries, ...stored.owes.map(({ journal }) => journal)].map((e) => [e.version, e]));
  const versions = Array.from({ length: stored.version }, (_, n) => all.get(n + 1));
  return versions.flatMap((entry) =>
    entry ? [{ at: entry.at, version: entry.version, events: restoreEvents(entry.events, words) }] : [],
  );
}

/** Everything that is wrong with one ticket, asked of its journal and of its policy alone. */
export async function examine(evidence: Evidence, known: Known, ctx: Context): Promise<Found[]> {
  const { stored } = evidence;
  const { ticket, version, owes, pendingSince } = stored;
  const { number } = ticket;
  const entries = [
    ...evidence.entries.filter((e) => e.version <= version),
    ...owes.map(({ journal }) => journal),
  ];
  const found: Found[] = brokenChain(stored, entries, known.seals).map((finding) => ({ finding }));
  const wrong = (kind: Finding['kind'], what: string, more: Omit<Found, 'finding'> = {}) =>
    found.push({ finding: { _id: `${kind}/${number}`, kind, ticket: number, what }, ...more });

  if (owes.length > 0 && !pendingSince) wrong('pending', 'what it owes is not marked as owed');
  const policy = await ctx.policy(ticket.policy);
  const history = historyOf(evidence);
  const opened = history.length === version ? openedIn(history.map(({ events }) => events)) : undefined;
  // A history with holes can't be told; the ladder is then asked of the ticket as it is.
  const folds = opened
    ? replay(
        history.map(({ events }) => events),
        opened,
        policy,
      )
    : [];
  const told = folds.at(-1);
  const fields = told ? differing(told, ticket) : [];
  if (told && fields.length > 0)
    wrong('fold', `the ticket differs from its journal in ${fields.join(', ')}`, { told });
  const best = told ?? ticket;
  if (best.status !== 'closed' && !validOwner(best.owner, ctx))
    wrong('owner', 'its owner is nobody of the service file');

  const missed = missedAlarm({ ticket: best, version, planned: stored.nextAlarmAt }, policy, known.now);
  if (missed) found.push({ finding: missed });
  if (opened) found.push(...unsent(evidence, history, folds, policy, known, ctx));
  return found;
}

function unsent(
  { stored, sent }: Evidence,
  history: ReturnType<typeof historyOf>,
  folds: Ticket[],
  policy: Policy,
  { now, castSince }: Known,
  ctx: Context,
): Found[] {
  const { number } = stored.ticket;
  const waiting = new Set(stored.owes.map(({ journal }) => journal.version));
  const since = new Date(now.getTime() - noticesMs);
  return history.flatMap(({ version, at, events }, n): Found[] => {
    if (waiting.has(version) || at < since) return [];
    const notices = missingNotices(
      { version, at, events, before: folds[n - 1] },
      policy,
      { sent, sameCast: at >= castSince },
      ctx,
    );
    if (notices.length === 0) return [];
    const what = `${notices.length} of the messages owed by version ${version} are in no outbox`;
    return [
      { finding: { _id: `notice/${number}/${version}`, kind: 'notice', ticket: number, what }, notices },
    ];
  });
}
