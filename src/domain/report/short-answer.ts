import { type AnswerKind, answerKinds } from './answer-kind.ts';
import { chineseAnswers } from './answers-chinese.ts';
import { englishAnswers } from './answers-english.ts';
import { namesSomething, nouns, rooms, roomsEnglish } from './things.ts';
import { troubleIn } from './trouble.ts';

/** What a whole short message says. */
export type Verdict = Exclude<AnswerKind, 'good' | 'not' | 'please' | 'filler'>;

export interface ShortAnswer {
  /** The strongest thing said. */
  verdict: Verdict;
  /** All that was said: "不用来了，已经修好了" withdraws and says fixed. */
  said: Set<Verdict>;
  /** It names a device or a place. */
  named: boolean;
  /** Numbers in it that are tickets of the sender. */
  tickets: number[];
}

/** Longer messages are stories, not answers. */
const longestAnswer = 120;

const list = (words: string, parted: RegExp): string[] =>
  words
    .trim()
    .split(parted)
    .filter((word) => word !== '');
const lexicon = new Map<string, AnswerKind | 'noun'>([
  // 停电 and 断网 are nouns that tell of trouble: no fault may pass for a mere name.
  ...[...nouns, ...rooms, ...roomsEnglish]
    .filter((word) => troubleIn(word) === undefined)
    .map((word): [string, 'noun'] => [word, 'noun']),
  ...answerKinds.flatMap((kind) =>
    [...list(chineseAnswers[kind], /\s+/), ...list(englishAnswers[kind], /\s*\|\s*/)].map(
      (word): [string, AnswerKind] => [word, kind],
    ),
  ),
]);
const longestWord = Math.max(...[...lexicon.keys()].map((word) => word.length));

const place =
  /(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:号楼|楼|层|栋|f(?![a-z])|(?:st|nd|rd|th) floor)|[0-9]{3,4}室/y;
const isAsking = /\?\s*$|[吗么嘛][\s.!~]*$|(?:[了好复决]|正常)(?:没有|没)[\s.!~]*$/;
const englishAsking =
  /^(?:(?:is|are|was|has|have|did|does|do) (?:it|that|this|the|they|everything|all|my|our|there|you|any)|when|what|why|how|where|who)\b/;
/** Beside a device or a place these are no whole message: 你好，打印机 goes on to tell something. */
const nameless: Verdict[] = [
  'greeting',
  'courtesy',
  'praise',
  'help',
  'yes',
  'no',
  'same',
  'other',
  'withdraw',
  'person',
];
/** 可以吗 asks for something; thanks or a grade with a question mark are no answer. */
const answersOnly: Verdict[] = [
  'courtesy',
  'praise',
  'yes',
  'no',
  'rate5',
  'rate4',
  'rate3',
  'rate2',
  'rate1',
];

/**
 * Reads a message that consists of nothing but known words: the rule is that nothing may be left over.
 * @param said the folded message
 * @param isOwn whether a number is a ticket of the sender
 * @returns undefined when it says anything more, or contradicts itself
 */
export function shortAnswer(said: string, isOwn: (number: number) => boolean): ShortAnswer | undefined {
  if (said.length > longestAnswer) return undefined;
  const tickets: number[] = [];
  const verdicts: Verdict[] = [];
  for (const clause of said.split(/[^\p{L}\p{N}'\- ]+/u)) {
    const kinds = kindsOf(clause.trim(), isOwn, tickets);
    const said = kinds === undefined ? 'contradiction' : verdictsOf(kinds);
    if (said === 'contradiction') return undefined;
    verdicts.push(...said);
  }
  const asking =
    isAsking.test(said) ||
    (englishAsking.test(said) && verdicts.some((one) => one === 'fixed' || one === 'works'));
  const verdict = strongest(asking ? verdicts.map(asked) : verdicts);
  const named = namesSomething(said);
  if (!verdict || (named && nameless.includes(verdict)) || (asking && answersOnly.includes(verdict)))
    return undefined;
  return { verdict, said: new Set(verdicts), named, tickets };
}

/** The kinds of a clause's words in order; undefined when something is left over. */
function kindsOf(
  clause: string,
  isOwn: (number: number) => boolean,
  tickets: number[],
): AnswerKind[] | undefined {
  const kinds: AnswerKind[] = [];
  let at = 0;
  while (at < clause.length) {
    place.lastIndex = at;
    const floor = place.exec(clause)?.[0];
    const figure = /^\d{3,9}(?!\d)/.exec(clause.slice(at, at + 10))?.[0];
    const word = wordAt(clause, at);
    if (/[ '-]/.test(clause.charAt(at))) at += 1;
    else if (floor) at += floor.length;
    else if (figure && isOwn(Number(figure))) {
      tickets.push(Number(figure));
      at += figure.length;
    } else if (word) {
      const kind = lexicon.get(word);
      if (kind && kind !== 'noun') kinds.push(kind);
      at += word.length;
    } else return undefined;
  }
  return kinds;
}

function wordAt(clause: string, at: number): string | undefined {
  for (let length = Math.min(longestWord, clause.length - at); length > 0; length -= 1) {
    const word = clause.slice(at, at + length);
    if (!lexicon.has(word)) continue;
    const cutsLatin = /[a-z0-9]$/.test(word) && /[a-z0-9']/.test(clause.charAt(at + length));
    if (!cutsLatin) return word;
  }
  return undefined;
}

const ranking: Verdict[] = [
  'withdraw',
  'person',
  'hurry',
  'hurry-soft',
  'status',
  'rate5',
  'rate4',
  'rate3',
  'rate2',
  'rate1',
  'other',
  'same',
  'no',
  'yes',
  'help',
  'greeting',
  'praise',
  'courtesy',
];

/** Before "it works" in one breath these wish for it or ask: 快点修好, when fixed. */
const wishes = ['hurry', 'hurry-soft', 'status'] as const;

/** What one clause says: mostly one thing; "不用来了已经修好了" says two. */
function verdictsOf(kinds: AnswerKind[]): Verdict[] | 'contradiction' {
  const has = (kind: AnswerKind): boolean => kinds.includes(kind);
  const lastWorks = kinds.findLastIndex((kind) => kind === 'fixed' || kind === 'works');
  const works = lastWorks >= 0;
  if (has('broken')) return lastWorks > kinds.lastIndexOf('broken') ? 'contradiction' : ['broken'];
  if (has('not')) {
    if (works || has('good')) return ['broken'];
    return kinds.some((kind) => !['not', 'no', 'filler'].includes(kind)) ? 'contradiction' : ['no'];
  }
  if (works) {
    const wish = wishes.find(has);
    if (has('no') || has('please')) return 'contradiction';
    if (wish) return kinds.indexOf(wish) < lastWorks ? [wish] : 'contradiction';
    return [...(has('withdraw') ? ['withdraw' as const] : []), has('fixed') ? 'fixed' : 'works'];
  }
  const [first] = ranking.filter(has);
  return first ? [first] : has('good') ? ['courtesy'] : [];
}

/** "修好了吗" asks, it does not confirm; "还没好吗" is impatient. */
const asked = (verdict: Verdict): Verdict =>
  verdict === 'fixed' || verdict === 'works' ? 'status' : verdict === 'broken' ? 'hurry-soft' : verdict;

function strongest(verdicts: Verdict[]): Verdict | undefined {
  const broken = verdicts.lastIndexOf('broken');
  const fixed = verdicts.findLastIndex((one) => one === 'fixed' || one === 'works');
  // 网好了，打印机还没好: never a confirmation. 昨天没好，今天好了: somebody should read it.
  if (broken >= 0 && fixed >= 0) return broken > fixed ? 'broken' : undefined;
  if (broken >= 0) return 'broken';
  if (fixed >= 0)
    return verdicts.includes('no') || verdicts.includes('hurry-soft') || verdicts.includes('status')
      ? undefined
      : verdicts.includes('fixed')
        ? 'fixed'
        : 'works';
  return ranking.find((kind) => verdicts.includes(kind));
}
