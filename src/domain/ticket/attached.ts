import type { Attachment } from '../inbound.ts';
import { cut } from '../report/clean-text.ts';
import type { Ticket } from './ticket.ts';

/** Of one message so many files are fetched; so many more are named. */
export const mostFetched = 10;
const mostNamed = 20;
/** A bigger file stays where it is. */
export const mostFileBytes = 10 * 1024 * 1024;

/** Why a file is not here, in our words; `templates` tells people. */
export const lostReasons = [
  'too-large',
  'too-many',
  'not-allowed',
  'gone',
  'refused',
  'unreachable',
  'unreadable',
] as const;
export type LostReason = (typeof lostReasons)[number];

/** A picture or file that came with a report. */
export interface Attached {
  name: string;
  /** As its sender claims while it is fetched; then what its bytes are. */
  type: string;
  bytes: number;
  picture: boolean;
  /** Where its channel fetches it; gone once that has ended. */
  ref?: string;
  /** Names its bytes in the store. */
  kept?: string;
  lost?: LostReason;
}

/** What became of one file of a report; `at` is its place among them. */
export type FetchedFile = { at: number } & (
  | { kept: string; type: string; bytes: number; picture: boolean }
  | { lost: LostReason }
);

const mostName = 100;

/** A long name loses its middle, never its ending. */
const shortName = (name: string): string =>
  name.length <= mostName ? name : cut(name, mostName) + (/\.\w{1,8}$/.exec(name)?.[0] ?? '');

/** What a message brought, before anything of it is fetched. */
export const attachedOf = (attachments: readonly Attachment[]): Attached[] =>
  attachments.slice(0, mostNamed).map(({ name, type, bytes, ref }, at): Attached => {
    const file = { name: shortName(name), type, bytes, picture: type.startsWith('image/') };
    if (at >= mostFetched) return { ...file, lost: 'too-many' };
    if (ref === undefined) return { ...file, lost: 'not-allowed' };
    return bytes > mostFileBytes ? { ...file, lost: 'too-large' } : { ...file, ref };
  });

/** Neither here nor lost: somebody still has to fetch it. */
export const isAwaited = ({ kept, lost }: Attached): boolean => kept === undefined && lost === undefined;

const withFile = (file: Attached, fetched: FetchedFile | undefined): Attached => {
  if (!fetched || !isAwaited(file)) return file;
  const { ref: _fetched, ...rest } = file;
  const { at: _at, ...found } = fetched;
  return { ...rest, ...found };
};

/** The ticket with what became of these files of a report; what is known already stays. */
export function withFiles<T extends Ticket>(ticket: T, report: string, fetched: FetchedFile[]): T {
  const reports = ticket.reports.map((entry) =>
    entry.id === report && entry.files
      ? {
          ...entry,
          files: entry.files.map((file, n) =>
            withFile(
              file,
              fetched.find(({ at }) => at === n),
            ),
          ),
        }
      : entry,
  );
  return { ...ticket, reports };
}
