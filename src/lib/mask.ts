/**
 * Everything in one pass, so that no pattern can start inside another's match; every repetition is
 * bounded, so that a hostile line costs no more than its length. An escape of JSON is matched first
 * and kept whole: `\n` before a name must not become part of it.
 */
const private_ = new RegExp(
  [
    String.raw`(?<kept>\\(?:u[0-9a-fA-F]{4}|.))`,
    String.raw`:\/\/(?<login>[^\s/@"\\]{1,512})@`,
    String.raw`\b(?<token>(?:xox[a-z]|xapp)-)[\w-]{6,256}`,
    String.raw`\b(?<bearer>(?:Bearer|Basic) )[\w.~+/=-]{6,2048}`,
    String.raw`(?<page>\/t\/)[\w.~%-]{8,512}`,
    String.raw`(?<first>[\p{L}\p{N}])[\p{L}\p{N}._%+'-]{0,64}@(?<host>[\p{L}\p{N}.-]{1,255})`,
    String.raw`(?<plus>\+|%2B)(?<country>[1-9]\d)[\d ().-]{4,20}(?<last>\d\d)`,
    String.raw`(?<![0-9a-fA-F])(?<mobile>1[3-9])\d{7}(?<end>\d\d)(?![0-9a-fA-F])`,
  ].join('|'),
  'giu',
);

/** Characters that move a terminal's cursor or turn a line around, beyond those JSON escapes itself. */
const unseen = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

const jsonString = /"[^"\\]*(?:\\.[^"\\]*)*"/g;

/** `maskPrivate` for the strings of a line of JSON, which stays valid; numbers stay numbers. */
export const maskPrivateInJson = (line: string): string =>
  line.replace(jsonString, (text) => maskPrivate(text));

/**
 * A text with phone numbers (`+86••••01`), mail addresses (`w•••@example.com`), logins in addresses,
 * chat tokens and the reporter page's tokens made unreadable.
 */
export function maskPrivate(line: string): string {
  const inStrings = line.replace(private_, (...match) => {
    const found = match.at(-1) as Partial<Record<string, string>>;
    const { kept, token, bearer, page, first, host, plus, country, last, mobile, end } = found;
    if (kept !== undefined) return kept;
    if (first !== undefined) return `${first}•••@${host ?? ''}`;
    if (plus !== undefined) return `${plus}${country ?? ''}••••${last ?? ''}`;
    if (mobile !== undefined) return `${mobile}•••••••${end ?? ''}`;
    return found['login'] === undefined ? `${token ?? bearer ?? page ?? ''}•••` : '://•••@';
  });
  return inStrings.replace(
    unseen,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The same line without these exact values: settings that no pattern can know. Short ones are left. */
export function maskSecrets(line: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= 8)
    .reduce((masked, secret) => masked.replaceAll(JSON.stringify(secret).slice(1, -1), '•••'), line);
}
