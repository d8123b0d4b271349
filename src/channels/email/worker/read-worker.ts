import { parentPort } from 'node:worker_threads';
import { readMail } from '../reading/read-mail.ts';

/** One mail at a time: bytes in, plain data out. What it throws is answered, what it hangs on is ended from outside. */
parentPort?.on('message', (bytes: Uint8Array) => {
  try {
    parentPort?.postMessage({
      mail: readMail(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
    });
  } catch (error) {
    parentPort?.postMessage({ failed: error instanceof Error ? error.message : String(error) });
  }
});
parentPort?.postMessage({ ready: true });
