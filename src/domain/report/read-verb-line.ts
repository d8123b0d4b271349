import { nearest } from '../nearest.ts';
import { cleanText } from './clean-text.ts';
import type { Verb, VerbLine } from './reading.ts';
import { apart, takesNumber, verbWords } from './verb-words.ts';
import { type Known, whoIn } from './who.ts';

const verbsByWord = new Map(
  Object.entries(verbWords).flatMap(([verb, words]) =>
    words.map((word): [string, Verb] => [word, verb as Verb]),
  ),
);
const longestFirst = [...verbsByWord.keys()].sort((a, b) => b.length - a.length);
const helpWords = /^(?:help|usage|commands?|verbs?|帮助|用法|怎么用|指令|命令|[?？]+)$/i;
const showWords = /^(?:status|show|card|状态|情况|进度|详情|查看)$/i;
/** Only the reporter closes a ticket: whoever types one of these means that the work is done. */
const closing = /^(?:close|closed|结案|关闭|关单|结单)$/i;
/** Plain ASCII figures without a leading zero; nine digits are more tickets than there will be. */
const plainNumber = /^#?([1-9]\d{0,8})$/;
const numberLike = /^[#+\-.,/\\]*[\p{Nd}]/u;
/** Between a verb and a number: nothing that could hide half of one (`.5`, `../2`). */
const gap = /^[\s:：]+/;
const loose = /^[\s,:;，。：；、]+/;
/** 解决不了, 修好了吗, 修好后通知我: the opposite, a question, a condition. */
const takesBack = /^(?:了?[不没未吗么呢]|了(?!$|[\s,，。.!！])|后|之后|以后|之前|前|时|再)/;

/**
 * Reads what staff typed: `4821 fix 换了电源`, `fix 4821 换了电源`, in a thread `修好 换了电源`.
 * @param context.ticket the ticket of the thread it was said in; a number before the verb overrides it
 */
export function readVerbLine(text: string, context: { ticket?: number; people: Known[] }): VerbLine {
  const line = withoutAddress(cleanText(text));
  if (line === '' || helpWords.test(line)) return { kind: 'help' };

  const leading = leadingNumber(line);
  if (leading === 'bad') return { kind: 'usage', problem: 'bad-number', word: firstWord(line) };
  const rest = leading ? line.slice(leading.length).replace(gap, '') : line;
  if (leading && (rest === '' || showWords.test(rest))) return { kind: 'show', ticket: leading.number };
  if (helpWords.test(rest)) return { kind: 'help' };
  const said = verbAt(rest);
  if (!said) return unknown(firstWord(rest));

  const behind = rest.slice(said.length).replace(gap, '');
  if (leading) return verbLine(leading.number, said.verb, behind, context.people);
  const word = firstWord(behind);
  const number = plainNumber.exec(word)?.[1];
  const mayNumber =
    context.ticket === undefined || !takesNumber.includes(said.verb) || number === String(context.ticket);
  if (mayNumber) {
    if (number !== undefined)
      return verbLine(Number(number), said.verb, behind.slice(word.length).replace(gap, ''), context.people);
    // claim 1; drop · claim -1 · claim 1e3 · claim ../../2: never half of a number.
    if (numberLike.test(word)) return { kind: 'usage', problem: 'bad-number', word };
  }
  if (context.ticket === undefined) return { kind: 'usage', problem: 'no-number' };
  return verbLine(context.ticket, said.verb, behind, context.people);
}

/** `@bot`, `<@U0BOT>` and `/ticket` before the line are how it was addressed, not what it says. */
const withoutAddress = (text: string): string =>
  text
    .replace(/^(?:(?:<@[A-Za-z0-9]+(?:\|[^>]{0,80})?>|[@＠][^\s]{1,40}|\/[a-z]{1,20}(?=\s|$))\s*){1,3}/, '')
    .trim();

function leadingNumber(line: string): { number: number; length: number } | 'bad' | undefined {
  const word = firstWord(line);
  const whole = plainNumber.exec(word)?.[1];
  if (whole) return { number: Number(whole), length: word.length };
  // 4821修好 is how it comes off a Chinese keyboard; 4821: fix off an English one.
  const joined = /^#?([1-9]\d{0,8})(?=\p{Script=Han})|^#?([1-9]\d{0,8})[:：,，](?=$|[^\d])/u.exec(word);
  const figure = joined?.[1] ?? joined?.[2];
  if (joined && figure) return { number: Number(figure), length: joined[0].length };
  return numberLike.test(word) ? 'bad' : undefined;
}

function verbAt(line: string): { verb: Verb; length: number } | undefined {
  const said = line.slice(0, 40).toLowerCase();
  const word = longestFirst.find((one) => said.startsWith(one) && endsThere(one, said.slice(one.length)));
  const verb = word === undefined ? undefined : verbsByWord.get(word);
  return word !== undefined && verb ? { verb, length: word.length } : undefined;
}

/** An English verb ends with its word; a Chinese one may run into what follows unless it must stand apart. */
function endsThere(word: string, behind: string): boolean {
  const verb = verbsByWord.get(word);
  // "fixed?" asks.
  if (/^\s*[?？]/.test(behind)) return verb === 'why' || verb === 'trace';
  if (/^(?:[^\p{L}\p{N}_]|$)/u.test(behind)) return true;
  if (!/\p{Script=Han}$/u.test(word)) return false;
  if (/^[#@＠]?\d/.test(behind)) return true;
  return word.length > 1 && verb !== undefined && !apart.includes(verb) && !takesBack.test(behind);
}

function verbLine(ticket: number, verb: Verb, behind: string, people: Known[]): VerbLine {
  const { who, args } = whoIn(behind.replace(loose, ''), people, verb === 'offer' || verb === 'assign');
  return { kind: 'verb', ticket, verb, args, ...(who === undefined ? {} : { who }) };
}

/** A word with more behind it in one breath (修号了换电源) is looked at from its start, too. */
function unknown(word: string): VerbLine {
  const starts = /\p{Script=Han}/u.test(word) ? [word, word.slice(0, 3)] : [word];
  const meant = closing.test(word)
    ? 'fix'
    : starts.map((start) => nearest(start, longestFirst)).find(Boolean);
  // 修好了吗 was no slip of the finger: the verb is there, and something takes it back.
  const said = longestFirst.some((known) => known.length > 1 && word.toLowerCase().startsWith(known));
  return { kind: 'usage', problem: 'unknown-verb', word, ...(meant && !said && { meant }) };
}

const firstWord = (line: string): string => line.split(/\s/, 1)[0]?.slice(0, 40) ?? '';
