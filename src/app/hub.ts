import { setTimeout as sleep } from 'node:timers/promises';
import { createAlarms } from './alarms.ts';
import type { Context, LoopName } from './context.ts';
import { deliver } from './deliver.ts';
import { createFetcher } from './fetch-files.ts';
import { fireInspections, relayInspections } from './inspections.ts';
import { type Loop, startLoop } from './loop.ts';
import { createPool } from './pool.ts';
import { createReceiver, type Handle } from './receive.ts';
import { createRelay } from './relay.ts';

/** Runs all passes that are due now, or says when the next one is. */
export interface Hub {
  poke(loop: LoopName, ticket?: number): void;
  /** Resolves when nothing is due: everything received is handled, everything owed has been handed over. */
  settled(limitMs?: number): Promise<boolean>;
  /** The next instant of business time at which something falls due. */
  nextDue(): Promise<Date | undefined>;
  stop(): Promise<void>;
}

const receiversAtOnce = 8;
/** Each may hold a file of ten megabytes. */
const fetchersAtOnce = 3;
/** Visits are planned by the day. */
const visitsMs = 2000;
/** At least as long as a message is postponed when its sender's earlier one is being handled. */
const turnMs = 150;
/** A provider may hang for as long as a send takes; whoever stops us waits 10 s. */
const stopWithinMs = 6000;
/** A hanging destination holds a place for ten seconds; there must be room for many. */
const lanesAtOnce = 48;

/** The loops that make the hub go: each finds its work in the store, so a stop at any moment loses nothing. */
export function startHub(handle: Handle, ctx: Context): Hub {
  const { receive, receiveReceipts } = createReceiver(handle, ctx);
  const fetchFiles = createFetcher(ctx);
  const stopFetching = new AbortController();
  const receiving = createPool(receiversAtOnce);
  const fetching = createPool(fetchersAtOnce);
  const sending = createPool(lanesAtOnce);
  const relay = createRelay(ctx);
  const alarms = createAlarms(relay.carry, ctx);
  const visit = async (): Promise<boolean> => {
    const reminded = await fireInspections(ctx);
    const moved = await relayInspections(ctx);
    return reminded || moved;
  };
  const loops: Record<LoopName, Loop> = {
    inbox: startLoop('inbox', (stopping) => receive(receiving, stopping), ctx.log),
    receipts: startLoop('receipts', receiveReceipts, ctx.log),
    relay: startLoop('relay', relay.pass, ctx.log),
    outbox: startLoop('outbox', (stopping) => deliver(sending, stopping, ctx), ctx.log),
    alarms: startLoop('alarms', alarms.pass, ctx.log),
    visits: startLoop('visits', visit, ctx.log, visitsMs),
    files: startLoop('files', (stopping) => fetchFiles(fetching, stopping, stopFetching.signal), ctx.log),
  };

  /** The loop that has something to do, as the store has it; undefined when none has. */
  async function due(): Promise<LoopName | undefined> {
    const now = ctx.clock.now();
    const past = (at: Date | undefined): boolean => at !== undefined && at <= now;
    // In the order in which work moves on: what leaves one place is seen in the next.
    const received = await ctx.inbox.nextAt();
    // A message whose sender is being heard waits for its turn a moment: it is work, not rest.
    if (received && received.getTime() <= now.getTime() + turnMs) return 'inbox';
    if (past(await ctx.tickets.nextAlarmAt())) return 'alarms';
    if (past(await ctx.inspections.nextAlarmAt())) return 'visits';
    if ((await ctx.tickets.owing(1)).length > 0) return 'relay';
    if ((await ctx.inspections.owing(1)).length > 0) return 'visits';
    if (past(await ctx.outbox.nextAt())) return 'outbox';
    return past(await ctx.fetches.nextAt()) ? 'files' : undefined;
  }

  /** Nothing is under way here: before that the store need not be asked. */
  const rests = (): boolean =>
    Object.values(loops).every((loop) => loop.rests()) &&
    [receiving, fetching, sending].every((pool) => pool.size() === 0);

  const found = (): number => Object.values(loops).reduce((sum, loop) => sum + loop.found(), 0);

  return {
    poke(loop, ticket) {
      if (ticket !== undefined) relay.owes(ticket);
      loops[loop].poke();
    },
    async settled(limitMs = 30_000) {
      const until = performance.now() + limitMs;
      while (performance.now() < until) {
        while (!rests() && performance.now() < until) await sleep(4);
        const before = found();
        const loop = await due();
        if (!loop) {
          // What moved on while the store was asked may be where it was no longer looked.
          if (rests() && found() === before) return true;
          continue;
        }
        loops[loop].poke();
        // Both take from the inbox.
        if (loop === 'inbox') loops.receipts.poke();
        await sleep(4);
      }
      return false;
    },
    async nextDue() {
      const dues = await Promise.all([
        ctx.inbox.nextAt(),
        ctx.tickets.nextAlarmAt(),
        ctx.inspections.nextAlarmAt(),
        ctx.outbox.nextAt(),
        ctx.fetches.nextAt(),
      ]);
      return dues.reduce<Date | undefined>(
        (first, at) => (at && (!first || at < first) ? at : first),
        undefined,
      );
    },
    async stop() {
      // Taking in stops first, sending last: what was accepted may still go out.
      const finished = (async () => {
        await Promise.all([loops.inbox.stop(), loops.receipts.stop()]);
        await receiving.drain();
        // What is not here yet is fetched by the next start, or by another hub.
        stopFetching.abort();
        await loops.files.stop();
        await fetching.drain();
        await Promise.all([loops.alarms.stop(), loops.visits.stop()]);
        await alarms.drain();
        for (const name of ['relay', 'outbox'] as const) await loops[name].stop();
        await sending.drain();
        return true;
      })();
      const late = sleep(stopWithinMs, false, { ref: false });
      if (!(await Promise.race([finished, late])))
        ctx.log.warn('what is still under way is left to the next start, or to another hub');
    },
  };
}
