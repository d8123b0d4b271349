import { z } from 'zod';
import type { Button } from '../../domain/message.ts';

/** What a button carries through Slack and back. */
export const ButtonValue = z.object({
  verb: z.string().min(1).max(60),
  ticket: z.number().int().positive().optional(),
  value: z.string().optional(),
});
export type ButtonValue = z.infer<typeof ButtonValue>;

/** Slack hands `&`, `<` and `>` back escaped, so they travel as `\u0026` and so on. */
export function encodeButton({ verb, ticket, value }: Pick<Button, 'verb' | 'ticket' | 'value'>): string {
  const json = JSON.stringify({ verb, ticket, value });
  return json.replace(/[&<>]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Undefined when it isn't ours. */
export function decodeButton(encoded: unknown): ButtonValue | undefined {
  if (typeof encoded !== 'string') return undefined;
  try {
    const parsed = ButtonValue.safeParse(JSON.parse(encoded));
    return parsed.success ? parsed.data : undefined;
  } catch {
    // Not JSON: somebody else's button, or a forged value.
    return undefined;
  }
}
