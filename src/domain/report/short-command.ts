import { core } from './fold.ts';

/** The figures that reporters may send; `R5` and a bare `5` are told apart by `letter`. */
export interface ShortCommand {
  digit: 0 | 1 | 2 | 3 | 4 | 5 | 9;
  /** Written with its letter: `R5`. */
  letter: boolean;
  /** The ticket that stands with it. */
  number?: number;
  /** What follows, as a span of the line. */
  rest: { from: number; to: number };
}

/** A line that starts with a ticket number and says something else about it. */
export interface NamedTicket {
  number: number;
  /** Written with 工单, `#` or "ticket": surely meant as a ticket. */
  marked: boolean;
  rest: { from: number; to: number };
}

// 2号楼, 3F, 5天: a figure that counts or names something is text. 2 printers counts too, "2 still down" doesn't.
const countsChinese =
  /^\s*(?:[号楼层栋室台个幢座单区间排期组年月日天周点时秒小块条张只根把盏套位人名件次倍元米度寸种段级%]|分(?!$|[\s.!,])|f(?![a-z]))/;
const countsEnglish =
  /^\s*(?:st|nd|rd|th|fl|floors?|rooms?|days?|hours?|hrs?|mins?|minutes?|weeks?|months?|am|pm|people|persons?|users?|of|out of|x|times?|units?|pcs?|pieces?|computers|laptops|printers|screens|monitors|servers|switches|lights|lamps|phones|cameras|doors|lifts|elevators|offices|machines|desks|sockets|more|others?|new)\b/;
// 好的，1 · 请回复1 · reply 1: what people put before their answer.
const asked =
  /^(?:(?:你好|您好|好的?|谢谢|收到|是的?|嗯|ok|okay|hello|hi|thanks|yes)[\s,.!]+)?(?:(?:请?(?:回复|回|答复|选择)|我?(?:选|回复?|答)|是|确认|reply(?: with)?|answer|option)[\s:,."']*)?(?=r?\s?\d)/;
const separators = /^[\s,.:;\-_/#)\]!~*'"+?]*/;
const mark =
  /^\[?(?:工单编号|工单号|工单|单号|编号|ticket number|ticket no\.?|ticket|case|no\.|#)\s*:?\s*#?\s*(?=\d)/;
const figure = /^\d{3,9}(?!\d)/;

/** Whether what follows a figure makes it part of a text: a unit, a letter, or more figures (2:30, 1.5, 2-3). */
const isText = (behind: string): boolean =>
  countsChinese.test(behind) || countsEnglish.test(behind) || /^[a-z%]/.test(behind);

/**
 * Reads a folded line as a command in figures.
 * @param isOwn whether a number is a ticket of the sender: decides how `14821` is meant
 */
export function shortCommand(
  line: string,
  isOwn: (number: number) => boolean,
): ShortCommand | NamedTicket | undefined {
  const { from: word, to } = core(line);
  const from = line.charAt(word - 1) === '#' ? word - 1 : word;
  const start = from + (asked.exec(line.slice(from, to))?.[0].length ?? 0);
  const marked = mark.exec(line.slice(start, to))?.[0].length ?? 0;
  const body = line.slice(start + marked, to);
  const span = (offset: number) => restOf(line, start + marked + offset, to);

  const rating = marked ? null : /^r\s?([1-5])(?![0-9a-z])/.exec(body);
  if (rating) return withNumber({ digit: digitOf(rating[1]), letter: true }, body, rating[0].length, span);
  const joined = marked ? null : /^r\s?([1-5])([1-9]\d{2,8})(?![0-9a-z])/.exec(body);
  const rated = digitOf(joined?.[1]);
  if (joined && rated !== undefined && isOwn(Number(joined[2])))
    return { digit: rated, letter: true, number: Number(joined[2]), rest: span(joined[0].length) };

  const digits = /^\d{1,12}/.exec(body)?.[0] ?? '';
  const behind = body.slice(digits.length);
  if (digits === '' || isText(behind)) return undefined;
  if (digits.length === 1) {
    const digit = digitOf(digits);
    if (marked || digit === undefined || isFraction(behind)) return undefined;
    return withNumber({ digit, letter: false }, body, 1, span);
  }
  const number = Number(digits);
  if (digits.length < 3 || digits.startsWith('0')) return glued(digits, isOwn, span(digits.length));
  if (!isOwn(number)) {
    const split = glued(digits, isOwn, span(digits.length));
    if (split && !marked) return split;
  }
  // 4821 1 and 4821 2 why mean the same as 1 4821.
  const gap = separators.exec(behind)?.[0].length ?? 0;
  const after = /^(?:(r)\s?([1-5])|([01259]))(?![0-9a-z])/.exec(behind.slice(gap));
  const tail = after ? behind.slice(gap + after[0].length) : '';
  const digit = digitOf(after?.[2] ?? after?.[3]);
  if (after && digit !== undefined && gap > 0 && !isText(tail) && !isFraction(tail)) {
    return {
      digit,
      letter: after[1] !== undefined,
      number,
      rest: span(digits.length + gap + after[0].length),
    };
  }
  return { number, marked: marked > 0, rest: span(digits.length) };
}

/** 2:30, 1.5, 2-3, 9/10: unless a ticket number follows, the digit is half of something else. */
const isFraction = (behind: string): boolean => /^[.:/-]\d{1,2}(?!\d)/.test(behind);

function withNumber(
  command: { digit: ShortCommand['digit'] | undefined; letter: boolean },
  body: string,
  length: number,
  span: (offset: number) => { from: number; to: number },
): ShortCommand | undefined {
  const { digit, letter } = command;
  if (digit === undefined) return undefined;
  const gap = length + (separators.exec(body.slice(length))?.[0].length ?? 0);
  const marked = mark.exec(body.slice(gap))?.[0].length ?? 0;
  const number = figure.exec(body.slice(gap + marked))?.[0];
  const end = gap + marked + (number?.length ?? 0);
  if (number === undefined || number.startsWith('0') || (!marked && isText(body.slice(end))))
    return { digit, letter, rest: span(length) };
  return { digit, letter, number: Number(number), rest: span(end) };
}

/** 14821 when 4821 is theirs; 48211 likewise, unless both readings fit. */
function glued(
  digits: string,
  isOwn: (number: number) => boolean,
  rest: { from: number; to: number },
): ShortCommand | undefined {
  const first = digitOf(digits.charAt(0));
  const last = digitOf(digits.charAt(digits.length - 1));
  const front = first !== undefined && digits.charAt(1) !== '0' && isOwn(Number(digits.slice(1)));
  const back = last !== undefined && digits.charAt(0) !== '0' && isOwn(Number(digits.slice(0, -1)));
  if (front === back) return undefined;
  if (front && first !== undefined)
    return { digit: first, letter: false, number: Number(digits.slice(1)), rest };
  return last === undefined
    ? undefined
    : { digit: last, letter: false, number: Number(digits.slice(0, -1)), rest };
}

function digitOf(text: string | undefined): ShortCommand['digit'] | undefined {
  return ([0, 1, 2, 3, 4, 5, 9] as const).find((digit) => String(digit) === text);
}

/** The rest of the line without the punctuation around it. */
function restOf(line: string, from: number, to: number): { from: number; to: number } {
  const inner = core(line.slice(from, to));
  return { from: from + inner.from, to: from + inner.to };
}
