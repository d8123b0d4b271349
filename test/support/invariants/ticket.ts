import type { JournalDoc, TicketDoc } from '../../../src/store/documents.ts';

interface Step {
  key: string;
  at: Date;
  clock?: string;
}
/** What the journal keeps of an event, as far as it is looked at here. */
interface Event {
  type: string;
  at: Date;
  ticket?: { owner: string; claimed: boolean };
  how?: string;
  by?: string;
  from?: string;
  backTo?: string;
  steps?: Step[];
  superseded?: string[];
}

/** I2 causes once, I3 an owner, I4 one outcome a step and never early, I9 no gap. `journal`: this ticket's own. */
export function ticketHolds(ticket: TicketDoc, journal: JournalDoc[], owners: RegExp): string[] {
  const n = ticket._id;
  const entries = journal.sort((a, b) => a.version - b.version);
  const events = entries.flatMap((entry) => entry.events as Event[]);
  const causes = entries.map(({ cause }) => cause);
  return [
    ...chained(ticket, entries),
    ...(ticket.pending.length > 0 ? [`I5: ticket ${n} still owes ${ticket.pending.length}`] : []),
    ...(new Set(causes).size < causes.length ? [`I2: a cause was carried out twice on ticket ${n}`] : []),
    ...owned(ticket, events, owners),
    ...stepsEnded(n, events),
    ...firedWhileOpen(n, events),
    ...firedInVain(n, events),
  ];
}

function chained({ _id: n, version }: TicketDoc, entries: JournalDoc[]): string[] {
  const wrong: string[] = [];
  const versions = entries.map((entry) => entry.version).join();
  const expected = Array.from({ length: version }, (_, i) => i + 1).join();
  if (versions !== expected) wrong.push(`I9: ticket ${n} at version ${version} has entries ${versions}`);
  for (const [i, { prev }] of entries.entries())
    if (prev !== (entries[i - 1]?.hash ?? '')) wrong.push(`I9: the chain of ticket ${n} breaks at ${i + 1}`);
  return wrong;
}

/** Who owns after this event; undefined: it moves no ticket. Nothing else may change an owner. */
function ownerAfter({ type, ticket, by, backTo }: Event): string | undefined {
  if (type === 'TicketOpened') return ticket?.owner;
  if (type === 'ClaimUndone') return backTo;
  return ['TicketClaimed', 'HandOffAccepted', 'TicketTaken'].includes(type) ? by : undefined;
}

/** I3: the journal's moves, one after the other, lead from the first owner to the ticket's own. */
function owned({ _id: n, owner }: TicketDoc, events: Event[], owners: RegExp): string[] {
  const wrong: string[] = [];
  if (!owner || !owners.test(owner)) wrong.push(`I3: ticket ${n} is owned by "${owner}"`);
  let holder: string | undefined;
  for (const event of events) {
    const next = ownerAfter(event);
    if (next === undefined) continue;
    if (event.from !== undefined && holder !== undefined && event.from !== holder)
      wrong.push(`I3: ${event.type} takes ticket ${n} from ${event.from}, but ${holder} held it`);
    holder = next;
  }
  if (holder !== owner) wrong.push(`I3: the journal gives ticket ${n} to ${holder}, the ticket to ${owner}`);
  return wrong;
}

function stepsEnded(n: number, events: Event[]): string[] {
  const wrong: string[] = [];
  const outcomes = events.flatMap(({ steps = [], superseded = [] }) => [
    ...steps.map(({ key }) => key),
    ...superseded,
  ]);
  if (new Set(outcomes).size < outcomes.length) wrong.push(`I4: a step of ticket ${n} came to an end twice`);
  for (const { at, steps = [] } of events)
    for (const step of steps) if (step.at > at) wrong.push(`I4: ${step.key} of ticket ${n} fired early`);
  return wrong;
}

/** I4: once fixed or closed, only a complaint's clock may still ring. */
function firedWhileOpen(n: number, events: Event[]): string[] {
  const wrong: string[] = [];
  let open = true;
  for (const { type, steps = [] } of events) {
    if (type === 'TicketFixed' || type === 'TicketVoided') open = false;
    if (type === 'FixDenied') open = true;
    const rang = steps.filter(({ clock }) => !clock?.startsWith('complaint'));
    if (!open && rang.length > 0)
      wrong.push(`I4: ${rang.map(({ key }) => key).join()} of ticket ${n} fired after it was resolved`);
  }
  return wrong;
}

/** When the clock or stretch of a step began. */
const startOf = ({ key }: Step): number => Number(key.split('@')[1]);

/** I4: who has claimed isn't called as unclaimed, who has answered isn't late with an answer. */
function firedInVain(n: number, events: Event[]): string[] {
  const wrong: string[] = [];
  let claimed = false;
  let answeredAt = 0;
  for (const { type, at, ticket, how, steps = [] } of events) {
    if (type === 'TicketOpened') claimed = ticket?.claimed ?? false;
    if (type === 'TicketClaimed' || type === 'TicketTaken') claimed = true;
    if (type === 'ClaimUndone' || type === 'FixDenied') claimed = false;
    if ((type === 'Answered' && how === 'call') || type === 'AnswerProven') answeredAt = Number(at);
    for (const step of steps) {
      if (claimed && step.key.startsWith('unclaimed/'))
        wrong.push(`I4: ${step.key} of ticket ${n} fired after it was claimed`);
      if (step.clock === 'answer' && startOf(step) <= answeredAt)
        wrong.push(`I4: ${step.key} of ticket ${n} fired after it was answered`);
    }
  }
  return wrong;
}
