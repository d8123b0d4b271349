import { Worker } from 'node:worker_threads';
import { gather } from '../../../lib/gather.ts';
import { parseHead } from '../mime/head.ts';
import { type ReadMail, readMail } from '../reading/read-mail.ts';

export interface MailReader {
  /** Understands a mail off the main thread. Ends in time, whatever the mail does; `partial` says that it had to be cut short. */
  read(bytes: Uint8Array): Promise<ReadMail>;
  /** One of its parts, decoded; undefined when it can't be read in time. */
  part(bytes: Uint8Array, index: number): Promise<Uint8Array | undefined>;
  stop(): Promise<void>;
}

export interface ReaderOptions {
  /** For one mail. */
  timeoutMs?: number;
  /** Of the thread's heap, in MiB. */
  memoryMb?: number;
  threads?: number;
}

interface Answer {
  ready?: true;
  mail?: ReadMail;
  part?: Uint8Array;
  failed?: string;
}

const startMs = 30_000;
const headBytes = 64 * 1024;
/** Copying more would only be thrown away: our receivers take no bigger mail. */
const maxBytes = 40 * 1024 * 1024;

/** A small pool of threads that read mails. A thread that takes too long or too much is ended and replaced. */
export function createMailReader(options: ReaderOptions = {}): MailReader {
  const lanes = Array.from({ length: options.threads ?? 1 }, () => createLane(options));
  let turn = 0;
  const ask = (bytes: Uint8Array, part?: number) =>
    lanes[turn++ % lanes.length]?.read(bytes.subarray(0, maxBytes), part);
  return {
    read: async (bytes) => (await ask(bytes))?.mail ?? headAlone(bytes),
    part: async (bytes, index) => (await ask(bytes, index))?.part,
    async stop() {
      await Promise.all(lanes.map((lane) => lane.stop()));
    },
  };
}

/** What the head says, when the rest could not be read; bounded, so it is safe on the main thread. */
function headAlone(bytes: Uint8Array): ReadMail {
  const start = Buffer.from(bytes.subarray(0, headBytes));
  return { ...readMail(start.subarray(0, parseHead(start).bodyAt)), attachments: [], partial: true };
}

interface Lane {
  read(bytes: Uint8Array, part: number | undefined): Promise<Answer | undefined>;
  stop(): Promise<void>;
}

function createLane({ timeoutMs = 5_000, memoryMb = 256 }: ReaderOptions): Lane {
  let worker: Worker | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const replace = async () => {
    const old = worker;
    worker = undefined;
    await old?.terminate();
  };

  const readOne = async (bytes: Uint8Array, part: number | undefined): Promise<Answer | undefined> => {
    worker ??= await started(memoryMb);
    worker.ref();
    const answer = await ask(worker, await gather([bytes]), part, timeoutMs);
    if (answer === undefined) await replace();
    else worker.unref();
    return answer;
  };

  return {
    read(bytes, part) {
      const next = queue.then(() => readOne(bytes, part));
      queue = next.then(
        () => undefined,
        () => undefined,
      );
      return next;
    },
    async stop() {
      await queue;
      await replace();
    },
  };
}

async function started(memoryMb: number): Promise<Worker> {
  const file = import.meta.url.endsWith('.ts') ? './boot.mjs' : './read-worker.js';
  const worker = new Worker(new URL(file, import.meta.url), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  const answer = await nextAnswer(worker, startMs);
  if (answer?.ready) return worker;
  await worker.terminate();
  throw new Error('the mail reading thread did not start');
}

/** The bytes go over to the thread and are gone here. */
function ask(
  worker: Worker,
  bytes: Buffer<ArrayBuffer>,
  part: number | undefined,
  timeoutMs: number,
): Promise<Answer | undefined> {
  const answer = nextAnswer(worker, timeoutMs);
  worker.postMessage({ bytes, ...(part !== undefined && { part }) }, [bytes.buffer]);
  return answer;
}

/** The thread's next message; nothing when it died or took too long. */
function nextAnswer(worker: Worker, timeoutMs: number): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const done = (answer?: Answer) => {
      clearTimeout(timer);
      worker.off('message', done).off('error', failed).off('exit', failed);
      resolve(answer);
    };
    const failed = () => done();
    const timer = setTimeout(failed, timeoutMs);
    worker.on('message', done).on('error', failed).on('exit', failed);
  });
}
