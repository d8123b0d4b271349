/** What people wrote, and what opens doors: never in a log, whatever object it comes in. */
export const privateKeys = [
  ...['body', 'text', 'short', 'title', 'subject', 'raw', 'html', 'content', 'fields', 'message'],
  ...['authorization', 'cookie', 'password', 'pass', 'secret', 'token', 'signature', 'auth'],
  ...['headers', 'config', 'env', 'accessToken', 'authToken', 'apiKey'],
];

const hidden = new Set(privateKeys.map((key) => key.toLowerCase()));
const maxDepth = 6;
const maxItems = 50;
const maxCharacters = 2_000;
const maxStackCharacters = 4_000;

export const censored = '[hidden]';

/**
 * A copy of what somebody wants to log: private keys hidden at any depth, errors reduced to what
 * helps, buffers to their size, long texts and lists cut. Never throws.
 */
export function toLoggable(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cut(value, maxCharacters);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return errorToLoggable(value, depth);
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth >= maxDepth) return '[deeper]';
  if (Array.isArray(value)) return value.slice(0, maxItems).map((item) => toLoggable(item, depth + 1));
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === 'function') return toLoggable(toJSON.call(value), depth + 1);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      hidden.has(key.toLowerCase()) && inner != null ? censored : toLoggable(inner, depth + 1),
    ]),
  );
}

/**
 * Vendors hang the whole request on their errors, with its headers and body; only what names the
 * fault is kept.
 */
export function errorToLoggable(error: Error, depth = 0): Record<string, unknown> {
  const { code, status, statusCode, cause } = error as Error & Record<string, unknown>;
  const inner = error instanceof AggregateError ? error.errors.slice(0, 3) : undefined;
  return {
    type: error.name,
    ...(isPlain(code) && { code }),
    ...(isPlain(status) && { status }),
    ...(isPlain(statusCode) && { statusCode }),
    message: cut(error.message, maxCharacters),
    stack: cut(error.stack ?? '', maxStackCharacters),
    ...(cause !== undefined && depth < maxDepth && { cause: toLoggable(cause, depth + 1) }),
    ...(inner && depth < maxDepth && { errors: toLoggable(inner, depth + 1) }),
  };
}

const isPlain = (value: unknown) => typeof value === 'string' || typeof value === 'number';

const cut = (text: string, most: number) =>
  text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`;
