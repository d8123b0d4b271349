import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { readBody } from '../lib/read-body.ts';
import { SandboxRefused } from './refused.ts';

/** Room for a mail as large as the hub takes, in base64. */
const limitBytes = 50 * 1024 * 1024;

/**
 * Reads and checks a request's JSON.
 * @throws SandboxRefused 415 for another type, 400 with a sentence that names the field; BodyRefused 413
 */
export async function readJson<T>(req: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  const type = (req.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json')
    throw new SandboxRefused(415, 'send JSON, with Content-Type: application/json');
  const text = (await readBody(req, limitBytes)).toString('utf8');
  return checked(schema, parse(text));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SandboxRefused(
      400,
      `the body is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`,
    );
  }
}

/** @throws SandboxRefused 400 */
export function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map(({ path, message }) => {
    const name = path.join('.') || 'the body';
    // zod's own words, where a field is not there at all, tell of types.
    const missing = path.length > 0 && message.startsWith('Invalid') && valueAt(value, path) === undefined;
    return `${name}: ${missing ? 'is missing' : plainly(message)}`;
  });
  throw new SandboxRefused(400, [...new Set(sentences)].join('; '));
}

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** "Invalid input: expected string, received number", as people say it. */
const plainly = (message: string): string => {
  const wanted = /^Invalid input: expected (\w+)/.exec(message)?.[1];
  return wanted === undefined ? message : `must be ${kinds[wanted] ?? wanted}`;
};

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}
