import { setImmediate as others } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { decideOn } from '../../src/app/execute.ts';
import { createTicketTurns } from '../../src/app/ticket-turns.ts';
import { decide } from '../../src/domain/ticket/decide.ts';
import type { NextTicket } from '../../src/store/tickets.ts';
import { later, minute, opened } from '../domain/ticket/given.ts';
import { desk } from '../handlers/desk.ts';

const now = later(20 * minute);
const { number } = opened();

/** Two hubs before one store that takes its time; it counts what it is asked. */
function twoHubs() {
  const { ctx: one, happened } = desk([opened()], now);
  const asked = { find: 0, save: 0 };
  let version = 1;
  const tickets = {
    ...one.tickets,
    async find(which: number) {
      asked.find++;
      await others();
      return one.tickets.find(which);
    },
    async save(expected: number, next: NextTicket, at: Date) {
      asked.save++;
      await others();
      if (expected !== version) return false;
      version = next.version;
      return one.tickets.save(expected, next, at);
    },
  };
  const hub = () => ({ ...one, tickets, turns: createTicketTurns(tickets) });
  return { hubs: [hub(), hub()] as const, asked, happened };
}

type Hub = ReturnType<typeof twoHubs>['hubs'][number];
const claim = (ctx: Hub, person: string) =>
  decideOn(
    number,
    `tap/${person}`,
    (ticket) => decide(ticket, { type: 'Claim', by: { person, role: 'engineer' }, now }),
    ctx,
  );
const people = Array.from({ length: 100 }, (_, n) => `engineer.${n}`);

describe('many commands on one ticket at once', () => {
  it('are decided on one read and one write, and who comes too late is told who was first', async () => {
    const { hubs, asked } = twoHubs();
    const results = await Promise.all(people.map((person) => claim(hubs[0], person)));
    expect(results.flatMap((result) => (result.ok ? result.value.ticket.owner : []))).toEqual(['engineer.0']);
    const refusals = results.flatMap((result) => (result.ok ? [] : [result.error]));
    expect(refusals).toEqual(Array(99).fill({ reason: 'already-claimed', who: 'engineer.0' }));
    expect(asked).toEqual({ find: 1, save: 1 });
  });

  it('have one winner in two hubs too', async () => {
    const { hubs, happened } = twoHubs();
    const results = await Promise.all(people.map((person, n) => claim(hubs[n % 2 === 0 ? 0 : 1], person)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(happened.map(({ type }) => type)).toEqual(['TicketClaimed']);
  });
});

describe('a command that comes later than what a hub remembers', () => {
  it('is decided on the ticket as it is by then, also when another hub wrote in between', async () => {
    const [here, there] = twoHubs().hubs;
    const first = await claim(here, 'engineer.1');
    expect(first.ok).toBe(true);
    const undo = { type: 'Unclaim', by: { person: 'engineer.1', role: 'engineer' }, now } as const;
    let second: ReturnType<typeof claim> | undefined;
    await here.turns.take(number, async (turn) => {
      await turn.read();
      await decideOn(number, 'undo', (ticket) => decide(ticket, undo), there);
      second = claim(here, 'engineer.2');
    });
    expect(await second).toMatchObject({ ok: true });
  });
});

describe('while the store is away', () => {
  it('nobody waits for all who came before as well', async () => {
    let asked = 0;
    const turns = createTicketTurns({
      async find() {
        asked++;
        await others();
        throw new Error('the store is away');
      },
    });
    const all = Promise.allSettled(people.map(() => turns.take(1, (turn) => turn.read())));
    for (let n = 0; n < 4; n++) await others();
    expect(asked).toBe(100);
    expect((await all).every(({ status }) => status === 'rejected')).toBe(true);
  });
});
