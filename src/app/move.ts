import { AppError } from '../lib/errors.ts';
import type { Owing } from '../store/ticket-batches.ts';
import { cardRow } from './card-row.ts';
import type { Context } from './context.ts';
import { follow } from './follow.ts';

/** What versions owe beside the journal and the outbox: files, their reporters' numbers, and other tickets. */
async function others({ number, pending }: Owing, ctx: Context): Promise<void> {
  for (const one of pending) {
    for (const { id, files } of one.fetch ?? []) {
      await ctx.fetches.want({ id, ticket: number, files }, ctx.clock.now());
      ctx.poke('files');
    }
    for (const { address, is } of one.spam ?? []) {
      if (is) await ctx.identities.note(address, { spam: true });
      else await ctx.identities.note(address, {}, ['spam']);
    }
    await follow(one, ctx);
  }
}

/**
 * Moves what tickets owe to the journal, the contents and the outbox, a command each however many they are.
 * The ids make a second move harmless, so a crash anywhere in between costs nothing: they are settled last. Answers
 * those that were.
 */
async function move(owing: Owing[], ctx: Context): Promise<Owing[]> {
  const pending = owing.flatMap((one) => one.pending);
  await ctx.journal.add(
    pending.map(({ journal }) => journal),
    pending.flatMap(({ contents }) => contents),
  );
  await ctx.outbox.add(
    pending.flatMap(({ notices }) => notices),
    pending.flatMap(({ together }) => together?.lanes ?? []),
  );
  const cards = pending.flatMap(({ card, journal: { ticket, at, version }, together }) => [
    ...(card ? [{ ticket, at, version, card }] : []),
    ...(together?.cards ?? []),
  ]);
  await ctx.outbox.wantCards(
    cards.map(({ ticket, card, at, version }) => ({ row: cardRow(ticket, card, at, ctx), want: version })),
  );
  const settled: Owing[] = [];
  for (const one of owing) {
    try {
      await others(one, ctx);
      settled.push(one);
    } catch (error) {
      if (owing.length === 1) throw error;
      again(one, error, ctx);
    }
  }
  await ctx.tickets.settle(settled);
  return settled;
}

const isAway = (error: unknown): boolean => error instanceof AppError && error.code === 'store-unavailable';

const again = ({ number }: Owing, error: unknown, ctx: Context) =>
  ctx.log.warn({ ticket: number, err: error }, 'what a ticket owes will be moved again');

/**
 * The same, and one that can't be moved doesn't hold up the others: each is tried alone. Answers the numbers of those
 * that were moved.
 */
export async function moveAll(owing: Owing[], ctx: Context): Promise<Set<number>> {
  const moved = new Set<number>();
  const note = (some: Owing[]): void => {
    for (const { number } of some) moved.add(number);
  };
  try {
    note(await move(owing, ctx));
    return moved;
  } catch (error) {
    if (isAway(error)) throw error;
  }
  for (const one of owing) {
    try {
      note(await move([one], ctx));
    } catch (error) {
      if (isAway(error)) throw error;
      again(one, error, ctx);
    }
  }
  return moved;
}

/** What this ticket owes goes first: whoever adds a message about it by hand must not overtake. */
export async function relayTicket(number: number, ctx: Context): Promise<void> {
  const owing = await ctx.tickets.owing(1, { numbers: [number] });
  if (owing.length > 0) await moveAll(owing, ctx);
}
