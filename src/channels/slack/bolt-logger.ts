import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Logger } from 'pino';

const sentence = (parts: unknown[]) =>
  parts
    .map((part) => (part instanceof Error ? part.message : String(part)))
    .join(' ')
    .slice(0, 300);

/** Bolt's own remarks in our log. Its debug lines hold whole request bodies, so they go nowhere. */
export function boltLogger(log: Logger): BoltLogger {
  return {
    debug: () => undefined,
    info: (...parts: unknown[]) => log.debug({ from: 'bolt' }, sentence(parts)),
    warn: (...parts: unknown[]) => log.debug({ from: 'bolt' }, sentence(parts)),
    error: (...parts: unknown[]) => log.warn({ from: 'bolt' }, sentence(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
