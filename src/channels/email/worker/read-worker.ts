import { parentPort } from 'node:worker_threads';
import { parseMail } from '../mime/parts.ts';
import { readMail } from '../reading/read-mail.ts';

/** One mail at a time: bytes in, plain data out. What it throws is answered, what it hangs on is ended from outside. */
parentPort?.on('message', ({ bytes, part }: { bytes: Uint8Array; part?: number }) => {
  try {
    const mail = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (part === undefined) parentPort?.postMessage({ mail: readMail(mail) });
    else {
      // A copy of its own, to be given away: what is decoded may be a view of the whole mail.
      const content = new Uint8Array(parseMail(mail).parts[part]?.content() ?? []);
      parentPort?.postMessage({ part: content }, [content.buffer]);
    }
  } catch (error) {
    parentPort?.postMessage({ failed: error instanceof Error ? error.message : String(error) });
  }
});
parentPort?.postMessage({ ready: true });
