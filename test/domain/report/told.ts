import { readText } from '../../../src/domain/report/read-text.ts';
import type { Reading, ReadingContext } from '../../../src/domain/report/reading.ts';

/** A reading in one line: `deny 4821 "还是没网"`, `ask which-ticket confirm 4822,4821`, `report fresh "…" !冒烟`. */
export const told = (text: string, context: ReadingContext): string => inOneLine(readText(text, context));

function inOneLine(reading: Reading): string {
  const { kind } = reading;
  const parts: (string | number)[] = [kind];
  if (reading.kind === 'ask') parts.push(reading.question);
  if ('word' in reading) parts.push(reading.word);
  if ('tickets' in reading) parts.push(reading.tickets.join(','));
  if ('ticket' in reading && reading.ticket !== undefined) parts.push(reading.ticket);
  if ('score' in reading) parts.push(reading.score);
  if ('fresh' in reading && reading.fresh) parts.push('fresh');
  const said = 'why' in reading ? reading.why : 'text' in reading ? reading.text : undefined;
  if (said) parts.push(`"${said}"`);
  if ('danger' in reading && reading.danger.length > 0) parts.push(`!${reading.danger.join(',')}`);
  return parts.join(' ');
}
