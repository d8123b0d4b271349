/** A value inside a message: in quotes, on one line, never longer than people can take in. */
export const quoted = (value: unknown): string => {
  const text = String(value).replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ');
  return `"${text.length > 60 ? `${text.slice(0, 57)}…` : text}"`;
};
