import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InboxDoc, NoticeDoc, TicketDoc } from '../../src/store/documents.ts';
import type { ChildHub } from '../support/child-hub.ts';
import { doctored } from '../support/compiled.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { violations } from '../support/invariants.ts';
import { testDatabase } from '../support/mongo.ts';

const { uri } = testDatabase();
const minute = 60_000;
const reports: string[] = [];
let desk: Desk;

type Later = TicketDoc & { later?: { kept: string } };
const tickets = () => desk.db.collection<Later>('tickets');
const inbox = () => desk.db.collection<InboxDoc>('inbox');
const hub = (n: number): ChildHub => {
  const found = desk.hubs[n];
  if (!found) throw new Error(`there is no hub ${n}`);
  return found;
};
/** This version, the next one with a field more, and one that writes tickets of another shape. */
const [now, next, afterNext] = [0, 1, 2];

async function only(n: number): Promise<void> {
  for (const [i, one] of desk.hubs.entries()) {
    if (i === n || !one.running()) continue;
    one.kill('SIGTERM');
    expect(await one.ended()).toBe(0);
  }
  if (!hub(n).running()) await hub(n).start();
}
async function report(word: string, from: string): Promise<number> {
  reports.push(word);
  await desk.text(from, `机房断网 ${word}`);
  const ticket = await desk.until('its ticket is open', () =>
    tickets().findOne({ 'reports.text': { $regex: word } }),
  );
  return ticket._id;
}
const claim = (ticket: number) =>
  desk.until('the claim is taken', async () => {
    const text = `${ticket} claim`;
    return (await desk.slack.command({ user: 'U0WANGLEI', channel: 'C0FAULTS', command: '/ticket', text }))
      .ok;
  });
const claimed = (ticket: number) =>
  desk.until('it is claimed', () => tickets().findOne({ _id: ticket, claimed: true }));
const whole = async () => {
  await desk.settled();
  return violations(desk, { reports });
};

beforeAll(async () => {
  const more = {
    'src/store/ticket-rows.js': (js: string) =>
      js.replace('schema: schemaVersion,', "schema: schemaVersion, later: { kept: 'yes' },"),
  };
  const higher = {
    ...more,
    'src/store/documents.js': (js: string) => js.replace('schemaVersion = 1', 'schemaVersion = 2'),
  };
  const builds = [undefined, await doctored(more), await doctored(higher)];
  desk = await openDesk({ uri, hubs: 3, buildOf: (n) => builds[n] });
});
afterAll(() => desk.close());

describe('two versions of the hub', () => {
  // Writing the whole document instead of our own fields would drop what the newer one keeps there.
  it('F57: the older one keeps the fields that it does not know', async () => {
    await only(next);
    const ticket = await report('RFIELDS', '+8613900010001');
    await desk.settled();
    await only(now);
    await claim(ticket);
    expect((await claimed(ticket)).later).toEqual({ kept: 'yes' });
    expect(await whole()).toEqual([]);
  });

  // Without the schema in every query the older one would read by halves, and write, what it can't understand.
  it('F57: side by side, the older one leaves documents of a newer shape to the newer one', async () => {
    await only(afterNext);
    const ticket = await report('RSHAPE', '+8613900010002');
    await desk.settled();
    await hub(now).start();
    const other = await report('RBESIDE', '+8613900010003');
    await desk.settled();
    // The older one alone meets the claim first.
    hub(afterNext).kill('SIGSTOP');
    await claim(ticket);
    await desk.until('the older one has looked at the claim twice', async () => {
      const row = await inbox().findOne({ channel: 'slack' }, { sort: { receivedAt: -1 } });
      return row?.state === 'done' || (row && row.fence > 1);
    });
    expect(await tickets().findOne({ _id: ticket })).toMatchObject({ schema: 2, claimed: false });
    hub(afterNext).kill('SIGCONT');
    await claimed(ticket);
    await desk.advance(4 * minute);
    expect(await whole()).toEqual([]);
    expect((await tickets().findOne({ _id: ticket }))?.schema).toBe(2);
    expect(other).toBeGreaterThan(ticket);
  });

  it('F58: put back to the older one, it starts and goes on; the newer one finds its own as they were', async () => {
    // It dies with messages owed to the very people and places that the older one will have to reach.
    await only(afterNext);
    await hub(afterNext).arm({ point: 'slack.send', when: 'before', nth: 1 });
    const held = await report('RHELD', '+8613900010005');
    await hub(afterNext).ended();
    const owed = { ticket: held, lane: 'slack:C0FAULTS' as const, open: true };
    expect(await desk.db.collection<NoticeDoc>('outbox').countDocuments(owed)).toBeGreaterThan(0);
    const mine = (await tickets().find({ schema: 2 }).toArray()).map(({ _id, version }) => [_id, version]);
    await only(now);
    await desk.advance(30 * minute);
    const from = '+8613900010004';
    await report('RBACK', from);
    await desk.until('its receipt arrives', () =>
      desk.db
        .collection<NoticeDoc>('outbox')
        .findOne({ lane: `sms:${from}`, name: 'receipt', state: 'delivered' }),
    );
    // What it must leave alone keeps nothing else from going out there.
    await desk.until('its card is shown beside', () =>
      desk.shown.find(({ channel, text }) => channel === 'C0FAULTS' && text.includes('RBACK')),
    );
    const then = (await tickets().find({ schema: 2 }).toArray()).map(({ _id, version }) => [_id, version]);
    expect(then).toEqual(mine);
    await hub(afterNext).start();
    expect(await whole()).toEqual([]);
  });
});
