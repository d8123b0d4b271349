/** Undoes `messageRef`; undefined for what we didn't make. */
export function splitRef(ref: string): { channel: string; ts: string } | undefined {
  const parts = /^([A-Z][A-Z0-9]+):(\d+\.\d+)$/.exec(ref);
  return parts ? { channel: parts[1] ?? '', ts: parts[2] ?? '' } : undefined;
}
