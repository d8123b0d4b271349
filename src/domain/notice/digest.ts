import type { Catalogue, MessageName, Wording } from './catalogue.ts';
import { subjectOf, type Waiting, withEarlier } from './sending-order.ts';

/** What decides whether a notice may be told in one message with others. */
export interface Combinable extends Waiting {
  kind: 'notice' | 'card';
  to: { kind: 'person' | 'party' | 'conversation' };
  audience: 'reporter' | 'staff';
  name: MessageName;
  proves?: unknown;
  reserved?: unknown;
  answers?: unknown;
  place?: unknown;
  underCard?: unknown;
  lane: string;
  attempts: readonly { to: string }[];
  /** Ids of those that it tells as well: it is a digest that has begun. */
  covers?: readonly string[];
}

/** So many at once still go one by one. */
export const mostSingly = 5;
/** A manager's phone rings for the first promises that break. */
const alertsSingly = 3;
/** More would not be read at once. */
export const mostInDigest = 200;

/** News that its ticket shows as well. What asks for an answer, or gives what stands nowhere else, goes by itself. */
const news: ReadonlySet<MessageName> = new Set([
  'warning',
  'broken',
  'addition',
  'copied',
  'pictures',
  'hurry',
  'denied',
  'confirmed',
  'rating',
  'record-owed',
  'pause-ended',
  'void-rejected',
  'offer-accepted',
  'offer-declined',
  'taken',
  'opted-out',
  'duplicate',
  'withdrew',
] as const);

const isAlert = ({ loud, name }: Combinable): boolean => loud === 'page' && name === 'broken';

/** May it be told to its reader together with others? What was tried there already stays what it is. */
export function isCombinable(notice: Combinable): boolean {
  const { kind, to, audience, ticket, loud, name, lane, attempts, covers } = notice;
  const { proves, reserved, answers, place, underCard } = notice;
  return (
    kind === 'notice' &&
    audience === 'staff' &&
    to.kind === 'person' &&
    ticket !== undefined &&
    news.has(name) &&
    (loud !== 'page' || isAlert(notice)) &&
    !(proves || reserved || answers || place || underCard || covers) &&
    !attempts.some((attempt) => attempt.to === lane)
  );
}

/** One message: a notice by itself, or the first of several with those that it tells as well. */
export interface Sending<N> {
  notice: N;
  covers: N[];
}

const singly = <N>(notices: readonly N[]): Sending<N>[] => notices.map((notice) => ({ notice, covers: [] }));

/**
 * How what a lane has due goes out. Call-outs and whatever is grave go first and by themselves; when much else is due
 * at once, the first alerts ring and the rest is one message. What is about one ticket keeps its order.
 * `notices` come as they are due, pages first.
 */
export function sendingsOf<N extends Combinable>(
  notices: readonly N[],
  isGrave: (notice: N) => boolean,
): Sending<N>[] {
  const { begun, fresh } = withoutBegun(notices);
  const may = (notice: N): boolean => isCombinable(notice) && !isGrave(notice);
  const { first, others } = withEarlier(
    fresh,
    (one) => (one.loud === 'page' && !isAlert(one)) || isGrave(one),
  );
  const before = singly([...begun, ...first]);
  if (others.filter(may).length <= mostSingly) return [...before, ...singly(others)];
  const ringing = new Set(others.filter((one) => may(one) && isAlert(one)).slice(0, alertsSingly));
  const rung = withEarlier(others, (one) => ringing.has(one));
  return [...before, ...singly(rung.first), ...together(rung.others, may)];
}

/** Digests whose end nobody saw come first, as they were; what they tell is not told again. */
function withoutBegun<N extends Combinable>(notices: readonly N[]): { begun: N[]; fresh: N[] } {
  const told = new Set<string>();
  const begun = notices.filter(({ _id, covers }) => {
    if (!covers || told.has(_id)) return false;
    for (const id of covers) told.add(id);
    return true;
  });
  return { begun, fresh: notices.filter((one) => !told.has(one._id) && !begun.includes(one)) };
}

function together<N extends Combinable>(notices: readonly N[], may: (notice: N) => boolean): Sending<N>[] {
  const digest: N[] = [];
  const told = new Set<number | string>();
  const behind = new Set<number | string>();
  for (const notice of notices) {
    const subject = subjectOf(notice);
    if (may(notice) && !behind.has(subject) && digest.length < mostInDigest) {
      digest.push(notice);
      told.add(subject);
    } else if (told.has(subject) || may(notice)) behind.add(subject);
  }
  const [carrier, ...covers] = digest;
  if (!carrier || covers.length === 0) return singly(notices);
  const left = notices.filter((one) => !digest.includes(one));
  const before = left.filter(
    (one) => told.has(subjectOf(one)) && notices.indexOf(one) < firstOf(one, digest, notices),
  );
  const after = left.filter((one) => !before.includes(one));
  // What is left of a longer line is looked at anew, and may be the next digest.
  const rest = digest.length < mostInDigest ? singly(after) : [];
  return [...singly(before), { notice: carrier, covers }, ...rest];
}

/** Where the digest first tells of the same. */
const firstOf = <N extends Combinable>(notice: N, digest: readonly N[], notices: readonly N[]): number =>
  notices.findIndex((one) => digest.includes(one) && subjectOf(one) === subjectOf(notice));

/** The one ticket that all of them are about. */
export function onlyTicket(notices: readonly Pick<Waiting, 'ticket'>[]): number | undefined {
  const [first, ...others] = new Set(notices.map(({ ticket }) => ticket));
  return others.length === 0 ? first : undefined;
}

/** What a digest says of one notice. */
export function digestItem(
  { name, facts }: Wording,
  about: { number: number; title: string },
): Catalogue['digest']['items'][number] {
  const item = { ...about, what: name };
  if (name !== 'broken') return item;
  const { step, dueAt } = facts;
  return { ...item, dueAt, ...(step.clock && { clock: step.clock }) };
}
