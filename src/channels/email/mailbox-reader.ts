import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { batchesOf, mostBytes } from './mail-batches.ts';
import { type FetchedMail, type Mailbox, type MailboxTimes, openMailbox } from './mailbox.ts';
import { maxMailBytes } from './raw-mail.ts';
import type { EmailSettings } from './settings.ts';

export interface MailboxReaderDeps {
  imap: NonNullable<EmailSettings['imap']>;
  log: Logger;
  /** Stores mails durably and answers what became of each, in its place; only what is stored is flagged seen. */
  takeAll(mails: readonly FetchedMail[]): Promise<PromiseSettledResult<unknown>[]>;
  times?: Partial<ReaderTimes>;
}

export interface ReaderTimes extends MailboxTimes {
  /** Between two signs of life while idling. */
  heartbeatMs: number;
  /** At most for so long an orderly end is waited for. */
  leaveMs: number;
  firstRetryMs: number;
  lastRetryMs: number;
}

const usualTimes: ReaderTimes = {
  connectMs: 10_000,
  commandMs: 20_000,
  heartbeatMs: 25_000,
  leaveMs: 2_000,
  firstRetryMs: 1_000,
  lastRetryMs: 30_000,
};
/** Mails whose sizes are asked for by one command. */
const sizesAtOnce = 1000;

/**
 * Watches a mailbox for as long as it runs. Whatever is not flagged seen is fetched in batches (two round trips
 * for fifty mails) and flagged after it was stored. It remembers nothing between rounds, so a changed UIDVALIDITY
 * is only a reconnection; what comes twice has the same inbox id.
 */
export function createMailboxReader({ imap, log, takeAll, times: given }: MailboxReaderDeps) {
  const times = { ...usualTimes, ...given };
  let stopped = false;
  let mailbox: Mailbox | undefined;
  let trouble: string | undefined = 'not connected yet';
  let running: Promise<void> = Promise.resolve();
  let interrupt = (): void => undefined;

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const watch = async (): Promise<void> => {
    let retryMs = times.firstRetryMs;
    while (!stopped) {
      try {
        mailbox = await openMailbox(imap, times);
        trouble = undefined;
        retryMs = times.firstRetryMs;
        await follow(mailbox);
      } catch (error) {
        trouble = troubleOf(error);
        if (!stopped)
          log.warn({ err: error, retryMs }, 'the mailbox is out of reach, it will be tried again');
      }
      mailbox?.close();
      mailbox = undefined;
      if (stopped) return;
      await pause(retryMs * (0.8 + Math.random() * 0.4));
      retryMs = Math.min(retryMs * 2, times.lastRetryMs);
    }
  };

  const follow = async (box: Mailbox): Promise<void> => {
    const refused = new Map<number, number>();
    while (!stopped) {
      const complete = await drain(box, refused);
      if (stopped) return;
      // With the store away the mails stay unseen; they are asked for again soon.
      await box.wait(complete ? times.heartbeatMs : Math.min(times.firstRetryMs * 2, times.heartbeatMs));
    }
  };

  /**
   * Takes in all that is new, the next batch being fetched while the last one is stored; false when something could
   * not be stored.
   */
  const drain = async (box: Mailbox, refused: Map<number, number>): Promise<boolean> => {
    const uids = (await box.unseen()).filter((uid) => (refused.get(uid) ?? 0) < 5);
    let complete = true;
    let storing: { bytes: number; many: number; stored: Promise<number[]> } | undefined;
    const flag = async (batch: typeof storing): Promise<void> => {
      const stored = (await batch?.stored) ?? [];
      if (stored.length > 0) await box.flagSeen(stored);
      complete &&= stored.length === (batch?.many ?? 0);
    };
    try {
      for (let at = 0; at < uids.length && !stopped; at += sizesAtOnce) {
        for (const batch of batchesOf(await box.sizes(uids.slice(at, at + sizesAtOnce)))) {
          if (stopped) break;
          if (storing && storing.bytes + batch.bytes > mostBytes) {
            await flag(storing);
            storing = undefined;
          }
          const mails = await box.fetch(batch.uids, maxMailBytes);
          const before = storing;
          storing = { bytes: batch.bytes, many: mails.length, stored: storeAll(mails) };
          await flag(before);
          // A mail that the server lists and never hands out must not be asked for for ever.
          for (const uid of batch.uids)
            if (!mails.some((mail) => mail.uid === uid)) refused.set(uid, (refused.get(uid) ?? 0) + 1);
        }
      }
      await flag(storing);
    } finally {
      // With the mailbox gone in between, what is stored comes again and is known by its id.
      await storing?.stored;
    }
    return complete;
  };

  /** Answers which are stored. What is wrong with one is not the others' trouble. */
  const storeAll = async (mails: readonly FetchedMail[]): Promise<number[]> => {
    let results: PromiseSettledResult<unknown>[];
    try {
      results = await takeAll(mails);
    } catch (reason) {
      if (mails.length > 1) return (await Promise.all(mails.map((mail) => storeAll([mail])))).flat();
      results = [{ status: 'rejected', reason }];
    }
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) log.warn({ err: failed.reason }, 'a mail could not be stored, it stays unseen');
    return mails.filter((_mail, index) => results[index]?.status === 'fulfilled').map(({ uid }) => uid);
  };

  return {
    start(): void {
      running = watch();
    },
    async stop(): Promise<void> {
      stopped = true;
      interrupt();
      const open = mailbox;
      open?.wake();
      // What was fetched is stored and flagged meanwhile; a server that says nothing must not keep the hub.
      const ended = (async () => {
        await open?.logout();
        await running;
      })();
      await Promise.race([ended, sleep(times.leaveMs, undefined, { ref: false })]);
      open?.close();
    },
    /** What is wrong, for people; nothing while all is well. */
    trouble: () => trouble,
  };
}

function troubleOf(error: unknown): string {
  const { authenticationFailed, code } = error as { authenticationFailed?: unknown; code?: unknown };
  if (authenticationFailed === true)
    return 'the mailbox refuses the login: check the user and password of IMAP_URL';
  return `the mailbox cannot be reached${typeof code === 'string' ? ` (${code})` : ''}: check IMAP_URL and the network`;
}
