/**
 * A surprise with a name: the database is gone, a mailbox refuses us. What people expect ("already
 * claimed") is returned as a value instead, never thrown.
 *
 * `code` is stable, kebab-case, and safe to show or to alert on; `message` may change.
 */
export abstract class AppError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}
