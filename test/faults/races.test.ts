import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TicketDoc } from '../../src/store/documents.ts';
import { auditOf } from '../support/audit.ts';
import { type Desk, openDesk, secret } from '../support/desk.ts';
import { violations } from '../support/invariants.ts';
import { testDatabase } from '../support/mongo.ts';
import { openTickets } from '../support/open-tickets.ts';

const { uri } = testDatabase();
const minute = 60_000;
const many = 60;
const reports: string[] = ['RMODEL'];
let desk: Desk;
let numbers: number[] = [];

const say = (n: number, verb: string) =>
  desk.slack.command({ user: 'U0WANGLEI', channel: 'C0FAULTS', command: '/ticket', text: `${n} ${verb}` });
/** Business time comes to this instant while all of these are said, one after the other, from before it until after it. */
async function inTheSameInstant(at: Date, verb: string): Promise<void> {
  await desk.advance(at.getTime() - desk.now().getTime() - 700);
  const acted = await Promise.all(numbers.map((n, i) => sleep(i * 25).then(() => say(n, verb))));
  expect(acted.filter(({ ok }) => !ok)).toEqual([]);
  await desk.settled();
}
const tickets = () =>
  desk.db
    .collection<TicketDoc>('tickets')
    .find({ _id: { $in: numbers } })
    .toArray();

beforeAll(async () => {
  desk = await openDesk({ uri, hubs: 2, service: (text) => text.replace(/, sms:\+86138\d+/g, '') });
  for (const hub of desk.hubs) await hub.start();
  numbers = await openTickets(desk, many);
});
afterAll(async () => {
  await desk.close();
  expect(await auditOf(uri, secret)).toEqual([]);
});

describe('two hubs, and what happens in one instant', () => {
  // Without the version in the write a claim and the step that it prevents would both stand.
  it('F27: a claim and the call of the next one: either came first, never both', async () => {
    const [first] = await tickets();
    if (!first) throw new Error('no ticket');
    await inTheSameInstant(new Date(first.openedAt.getTime() + 3 * minute), 'claim');
    expect((await tickets()).every(({ claimed }) => claimed)).toBe(true);
    expect(await violations(desk, { reports })).toEqual([]);
  });

  // Without it an alarm would be written onto a ticket that was just fixed.
  it('F28: a fix and a reminder: nothing rings for what is fixed', async () => {
    const [first] = await tickets();
    if (!first) throw new Error('no ticket');
    await inTheSameInstant(new Date(first.openedAt.getTime() + 15 * minute), 'fix 换了交换机电源');
    expect((await tickets()).every(({ status }) => status === 'fixed')).toBe(true);
    expect(await violations(desk, { reports })).toEqual([]);
  });

  // Without the resend of what was not answered, and leases given back, some would be lost or wait for long.
  it('F14: one after the other is restarted in the middle of a burst, and nothing is lost', async () => {
    const words: string[] = [];
    let over = false;
    const reporter = async (): Promise<void> => {
      while (!over) {
        const word = `RROLL${words.length}X`;
        words.push(word);
        await desk.text(`+861390015${String(words.length).padStart(4, '0')}`, `漏水了 ${word}`);
        await sleep(150);
      }
    };
    const texts = [reporter(), reporter()];
    for (const hub of desk.hubs) {
      hub.kill('SIGTERM');
      expect(await hub.ended()).toBe(0);
      await hub.start();
    }
    over = true;
    await Promise.all(texts);
    reports.push(...words);
    await desk.settled();
    expect(await violations(desk, { reports })).toEqual([]);
  });
});
