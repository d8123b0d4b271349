import { alarmsSounding, dangerForms, dangers, drills, harmless, harmlessForms } from './danger-words.ts';
import { fold } from './fold.ts';

const notBefore =
  /(?:没有|没|未|并无|无人|无|不会|不是|不再|不|并非)(?:再|出现|发生|发现|看到|看见|闻到|见|有|任何|明显|什么|人|过|在|到|的|被)*$/;
const askedBefore = /(?:是不是|有没有|会不会|该不会|要不要|不知道)[^\s,.!?;]{0,4}$/;
const noBefore =
  /(?:\bno|\bnot|n't|\bwithout|\bnever|\bnothing|\bnobody)(?: (?:any|a|an|the|sign|signs|of|visible|more|longer|actual|real|on|in|is|was|been|see|seen|seeing|smell|or|fire|smoke|flames|there|one|body|people|person|anyone|anybody))* $/;

/** The danger words of a text, in its order; those denied ("没有冒烟", "no smoke") are not counted. */
export function dangerIn(text: string): string[] {
  const said = fold(text).replace(/\s/g, ' ');
  const covered = [...spansOf(said, harmless), ...harmlessForms.flatMap((form) => matchesOf(said, form))];
  const words = spansOf(said, dangers)
    .filter(({ from, to, word }) => !isLatin(word) || standsAlone(said, from, to))
    .filter((span) => !covered.some((other) => overlap(span, other)));
  const forms = dangerForms
    .flatMap((form) => matchesOf(said, form))
    .filter((span) => !covered.some((other) => overlap(span, other)));
  const sounding = drills.test(said) ? [] : matchesOf(said, alarmsSounding);
  const told = [...forms, ...sounding].filter((span) => !words.some((word) => overlap(span, word)));
  const found = new Set<string>();
  let readTo = 0;
  for (const { from, to, word } of [...words, ...told].sort((a, b) => a.from - b.from)) {
    if (from < readTo || isDenied(said.slice(Math.max(0, from - 40), from))) continue;
    found.add(word);
    readTo = to;
  }
  return [...found];
}

interface Span {
  from: number;
  to: number;
  word: string;
}

const overlap = (one: Span, other: Span): boolean => one.from < other.to && other.from < one.to;

function matchesOf(said: string, form: RegExp): Span[] {
  const spans: Span[] = [];
  for (const { 0: word, index } of said.matchAll(form)) {
    spans.push({ from: index, to: index + word.length, word: word.trim() });
    if (spans.length >= occurrencesRead) break;
  }
  return spans;
}

/** Enough of each word to find one that is meant; a bound keeps a repeated word cheap. */
const occurrencesRead = 20;

function spansOf(said: string, words: string[]): Span[] {
  const spans: Span[] = [];
  for (const word of words) {
    let at = said.indexOf(word);
    for (let n = 0; at >= 0 && n < occurrencesRead; n += 1) {
      spans.push({ from: at, to: at + word.length, word });
      at = said.indexOf(word, at + word.length);
    }
  }
  return spans;
}

function isDenied(before: string): boolean {
  const clause = before.slice(
    Math.max(...[',', '.', ';', '!', '?'].map((mark) => before.lastIndexOf(mark))) + 1,
  );
  if (askedBefore.test(clause)) return false;
  return notBefore.test(clause.slice(-12)) || noBefore.test(clause);
}

const isLatin = (word: string): boolean => word.charCodeAt(0) < 0x80;
const standsAlone = (said: string, from: number, to: number): boolean =>
  !/[a-z0-9]/.test(said.charAt(from - 1)) && !/[a-z0-9]/.test(said.charAt(to));
