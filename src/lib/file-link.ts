import { sign, verify } from './signed.ts';

const dayMs = 24 * 3_600_000;
const goodForDays = 30;

/**
 * The token of a file's address. It runs out with the day that is 30 days away, so that it is the same all
 * day long: whoever drew the picture once needs not fetch it again for each edit of the card.
 */
export function fileToken(secrets: readonly string[], file: string, now: Date): string {
  const until = Math.ceil(now.getTime() / dayMs) + goodForDays;
  return sign(secrets, 'file', `${file} ${until}`);
}

/** The file that a token opens; undefined when it is not ours or has run out. */
export function fileOf(secrets: readonly string[], token: string, now: Date): string | undefined {
  const [, file, until] = /^(\S+) (\d{1,6})$/.exec(verify(secrets, 'file', token) ?? '') ?? [];
  return file !== undefined && now.getTime() < Number(until) * dayMs ? file : undefined;
}
