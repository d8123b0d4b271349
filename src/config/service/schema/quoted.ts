/** A value inside a message: in quotes, on one line, never longer than people can take in. */
export const quoted = (value: unknown): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal.
  const text = String(value).replaceAll(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, ' ');
  return `"${text.length > 60 ? `${text.slice(0, 57)}…` : text}"`;
};
