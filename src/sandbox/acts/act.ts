import type { Cast, HubReads } from '../hub-reads.ts';
import type { Listing } from '../listing.ts';
import type { Machines } from '../machines.ts';
import { SandboxRefused } from '../refused.ts';

/** What an act is given to work with. */
export interface ActContext {
  machines: Machines;
  listing: Listing;
  reads: HubReads;
  cast: () => Cast;
}

/** The answer to a POST. */
export type Answer = { ok: true; ticket?: number } | { ok: false; say: string; ticket?: number };

/** A "no" that the act itself met, before or beside the hub; undefined when all went well. */
export type No = { say: string } | undefined;

/** A failing hub makes work again and again; the rounds end, the answer comes. */
const mostRounds = 12;

/** Resolves when the hub has handled all it got and handed over all it owes, the providers' callbacks included. */
export async function settle({ machines, listing, reads }: ActContext): Promise<void> {
  for (let round = 0; round < mostRounds; round++) {
    const before = machines.journal.rows().length;
    await reads.settled();
    const calledBack = await machines.twilio.settled();
    if (!calledBack && machines.journal.rows().length === before) break;
  }
  await listing.learn();
  machines.textsChanged();
}

/**
 * Lets somebody do something, waits for the hub, and answers what that person was told.
 * @param to where the person reads: the last resort for the words of a "no"
 */
export async function perform(context: ActContext, to: string, run: () => Promise<No>): Promise<Answer> {
  const { machines, reads } = context;
  const watch = reads.watch();
  const from = machines.journal.rows().length;
  try {
    const no = await run();
    await settle(context);
    const told = await watch.results();
    const ticket = told.find((one) => one.ticket !== undefined)?.ticket;
    const about = ticket === undefined ? {} : { ticket };
    if (no) return { ok: false, say: no.say, ...about };
    const refused = told.find((one) => !one.ok);
    if (!refused) return { ok: true, ...about };
    const heard = machines.journal
      .rows()
      .slice(from)
      .findLast((row) => row.to === to)?.text;
    return { ok: false, say: refused.say ?? heard ?? '没有办成。It was not done.', ...about };
  } finally {
    watch.done();
  }
}

/** @throws SandboxRefused 503 when the hub did not take what was delivered to it */
export function mustBeTaken(taken: boolean, what: string, status: number | string): void {
  if (!taken) throw new SandboxRefused(503, `the hub did not take ${what} (${status})`);
}

/**
 * Anybody with a well-formed chat id belongs to the workspace: staff by the service file, others as guests.
 * @throws SandboxRefused 400 for what can't be a chat id
 */
export function mustBeSomebody(user: string, { cast, machines }: ActContext): void {
  const { users } = cast();
  if (users.some(({ id }) => id === user)) return;
  if (/^[UW][A-Z0-9]{2,20}$/.test(user)) {
    machines.invite(user);
    return;
  }
  const some = users.slice(0, 5).map(({ id }) => id);
  throw new SandboxRefused(
    400,
    `user: is a chat id like ${some.join(', ')}, or any other that begins with U`,
  );
}
