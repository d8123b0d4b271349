import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalDoc, NoticeDoc, TicketDoc } from '../../src/store/documents.ts';
import { auditOf } from '../support/audit.ts';
import { type Desk, openDesk, secret } from '../support/desk.ts';
import { violations } from '../support/invariants.ts';
import { testDatabase } from '../support/mongo.ts';

const minute = 60_000;

describe('three hubs, and somebody who takes a planned alarm out of the database by hand', () => {
  const { uri } = testDatabase();
  let desk: Desk;
  const tickets = () => desk.db.collection<TicketDoc>('tickets');
  const notices = (filter: object) => desk.db.collection<NoticeDoc>('outbox').find(filter).toArray();
  beforeAll(async () => {
    desk = await openDesk({ uri, hubs: 3 });
    await Promise.all(desk.hubs.map((hub) => hub.start()));
  });
  afterAll(() => desk.close());

  // Without the audit nobody would ever look at this ticket again: the alarms' loop asks for what is planned.
  it('F60: the audit of one of them finds it, fires it marked, and the managers hear of it once', async () => {
    await desk.text('+8613900009100', '机房断网 RTAKEN');
    await desk.text('+8613900009101', '电梯停了 RLEFT');
    await desk.settled();
    const [taken, left] = await tickets().find({}).sort({ _id: 1 }).toArray();
    if (!taken || !left) throw new Error('two tickets are needed');
    await tickets().updateOne({ _id: taken._id }, { $unset: { nextAlarmAt: '' } });
    await desk.advance(4 * minute);

    const repaired = await desk.until('the missing page goes out', async () => {
      const rows = await notices({ ticket: taken._id, repaired: true });
      return rows.length > 0 && rows.every(({ state }) => state !== 'queued' && state !== 'sending') && rows;
    });
    expect(new Set(repaired.map(({ name }) => name))).toEqual(new Set(['page']));
    const entry = await desk.db
      .collection<JournalDoc>('journal')
      .findOne({ ticket: taken._id, 'events.type': 'AuditRepaired' });
    expect(entry?.cause).toMatch(/^audit\/alarm\//);
    expect((await tickets().findOne({ _id: taken._id }))?.nextAlarmAt).toBeInstanceOf(Date);

    const told = await desk.until('the managers are told', async () => {
      const rows = await notices({ name: 'audit' });
      return rows.length > 0 && rows.every(({ state }) => state === 'sent' || state === 'delivered') && rows;
    });
    expect(told.map(({ facts }) => facts)).toEqual(
      told.map(() => ({
        found: 1,
        repaired: 1,
        items: [{ kind: 'alarm', ticket: taken._id, repaired: true }],
      })),
    );
    // The one beside it was fired as planned, and is nobody's finding.
    expect(await notices({ ticket: left._id, repaired: true })).toEqual([]);
    await desk.settled();
    expect(await violations(desk, { reports: ['RTAKEN', 'RLEFT'], found: /^alarm/ })).toEqual([]);
    expect(await auditOf(uri, secret)).toEqual([expect.stringContaining(`alarm/${taken._id}`)]);
  });
});
