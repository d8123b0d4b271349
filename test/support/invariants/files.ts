import type { FetchDoc, FileDoc } from '../../../src/store/file-documents.ts';
import type { Seen } from '../invariants.ts';

interface Fetched {
  type: string;
  report?: string;
  files?: { at: number }[];
}

/** I1 of what reports brought: each file has one outcome, its bytes are there, and none are there for nothing. */
export function filesKept({ tickets, journal }: Seen, fetches: FetchDoc[], files: FileDoc[]): string[] {
  const brought = tickets.flatMap(({ _id, reports }) =>
    reports.flatMap((report) => (report.files ?? []).map((file) => ({ ...file, ticket: _id }))),
  );
  const named = new Set(brought.flatMap(({ kept }) => kept ?? []));
  const there = new Set(files.map(({ _id }) => _id));
  const outcomes = journal.flatMap(({ ticket, events }) =>
    (events as Fetched[])
      .filter(({ type }) => type === 'FilesFetched')
      .flatMap(({ report, files: list = [] }) => list.map(({ at }) => `${ticket} ${report} ${at}`)),
  );
  return [
    ...fetches
      .filter(({ state }) => state !== 'done')
      .map(({ _id, state }) => `I1: fetching ${_id} is ${state}`),
    ...brought
      .filter(({ kept, lost }) => kept === undefined && lost === undefined)
      .map(({ ticket, name }) => `I1: "${name}" of ticket ${ticket} is neither kept nor given up`),
    ...[...named].filter((id) => !there.has(id)).map((id) => `I1: ${id} is on its ticket, its bytes are not`),
    ...[...there].filter((id) => !named.has(id)).map((id) => `I1: ${id} is kept and on no ticket`),
    ...outcomes
      .filter((one, at) => outcomes.indexOf(one) !== at)
      .map((one) => `I2: a file was fetched twice into ticket ${one}`),
  ];
}
