import { fold } from './fold.ts';
import { type Mentioned, mentionedIn } from './things.ts';
import { holdsWord, judged, troubleIn } from './trouble.ts';

const besides = ['也', '另外', '还有', '又有', '另一', '别的', '其他', '其它'];
const besidesEnglish = ['also', 'too', 'another', 'as well', 'besides', 'additionally', 'other'];

/**
 * Whether a text plainly tells of another fault than the ticket called `title`. It must tell of trouble, and
 * - name another floor or building, or
 * - name only devices of other families, in another room or said to be "also" broken, or
 * - name only devices of other families, neither side being about power (which explains every other failure).
 * A text that also names the ticket's own place or device never does.
 */
export function namesAnother(text: string, title: string): boolean {
  if (troubleIn(text) === undefined) return false;
  const said = mentionedIn(text);
  const known = mentionedIn(title);
  if (differ(said.floors, known.floors) || differ(said.buildings, known.buildings)) return true;
  if (!differ(said.families, known.families)) return false;
  const folded = fold(text.slice(0, judged));
  const also = besides.some((word) => folded.includes(word)) || holdsWord(folded, besidesEnglish);
  if (also || differ(said.rooms, known.rooms)) return true;
  return !said.families.has('power') && !known.families.has('power');
}

const levels: (keyof Mentioned)[] = ['floors', 'buildings', 'rooms', 'families'];

/** Whether a text, of trouble or not, names another place or device than the ticket called `title`. */
export function pointsElsewhere(text: string, title: string): boolean {
  const said = mentionedIn(text);
  const known = mentionedIn(title);
  return levels.some((level) => differ(said[level], known[level]));
}

/** The only one of these tickets whose device or place the text names, and no other place. */
export function onlyNamed<T extends { title: string }>(text: string, tickets: T[]): T | undefined {
  const said = mentionedIn(text);
  const named = tickets.filter(({ title }) => {
    const known = mentionedIn(title);
    return (
      levels.some((level) => overlap(said[level], known[level])) &&
      !levels.some((level) => differ(said[level], known[level]))
    );
  });
  return named.length === 1 ? named[0] : undefined;
}

const overlap = (a: Set<string>, b: Set<string>): boolean => [...a].some((one) => b.has(one));
const differ = (a: Set<string>, b: Set<string>): boolean => a.size > 0 && b.size > 0 && !overlap(a, b);
