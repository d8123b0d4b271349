import { type DestinationStream, type LevelWithSilent, type Logger, pino, stdTimeFunctions } from 'pino';
import { createLogOutput } from './log-output.ts';
import { censored, privateKeys, toLoggable } from './loggable.ts';
import { maskPrivateInJson, maskSecrets } from './mask.ts';

/**
 * Lines of JSON in which phone numbers, mail addresses, tokens and what people wrote can't be read,
 * and which no name or text can break or colour.
 *
 * `secrets` are the exact values of settings that must never appear, in whatever sentence a library
 * puts them. `destination` is standard output unless given.
 */
export function createLogger(options: {
  level: LevelWithSilent;
  secrets?: readonly string[];
  destination?: DestinationStream;
}): Logger {
  const { level, secrets = [], destination } = options;
  const settings = {
    level,
    timestamp: stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: object) => toLoggable(fields) as Record<string, unknown>,
    },
    // pino's own would give an error back with everything that a vendor hung on it.
    serializers: { err: (thrown: unknown) => (thrown instanceof Error ? toLoggable(thrown) : thrown) },
    // The formatter above doesn't see the fields of child loggers.
    redact: { paths: privateKeys, censor: censored },
    hooks: { streamWrite: (line: string) => maskPrivateInJson(maskSecrets(line, secrets)) },
  };
  return pino(settings, destination ?? createLogOutput());
}
