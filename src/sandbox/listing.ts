import type { HubReads } from './hub-reads.ts';
import type { Journal, JournalRow } from './journal.ts';

/** A row as scripts read it. */
export type Listed = Pick<JournalRow, 'id' | 'at' | 'channel' | 'to' | 'text' | 'ticket'>;

export interface Wanted {
  to?: string;
  ticket?: number;
  after?: string;
}

/** The hub notes what it sent a moment after the provider has it; older rows without a ticket have none. */
const askForMs = 30_000;
const atOnce = 16;

/** `+86 138…` arrives as ` 86 138…` from a query string that was not encoded. */
export const sameAddress = (given: string, to: string): boolean => {
  const wanted = given.trim().toLowerCase();
  return (
    wanted === to.toLowerCase() ||
    `+${wanted.replaceAll(' ', '')}` === to ||
    wanted.replaceAll(' ', '') === to
  );
};

/** Lists the journal and learns from the hub which ticket each row is about. */
export function createListing({ journal, reads }: { journal: Journal; reads: Pick<HubReads, 'ticketOf'> }) {
  const waiting = new Map<JournalRow, number>();

  async function ask(row: JournalRow, since: number): Promise<void> {
    const ticket = await reads.ticketOf(row.channel, row.providerId);
    if (ticket !== null) journal.ticket(row, ticket);
    if (ticket !== null || performance.now() - since > askForMs) waiting.delete(row);
  }

  return {
    /** A row that was just added. */
    added(row: JournalRow): void {
      if (row.ticket === null) waiting.set(row, performance.now());
    },
    /** Asks for the tickets that aren't known yet. */
    async learn(): Promise<void> {
      const rows = [...waiting];
      for (let at = 0; at < rows.length; at += atOnce) {
        await Promise.all(rows.slice(at, at + atOnce).map(([row, since]) => ask(row, since)));
      }
    },
    list({ to, ticket, after }: Wanted): Listed[] {
      return journal
        .rows()
        .filter((row) => after === undefined || row.id > after)
        .filter((row) => to === undefined || sameAddress(to, row.to))
        .filter((row) => ticket === undefined || row.ticket === ticket)
        .map(({ id, at, channel, to, text, ticket }) => ({ id, at, channel, to, text, ticket }));
    },
  };
}
export type Listing = ReturnType<typeof createListing>;
