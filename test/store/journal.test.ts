import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { journalEntry } from '../../src/app/journal-entry.ts';
import type { TicketEvent } from '../../src/domain/ticket/events.ts';
import type { JournalDoc } from '../../src/store/documents.ts';
import { later, nine, testStores } from '../support/store.ts';

const stores = testStores();
const hash = (text: string) => createHash('sha256').update(`secret\0${text}`).digest('hex').slice(0, 32);

/** What an auditor does with the stored entries: each names the one before it, and none was touched. */
function broken(entries: JournalDoc[]): string[] {
  return entries
    .filter(({ ticket, version, at, cause, events, prev, hash: said }, n) => {
      const body = JSON.stringify([ticket, version, at, cause, events, prev]);
      return hash(body) !== said || prev !== (entries[n - 1]?.hash ?? '') || version !== n + 1;
    })
    .map(({ _id }) => _id);
}

const said = [
  { type: 'NoteAdded', by: 'wang.lei', text: '打过电话，没人接', at: later(1), maybe: undefined },
  {
    type: 'TicketFixed',
    by: 'wang.lei',
    note: 'changed the fuse',
    at: later(2),
    asked: { remindAt: later(3) },
  },
  { type: 'TicketConfirmed', address: 'sms:+8613900000001', name: '周岚', proof: 'reporter', at: later(4) },
] as unknown as TicketEvent[];

async function write(ticket: number): Promise<void> {
  let prev = '';
  for (const [n, event] of said.entries()) {
    const facts = { ticket, version: n + 1, at: later(n), cause: `c${n}`, events: [event], prev };
    const { journal, contents } = journalEntry(facts, { hash });
    await stores.a.journal.add([journal], contents);
    await stores.b.journal.add([journal], contents);
    prev = journal.hash;
  }
}

describe('the journal', () => {
  it('holds each version once and a chain that can be checked from what is stored', async () => {
    await write(1);
    const entries = await stores.b.journal.of(1);
    expect(entries.map(({ version }) => version)).toEqual([1, 2, 3]);
    expect(broken(entries)).toEqual([]);
  });

  it('shows an entry that somebody changed, or took out', async () => {
    await write(2);
    await stores.a.connection
      .collection<{ _id: string }>('journal')
      .updateOne({ _id: '2/2' }, { $set: { 'events.0.by': 'li.na' } });
    const entries = await stores.b.journal.of(2);
    expect(broken(entries)).toEqual(['2/2']);
    expect(broken(entries.filter(({ version }) => version !== 2))).toEqual(['2/3']);
  });

  it('holds no words of people; those stand apart, where they can be erased', async () => {
    await write(3);
    const stored = JSON.stringify(await stores.b.journal.of(3));
    for (const word of ['打过电话', 'fuse', '周岚', '13900000001']) expect(stored).not.toContain(word);
    const texts = [...(await stores.b.journal.texts(3)).values()];
    expect(texts).toContain('打过电话，没人接');
    await stores.a.connection.collection('contents').deleteMany({ ticket: 3 });
    expect(broken(await stores.b.journal.of(3))).toEqual([]);
  });

  it('keeps the first of two entries for one version', async () => {
    const facts = { ticket: 4, version: 1, at: nine, cause: 'c', events: [], prev: '' };
    const { journal } = journalEntry(facts, { hash });
    await stores.a.journal.add([journal], []);
    await stores.b.journal.add([{ ...journal, cause: 'another' }], []);
    expect(await stores.b.journal.of(4)).toMatchObject([{ cause: 'c' }]);
  });
});
