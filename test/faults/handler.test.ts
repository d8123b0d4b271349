import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InboxDoc, NoticeDoc, TicketDoc } from '../../src/store/documents.ts';
import { doctored } from '../support/compiled.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { violations } from '../support/invariants.ts';
import { testDatabase } from '../support/mongo.ts';

const { uri } = testDatabase();
const minute = 60_000;
const reports: string[] = [];
let desk: Desk;

const hub = () => {
  const [one] = desk.hubs;
  if (!one) throw new Error('no hub');
  return one;
};
async function report(word: string, from: string): Promise<void> {
  reports.push(word);
  await desk.text(from, `打印机坏了 ${word}`);
  await desk.until(`the receipt to ${from} arrives, unless it ended`, () => {
    if (!hub().running()) throw new Error(`it ended: ${hub().log().slice(-2000)}`);
    return desk.db
      .collection<NoticeDoc>('outbox')
      .findOne({ lane: `sms:${from}`, state: 'delivered', name: 'receipt' });
  });
}

/** A handler with two mistakes in it: one that it waits for, and one that it forgot. */
const mistaken = `
  if (inbound.text?.includes('RTHROWS')) throw new Error('this handler throws');
  if (inbound.text?.includes('RFORGOTTEN')) void Promise.reject(new Error('nobody waits for this'));
`;

beforeAll(async () => {
  const build = await doctored({
    'handlers/index.js': (js) => js.replace('switch (inbound.kind) {', (line) => mistaken + line),
  });
  desk = await openDesk({ uri, buildOf: () => build });
  await hub().start();
});
afterAll(() => desk.close());

describe('a handler', () => {
  it('F61: that fails where nobody waits for it: the hub goes on, and the others are answered', async () => {
    await report('RFORGOTTEN', '+8613900007001');
    await desk.until('the log says so', () =>
      hub().log().includes('something failed that nobody waited for'),
    );
    await report('RBESIDE1', '+8613900007002');
    expect(await violations(desk, { reports })).toEqual([]);
  });

  it('F61: that throws: its message alone is kept aside, and the others are answered', async () => {
    const inbox = desk.db.collection<InboxDoc>('inbox');
    const sid = await desk.text('+8613900007003', '打印机坏了 RTHROWS');
    await report('RBESIDE2', '+8613900007004');
    const aside = await desk.until('its message is kept aside', async () => {
      const row = await inbox.findOne({ _id: `sms:${sid}`, state: 'quarantined' });
      if (!row) await desk.advance(minute);
      return row;
    });
    expect(aside).toMatchObject({ attempts: 5, error: 'this handler throws' });
    const opened = await desk.db
      .collection<TicketDoc>('tickets')
      .countDocuments({ 'reports.text': /RTHROWS/ });
    expect(opened).toBe(0);
    await report('RBESIDE3', '+8613900007005');
    expect(await violations(desk, { reports, aside: [`sms:${sid}`] })).toEqual([]);
  });
});
