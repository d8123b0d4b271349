import type { JournalDoc, NoticeDoc, TicketDoc } from '../../src/store/documents.ts';
import type { Desk } from './desk.ts';

/** What a fault may have cost: how many sends were cut by a kill, where nobody can be asked afterwards. */
export interface Allowed {
  /** Words that an acknowledged report or note carries, after a space; each must be on one ticket, once. */
  reports: string[];
  /** Copies that mail and whispers may have too many, all in all. */
  copies: number;
  /** Whoever may own a ticket. */
  owners?: RegExp;
  /** Notices that may end as failed. */
  failed?: number;
}

interface Step {
  key: string;
  at: Date;
}
interface Fired {
  type: string;
  at: Date;
  steps?: Step[];
  superseded?: string[];
  by?: string;
}
interface Seen {
  tickets: TicketDoc[];
  journal: JournalDoc[];
  outbox: (NoticeDoc & { open?: boolean })[];
}

const newOwner = new Set(['TicketClaimed', 'ClaimUndone', 'HandOffAccepted', 'TicketTaken', 'HandOffLapsed']);

/** Everything that is wrong, as sentences; an empty list is what a fault test expects. */
export async function violations(desk: Desk, allowed: Allowed): Promise<string[]> {
  const all = async <T>(name: string) =>
    (await desk.db.collection(name).find({}).toArray()) as unknown as T[];
  const seen: Seen = {
    tickets: await all('tickets'),
    journal: await all('journal'),
    outbox: await all('outbox'),
  };
  const inbox = await all<{ _id: string; state: string; error?: string }>('inbox');
  return [
    ...inbox
      .filter((row) => row.state !== 'done')
      .map((row) => `I1: ${row._id} is ${row.state}: ${row.error}`),
    ...reportsOnce(seen, allowed.reports),
    ...seen.tickets.flatMap((ticket) => ticketHolds(ticket, seen, allowed.owners ?? /./)),
    ...everyNoticeEnds(seen, new Date(desk.now().getTime() + 60_000), allowed.failed ?? 0),
    ...sends(desk, seen, allowed.copies),
    ...order(seen),
  ];
}

function reportsOnce({ tickets }: Seen, words: string[]): string[] {
  return words.flatMap((word) => {
    const texts = tickets.flatMap(({ reports, notes }) => [...reports, ...notes].map(({ text }) => text));
    const times = texts.filter((text) => text.includes(` ${word}`)).length;
    return times === 1 ? [] : [`I1: "${word}" was acknowledged and is on tickets ${times} times`];
  });
}

/** I2 causes once, I3 an owner, I4 one outcome a step and never early, I9 no gap. */
function ticketHolds(ticket: TicketDoc, { journal }: Seen, owners: RegExp): string[] {
  const n = ticket._id;
  const wrong: string[] = [];
  const entries = journal.filter((entry) => entry.ticket === n).sort((a, b) => a.version - b.version);
  const versions = entries.map(({ version }) => version).join();
  const expected = Array.from({ length: ticket.version }, (_, i) => i + 1).join();
  if (versions !== expected)
    wrong.push(`I9: ticket ${n} at version ${ticket.version} has entries ${versions}`);
  for (const [i, { prev }] of entries.entries())
    if (prev !== (entries[i - 1]?.hash ?? '')) wrong.push(`I9: the chain of ticket ${n} breaks at ${i + 1}`);
  if (ticket.pending.length > 0) wrong.push(`I5: ticket ${n} still owes ${ticket.pending.length}`);
  const causes = entries.map(({ cause }) => cause);
  if (new Set(causes).size < causes.length) wrong.push(`I2: a cause was carried out twice on ticket ${n}`);
  if (!ticket.owner || !owners.test(ticket.owner))
    wrong.push(`I3: ticket ${n} is owned by "${ticket.owner}"`);

  const events = entries.flatMap((entry) => entry.events as Fired[]);
  const claims = events.filter(({ type }) => newOwner.has(type));
  const last = claims.findLast(({ type }) => type === 'TicketClaimed' || type === 'TicketTaken');
  if (last && claims.at(-1) === last && last.by !== ticket.owner)
    wrong.push(`I3: the journal gives ticket ${n} to ${last.by}, the ticket to ${ticket.owner}`);

  const outcomes = events.flatMap(({ steps = [], superseded = [] }) => [
    ...steps.map(({ key }) => key),
    ...superseded,
  ]);
  if (new Set(outcomes).size < outcomes.length) wrong.push(`I4: a step of ticket ${n} came to an end twice`);
  for (const { at, steps = [] } of events)
    for (const step of steps) if (step.at > at) wrong.push(`I4: ${step.key} of ticket ${n} fired early`);
  return wrong;
}

function everyNoticeEnds({ outbox }: Seen, soon: Date, mayFail: number): string[] {
  const open = outbox.filter(
    ({ open, state, nextAt }) => (open || ['queued', 'sending'].includes(state)) && nextAt <= soon,
  );
  const failed = outbox.filter(({ state }) => state === 'failed');
  return [
    ...open.map((notice) => `I5: ${notice._id} is still ${notice.state}`),
    ...(failed.length > mayFail ? failed.map((notice) => `I5: ${notice._id} failed: ${notice.reason}`) : []),
  ];
}

/** I5 sent means the provider has it; I6 once, or a copy more where it can't be asked. */
function sends(desk: Desk, { outbox }: Seen, copies: number): string[] {
  const wrong: string[] = [];
  let extra = 0;
  const idOf = (metadata: unknown) =>
    (metadata as { event_payload?: { id?: string } } | undefined)?.event_payload?.id;
  const gone = outbox.filter(({ state }) => state === 'sent' || state === 'delivered');
  const texts = desk.twilio.look().texts.filter(({ direction }) => direction !== 'inbound');
  for (const notice of gone) {
    const [channel] = notice.lane.split(':');
    const bare = notice.lane.slice(notice.lane.indexOf(':') + 1);
    if (channel === 'sms') {
      const same = gone.filter((other) => other.lane === notice.lane && other.text === notice.text).length;
      const times = texts.filter((text) => text.to === bare && text.body === notice.text).length;
      if (times !== same) wrong.push(`I6: the text of ${notice._id} went out ${times} times for ${same}`);
    } else if (channel === 'email') {
      const times = desk.mails.filter(({ messageId }) => messageId === notice.providerId).length;
      if (times === 0) wrong.push(`I5: the mail of ${notice._id} never arrived`);
      extra += Math.max(0, times - 1);
    } else if (notice.place?.ephemeral) {
      const times = desk.shown.filter(({ ts }) => notice.providerId?.endsWith(`:${ts}`)).length;
      if (times === 0) wrong.push(`I5: the whisper of ${notice._id} was never shown`);
    } else {
      const posts = desk.shown.filter(
        ({ kind, metadata }) => kind === 'post' && idOf(metadata) === notice._id,
      ).length;
      if (posts !== 1) wrong.push(`I6: ${notice._id} was posted ${posts} times`);
    }
  }
  // A mail server that gave no answer in time may have taken the mail: on a starved machine that happens.
  const unanswered = gone
    .filter(({ lane }) => lane.startsWith('email:'))
    .flatMap(({ attempts }) => attempts)
    .filter(({ result }) => result === 'unknown' || result === 'try-later').length;
  const couldBe = copies + unanswered;
  if (extra > couldBe) wrong.push(`I6: ${extra} copies of mails, ${couldBe} could be`);
  return wrong;
}

/** I7: in each lane what was owed earlier went out earlier, unless it was to wait for an hour of its own. */
function order({ outbox }: Seen): string[] {
  const wrong: string[] = [];
  const lanes = new Map<string, NoticeDoc[]>();
  for (const notice of outbox) {
    const direct = notice.kind === 'notice' && notice.sentAt && notice.attempts.length > 0;
    if (direct) lanes.set(notice.lane, [...(lanes.get(notice.lane) ?? []), notice]);
  }
  for (const [lane, notices] of lanes) {
    const bySending = notices.sort((a, b) => Number(a.sentAt) - Number(b.sentAt));
    for (const [i, notice] of bySending.entries()) {
      const before = bySending[i - 1];
      if (!before || before.ticket !== notice.ticket || Number(before.sentAt) === Number(notice.sentAt))
        continue;
      const waited = [before, notice].some(({ nextAt, at }) => Number(nextAt) > Number(at));
      const later =
        before.at > notice.at || (Number(before.at) === Number(notice.at) && before.seq > notice.seq);
      if (later && !waited) wrong.push(`I7: in ${lane} ${before._id} went before ${notice._id}`);
    }
  }
  return wrong;
}
