import { createHash } from 'node:crypto';
import { type Address, channelOf } from '../domain/address.ts';
import type { FileResult } from '../domain/channel.ts';
import { type FetchedFile, isAwaited, mostFileBytes } from '../domain/ticket/attached.ts';
import { pictureType } from '../lib/picture-type.ts';
import type { FetchDoc, Wanted } from '../store/file-documents.ts';
import type { Context } from './context.ts';
import { executeTicketCommand } from './execute.ts';
import type { Pool } from './pool.ts';
import { isForNewer, leaveMs } from './try-again.ts';

/** A pass ends well inside its lease. */
const passMs = 38_000;
const oneFileMs = 20_000;
/** Providers hand some files out only a little after they told of them; a dead address is given up in minutes. */
const waitsMs = [2_000, 8_000, 30_000, 120_000, 480_000];
const longestWaitMs = 15 * 60_000;

type Left = Wanted & { nextAt: Date };

/** The inbox row that a report came with: of several parts one, or what was kept beside an answer. */
const rowOf = (report: string): string => report.replace(/(?:#\d+)?(?:\/[a-z]+)?$/, '');

const asThrown = (error: unknown): FileResult => ({
  kind: 'try-later',
  reason: error instanceof Error ? error.name : 'unexpected error',
});

/** Fetches what reports brought: after they were taken, apart from everything else, each once. */
export function createFetcher(ctx: Context) {
  async function bring(report: string, file: Wanted, stop: AbortSignal): Promise<FileResult> {
    const channel = ctx.channels.get(channelOf(report as Address));
    if (!channel?.fetchFile) return { kind: 'try-later', reason: 'no such channel is configured' };
    const raw = async () => {
      const row = await ctx.inbox.find(rowOf(report));
      if (!row) return undefined;
      const blob = await ctx.inbox.blobOf(row);
      return { payload: row.payload, ...(blob && { blob }) };
    };
    const signal = AbortSignal.any([stop, AbortSignal.timeout(oneFileMs)]);
    try {
      return await channel.fetchFile({
        ref: file.ref,
        type: file.type,
        mostBytes: mostFileBytes,
        signal,
        raw,
      });
    } catch (error) {
      ctx.log.warn({ channel: channel.name, err: error }, 'fetching a file failed unexpectedly');
      return asThrown(error);
    }
  }

  /** Its bytes alone say what it is; they are kept under a name made from them. */
  async function keep(ticket: number, { at, name }: Wanted, bytes: Uint8Array): Promise<FetchedFile> {
    const picture = pictureType(bytes);
    const type = picture ?? 'application/octet-stream';
    const kept = `${ticket}/${ctx.hash(createHash('sha256').update(bytes).digest('hex'))}`;
    await ctx.files.keep(kept, ticket, { name, type, bytes }, ctx.clock.now());
    return { at, kept, type, bytes: bytes.byteLength, picture: picture !== undefined };
  }

  function again(file: Wanted, result: Extract<FileResult, { kind: 'try-later' }>): Left | FetchedFile {
    const waitMs = result.afterMs ?? waitsMs[file.tries];
    if (file.tries >= waitsMs.length || waitMs === undefined)
      return { at: file.at, lost: result.otherwise ?? 'unreachable' };
    const nextAt = new Date(ctx.clock.now().getTime() + Math.min(waitMs, longestWaitMs));
    return { ...file, tries: file.tries + 1, nextAt };
  }

  async function fetchOne(row: FetchDoc, file: Wanted, stop: AbortSignal): Promise<Left | FetchedFile> {
    const result = await bring(row._id, file, stop);
    switch (result.kind) {
      case 'here':
        return result.bytes.byteLength > mostFileBytes
          ? { at: file.at, lost: 'too-large' }
          : keep(row.ticket, file, result.bytes);
      case 'lost':
        return { at: file.at, lost: result.why };
      case 'try-later': {
        // Cut short by our own stop or the end of the pass: no fault of the file.
        if (stop.aborted) return { ...file, nextAt: ctx.clock.now() };
        const next = again(file, result);
        const { ticket } = row;
        ctx.log.warn({ ticket, tries: file.tries + 1, reason: result.reason }, 'a file was not fetched');
        return next;
      }
    }
  }

  /** The files of one report, one after the other: at most one of them is in memory. */
  async function pass(row: FetchDoc, stop: AbortSignal): Promise<void> {
    const { _id: report, ticket } = row;
    const known = (await ctx.tickets.find(ticket))?.ticket.reports.find(({ id }) => id === report)?.files;
    const fetched: FetchedFile[] = [];
    const left: Left[] = [];
    const now = ctx.clock.now();
    for (const file of row.files) {
      const entry = known?.[file.at];
      // Fetched by a hub that died before it could say so here, or its report is gone from the ticket.
      if (!entry || !isAwaited(entry)) continue;
      const due = file.nextAt === undefined || file.nextAt <= now;
      const next =
        due && !stop.aborted ? await fetchOne(row, file, stop) : { ...file, nextAt: file.nextAt ?? now };
      if ('nextAt' in next) left.push(next);
      else fetched.push(next);
    }
    if (fetched.length > 0) {
      const command = { type: 'KeepFiles', report, files: fetched, now: ctx.clock.now() } as const;
      const cause = `files/${report}/${fetched.map(({ at }) => at).join('.')}`;
      await executeTicketCommand(ticket, command, cause, ctx);
    }
    const soonest = Math.min(...left.map(({ nextAt }) => nextAt.getTime()));
    await ctx.fetches.leave(row, left, left.length > 0 ? new Date(soonest) : now);
  }

  async function work(row: FetchDoc, stopping: AbortSignal): Promise<void> {
    try {
      await pass(row, AbortSignal.any([stopping, AbortSignal.timeout(passMs)]));
    } catch (error) {
      await failed(row, error).catch((again_: unknown) =>
        // Its lease runs out by itself.
        ctx.log.warn({ err: again_ }, 'files to be fetched stay leased for a while'),
      );
    }
  }

  async function failed(row: FetchDoc, error: unknown): Promise<void> {
    const fields = { ticket: row.ticket, attempt: row.attempts + 1, err: error };
    if (isForNewer(error))
      return ctx.fetches.leave(row, row.files, new Date(ctx.clock.now().getTime() + leaveMs()));
    const fate = await ctx.fetches.failed(row, error, ctx.clock.now());
    if (fate === 'quarantined') ctx.log.error(fields, 'files could not be fetched and are given up');
    else ctx.log.warn(fields, 'files will be fetched again');
  }

  /** Takes what is due and fetches it. False when nothing is. */
  return (pool: Pool, stopping: () => boolean, stop: AbortSignal): Promise<boolean> =>
    pool.fill(
      () => ctx.fetches.take(ctx.clock.now()),
      (row) => work(row, stop),
      stopping,
    );
}
