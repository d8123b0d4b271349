import { createBreather } from './breather.ts';

const sliceBytes = 1024 * 1024;
const longMs = 4;

/** Many megabytes as one buffer of its own, copied in slices: between two of them others have their turn. */
export async function gather(pieces: readonly Uint8Array[]): Promise<Buffer<ArrayBuffer>> {
  const breathe = createBreather(longMs);
  const whole = Buffer.allocUnsafeSlow(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    for (let from = 0; from < piece.length; from += sliceBytes) {
      const slice = piece.subarray(from, from + sliceBytes);
      whole.set(slice, at);
      at += slice.length;
      await breathe();
    }
  }
  return whole;
}
