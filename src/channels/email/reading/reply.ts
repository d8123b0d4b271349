import { belowBanners } from './banner.ts';
import { findHistory, type HistoryStart, nextText } from './history.ts';
import { ownLength, trimmedLength } from './signature.ts';

export interface OwnWords {
  /** What the person newly wrote; with a forward also what they forwarded. */
  text: string;
  /** The sender line of what was forwarded. */
  forwardedFrom?: string;
  quoted: boolean;
}

const maxChars = 200_000;
const maxLines = 6_000;
const isQuoted = (line: string | undefined): boolean => /^\s{0,3}[>＞]/.test(line ?? '');

/**
 * Separates what somebody newly wrote from quoted history and signatures. Each line is looked at a bounded number
 * of times, so that a hostile mail costs no more than a long one. Answers between quotes keep the quotes: they
 * say what is being answered.
 */
export function ownWords(full: string, sender: { name: string; address: string }, forward = false): OwnWords {
  const lines = belowBanners(
    full
      .slice(0, maxChars)
      .replace(/\u00a0/g, ' ')
      .replace(/\r\n?/g, '\n')
      .split('\n', maxLines),
  );
  const history = firstHistory(lines);
  if (!history) return { text: cleaned(lines, sender), quoted: lines.some(isQuoted) };
  const intro = lines.slice(0, history.line);
  const introText = cleaned(intro, sender);
  const whole = history.kind === 'forward' || (forward && history.kind === 'block') || introText === '';
  if (!whole) return { text: introText, quoted: true };
  const body = lines.slice(history.bodyLine).map((line) => line.replace(/^\s{0,3}> ?/, ''));
  const inner = firstHistory(body);
  const told = cleaned(inner ? body.slice(0, inner.line) : body, { name: '', address: '' });
  const text = [introText, told].filter((piece) => piece !== '').join('\n\n');
  return {
    text,
    quoted: true,
    ...(history.from && history.kind !== 'wrote' ? { forwardedFrom: history.from } : {}),
  };
}

/** The heading that hides everything below it. "On … wrote:" above a quote that is answered below hides nothing. */
function firstHistory(lines: readonly string[]): HistoryStart | undefined {
  let from = 0;
  for (let tries = 0; tries < 50; tries++) {
    const found = findHistory(lines, from);
    if (!found) return undefined;
    const quoteAt = nextText(lines, found.bodyLine);
    const inQuote = isQuoted(lines[found.line]);
    // Some clients quote what they forward.
    if (!inQuote && (found.kind === 'forward' || !isQuoted(lines[quoteAt]))) return found;
    from = found.bodyLine;
  }
  return undefined;
}

function cleaned(lines: readonly string[], sender: { name: string; address: string }): string {
  let own = withoutLeadingQuote(lines);
  for (let round = 0; round < 8; round++) {
    const length = ownLength(own, sender);
    const end = withoutTrailingQuote(own.slice(0, length));
    if (end === own.length) break;
    own = own.slice(0, end);
  }
  const start = nextText(own, 0);
  return own
    .slice(start)
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim();
}

/** A quote with its heading at the end is history; where nothing else is left, it stays. */
function withoutTrailingQuote(lines: readonly string[]): number {
  let end = trimmedLength(lines, lines.length);
  const before = end;
  while (end > 0 && (isQuoted(lines[end - 1]) || (lines[end - 1] ?? '').trim() === '')) end--;
  if (end === before) return before;
  return headingBefore(lines, end) ?? end;
}

/** The line where an "On … wrote:" that ends right before `end` begins. */
function headingBefore(lines: readonly string[], end: number): number | undefined {
  const above = lines.slice(Math.max(0, end - 4), end);
  const offset = end - above.length;
  for (let at = 0; at < above.length; at++) {
    const found = findHistory(above, at);
    if (found && found.bodyLine === above.length) return offset + found.line;
  }
  return undefined;
}

/** Somebody who answers below one quote: the quote is history. Several quotes are a conversation and stay. */
function withoutLeadingQuote(lines: readonly string[]): string[] {
  const first = nextText(lines, 0);
  const heading = findHistory(lines.slice(0, first + 6), first);
  let at = heading?.line === first ? nextText(lines, heading.bodyLine) : first;
  if (!isQuoted(lines[at])) return [...lines];
  while (at < lines.length && (isQuoted(lines[at]) || (lines[at] ?? '').trim() === '')) at++;
  const rest = lines.slice(at);
  return rest.length === 0 || rest.some(isQuoted) ? [...lines] : rest;
}
