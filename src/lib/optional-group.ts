import type { z } from 'zod';

/** What `process.env` is, handed on as plain data. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Settings, or every sentence about what is wrong with them (a structural `Result`). */
export type Settings<T> = { ok: true; value: T } | { ok: false; error: string[] };

/** An object schema, or one with a `.transform` behind it. */
type Group<T> = z.ZodType<T> & { shape?: Record<string, unknown>; in?: unknown };

/**
 * Settings that belong together: none of the schema's names set means off (`undefined`), some set means
 * that all required ones must be. An empty string counts as not set.
 * Names that other groups use too (`PUBLIC_URL`, `HTTPS_PROXY`) don't belong into a group's schema.
 */
export function optionalGroup<T>(schema: z.ZodType<T>, env: Env): Settings<T | undefined> {
  const given = pick(namesOf(schema), env);
  if (Object.keys(given).length === 0) return { ok: true, value: undefined };
  return parseSettings(schema, given);
}

/** The same for names that always apply: missing ones take their defaults. */
export function requiredGroup<T>(schema: z.ZodType<T>, env: Env): Settings<T> {
  return parseSettings(schema, pick(namesOf(schema), env));
}

function parseSettings<T>(schema: z.ZodType<T>, given: Record<string, string>): Settings<T> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return { ok: true, value: parsed.data };
  const set = Object.keys(given).join(', ');
  const sentences = parsed.error.issues.map((issue) => {
    const name = issue.path.join('.');
    if (name === '') return issue.message;
    if (given[name] !== undefined) return `${name}: ${issue.message}`;
    return `${name} is missing: set it, or unset ${set} to switch this off`;
  });
  return { ok: false, error: sentences };
}

/** The variables that a group's schema asks for. */
export function namesOf(schema: z.ZodType<unknown>): string[] {
  const group = schema as Group<unknown>;
  if (group.shape) return Object.keys(group.shape);
  if (group.in) return namesOf(group.in as z.ZodType<unknown>);
  throw new TypeError('a settings group is an object schema');
}

function pick(names: string[], env: Env): Record<string, string> {
  const entries = names.flatMap((name): [string, string][] => {
    const value = env[name]?.trim();
    return value ? [[name, value]] : [];
  });
  return Object.fromEntries(entries);
}
