import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { Context } from '../../src/app/context.ts';
import { createFetcher } from '../../src/app/fetch-files.ts';
import { createPool } from '../../src/app/pool.ts';
import { createTicketTurns } from '../../src/app/ticket-turns.ts';
import type { Channel, FileResult, WantedFile } from '../../src/domain/channel.ts';
import { attachedOf } from '../../src/domain/ticket/attached.ts';
import { openedEvent, opened as openedTicket, policy, report, service } from '../domain/ticket/given.ts';
import { samples } from '../support/pictures.ts';
import { later, next, nine, testStores } from '../support/store.ts';

const stores = testStores();
let numbers = 100;

const minute = 60_000;

/** A ticket with these files still to be fetched, and hubs whose channel gives them as told. */
async function desk(refs: string[], give: (wanted: WantedFile) => Promise<FileResult> | FileResult) {
  const number = ++numbers;
  const id = `fake:${number}`;
  const files = attachedOf(refs.map((ref) => ({ name: `${ref}.png`, type: 'image/png', bytes: 0, ref })));
  const ticket = { ...openedTicket({ number, policy: 'pinned' }), reports: [report({ id, files })] };
  await stores.a.tickets.insert(next(ticket, 1, openedEvent(ticket).type), nine);
  await stores.a.inbox.accept({ id, payload: { of: number }, blob: Buffer.from(`raw ${number}`) }, nine);
  const wanted = refs.map((ref, at) => ({ at, ref, name: ref, type: 'image/png', tries: 0 }));
  await stores.a.fetches.want({ id, ticket: number, files: wanted }, nine);
  const asked: string[] = [];
  let now = nine;
  const fake = {
    name: 'fake',
    fetchFile: async (wanted: WantedFile) => {
      asked.push(wanted.ref);
      return give(wanted);
    },
  } as unknown as Channel;
  const hub = (store: typeof stores.a) =>
    ({
      ...store,
      turns: createTicketTurns(store.tickets),
      clock: { now: () => now },
      channels: new Map([['fake', fake]]),
      policy: async () => policy,
      service: () => service,
      hash: (text: string) => text.slice(0, 8),
      oneWay: () => false,
      draws: () => true,
      log: pino({ level: 'silent' }),
      poke: () => undefined,
    }) as unknown as Context;
  return {
    number,
    asked,
    hub,
    at: (at: Date) => {
      now = at;
    },
    /** Everything that is due, as one hub's loop does it. */
    async run(ctx = hub(stores.a), stop = new AbortController().signal) {
      const pool = createPool(3);
      await createFetcher(ctx)(pool, () => false, stop);
      await pool.drain();
    },
    files: async () => (await stores.b.tickets.find(number))?.ticket.reports[0]?.files,
    row: () => stores.a.connection.collection('fetches').findOne({ _id: id as never }),
  };
}

const here = (bytes: Buffer = samples.png): FileResult => ({ kind: 'here', bytes });

describe('fetching what a report brought', () => {
  it('keeps its bytes and tells the ticket, in one event for all of a message', async () => {
    const { run, files, asked, number } = await desk(['a', 'b'], ({ ref }) =>
      here(ref === 'a' ? samples.png : samples.html),
    );
    await run();
    expect(await files()).toMatchObject([
      { kept: expect.stringContaining(`${number}/`), picture: true, type: 'image/png' },
      { kept: expect.stringContaining(`${number}/`), picture: false, type: 'application/octet-stream' },
    ]);
    expect((await stores.a.tickets.find(number))?.version).toBe(2);
    expect(asked).toEqual(['a', 'b']);
    const [file] = (await files()) ?? [];
    expect(await stores.b.files.find(file?.kept ?? '')).toMatchObject({ name: 'a', type: 'image/png' });
  });

  it('hands the channel the stored message, for those whose files are in it', async () => {
    let raw: unknown;
    const { run, number } = await desk(['a'], async (wanted) => {
      raw = await wanted.raw();
      return here();
    });
    await run();
    expect(raw).toMatchObject({ payload: { of: number } });
    expect(Buffer.from((raw as { blob: Uint8Array }).blob).toString()).toBe(`raw ${number}`);
  });

  it('tries again later and later, and says in the end that it could not be reached', async () => {
    const { run, files, asked, at, row } = await desk(['a'], () => ({
      kind: 'try-later',
      reason: 'http 503',
    }));
    const waits: number[] = [];
    for (let now = nine; ; ) {
      await run();
      const due = ((await row())?.['nextAt'] as Date | undefined) ?? now;
      if ((await row())?.['state'] === 'done') break;
      waits.push(due.getTime() - now.getTime());
      now = due;
      at(now);
    }
    expect(waits).toEqual([2_000, 8_000, 30_000, 2 * minute, 8 * minute]);
    expect(asked).toHaveLength(6);
    expect(await files()).toMatchObject([{ lost: 'unreachable' }]);
  });

  it('waits as long as the provider asks, for that file alone', async () => {
    let busy = true;
    const { run, files, at } = await desk(['a', 'b'], ({ ref }) =>
      ref === 'a' && busy ? { kind: 'try-later', reason: 'rate-limited', afterMs: 45_000 } : here(),
    );
    await run();
    expect(await files()).toMatchObject([{ ref: 'a' }, { picture: true }]);
    busy = false;
    at(later(44_999));
    await run();
    expect(await files()).toMatchObject([{ ref: 'a' }, {}]);
    at(later(45_000));
    await run();
    expect(await files()).toMatchObject([{ picture: true, kept: expect.any(String) }, {}]);
  });

  it('takes a throwing channel for one that is to be asked again, and goes on with the next file', async () => {
    const { run, files } = await desk(['a', 'b'], ({ ref }) => {
      if (ref === 'a') throw new TypeError('broken');
      return here();
    });
    await run();
    expect(await files()).toMatchObject([{ ref: 'a' }, { picture: true }]);
  });

  it('keeps nothing that is larger than was allowed, whatever a channel hands over', async () => {
    const { run, files } = await desk(['a'], ({ mostBytes }) => here(Buffer.alloc(mostBytes + 1)));
    await run();
    expect(await files()).toMatchObject([{ lost: 'too-large' }]);
  });

  // Without the look at the ticket first, the second hub would ask the provider again.
  it('fetches nothing twice when a hub died after the ticket knew and before the work was marked done', async () => {
    const { run, asked, hub, files, number, row } = await desk(['a', 'b'], () => here());
    const dying = hub(stores.a);
    const lost = { ...dying, fetches: { ...dying.fetches, leave: async () => undefined } } as Context;
    await run(lost);
    await stores.a.connection
      .collection('fetches')
      .updateOne({ _id: `fake:${number}` as never }, { $set: { leaseUntil: new Date(0) } });
    await run(hub(stores.b));
    expect(asked).toEqual(['a', 'b']);
    expect((await row())?.['state']).toBe('done');
    expect((await stores.a.tickets.find(number))?.version).toBe(2);
    expect(await files()).toMatchObject([{ picture: true }, { picture: true }]);
  });

  it('lets two hubs at the same moment fetch it once', async () => {
    const { run, asked, hub } = await desk(['a'], () => here());
    await Promise.all([run(hub(stores.a)), run(hub(stores.b))]);
    expect(asked).toEqual(['a']);
  });

  it('gives the work back when the hub stops, counted as no try', async () => {
    const stop = new AbortController();
    const { run, files, row } = await desk(['a', 'b'], ({ signal }) => {
      stop.abort();
      return { kind: 'try-later', reason: signal.aborted ? 'stopped' : 'not stopped' };
    });
    await run(undefined, stop.signal);
    expect(await row()).toMatchObject({ state: 'new', files: [{ tries: 0 }, { tries: 0 }] });
    expect(await files()).toMatchObject([{ ref: 'a' }, { ref: 'b' }]);
  });
});
