import type { Loudness } from './owed.ts';

/** What the order of sending asks of a notice. */
export interface Waiting {
  _id: string;
  ticket?: number;
  inspection?: string;
  loud: Loudness;
}

/** What it is about: what one person is told of the same stays in the order in which it came about. */
export const subjectOf = ({ _id, ticket, inspection }: Omit<Waiting, 'loud'>): number | string =>
  ticket ?? inspection ?? _id;

/** These, with whatever was owed earlier about the same. `notices` come in the order of events, and so do both parts. */
export function withEarlier<N extends Waiting>(
  notices: readonly N[],
  wanted: (notice: N) => boolean,
): { first: N[]; others: N[] } {
  const subjects = new Set<number | string>();
  const first = new Set<N>();
  for (const notice of [...notices].reverse()) {
    if (wanted(notice)) subjects.add(subjectOf(notice));
    if (subjects.has(subjectOf(notice))) first.add(notice);
  }
  return {
    first: notices.filter((notice) => first.has(notice)),
    others: notices.filter((notice) => !first.has(notice)),
  };
}

/** Pages go before what is routine, however long that waits. */
export function urgentFirst<N extends Waiting>(notices: readonly N[]): N[] {
  const { first, others } = withEarlier(notices, ({ loud }) => loud === 'page');
  return [...first, ...others];
}
