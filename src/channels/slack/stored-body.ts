import { z } from 'zod';
import type { Raw } from '../../domain/channel.ts';
import { inboxId } from './inbox-id.ts';

/** Kept as text: exactly what was verified, and no key of it can mean anything to a database. */
const Stored = z.object({ body: z.string() });

const deepest = 100;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Nested beyond what any real payload is; asked without recursion, which is what such nesting attacks. */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}

export const toRaw = (body: Record<string, unknown>): Raw => ({
  id: inboxId(body),
  payload: { body: JSON.stringify(body) },
});

/** The body that `toRaw` stored; undefined when it can't be read. */
export function storedBody(payload: unknown): Record<string, unknown> | undefined {
  const stored = Stored.safeParse(payload);
  if (!stored.success) return undefined;
  try {
    const body: unknown = JSON.parse(stored.data.body);
    return isRecord(body) && !isTooDeep(body) ? body : undefined;
  } catch {
    // Not ours, or cut: there is nothing to read in it.
    return undefined;
  }
}
