import { core, fold } from './fold.ts';

/** A word at the start of a text that says what the rest is. */
export type Keyword = 'complaint' | 'withdraw' | 'hurry' | 'person';

const politely = /^(?:你好|您好|喂|请问|hello|hi|hey|dear (?:team|all|sir))[\s,.!:]*/;
const numbered = /^[\s,.:;!-]*(?:工单号?|单号|ticket|#)?\s*:?\s*#?(\d{3,9})(?![\d号楼层栋室台个])[\s,.:;!-]*/;
const border = '(?=$|[\\s,.;:!?~#\\d]|工单)';

// 投诉电话坏了 is a report about a telephone, 人工智能平台 no wish for a person.
const forms: [Keyword, RegExp][] = [
  ['complaint', /^我?(?:要|想|想要)?(?:进行)?投诉(?!电话|热线|系统|平台|箱|网站|窗口|处|中心|科|单|受理|件)/],
  [
    'complaint',
    /^(?:this is |i want to make |i wish to make |i would like to make |i'd like to make )?(?:a )?(?:formal )?complaint\b|^(?:i (?:want|wish|would like|need) to |i'd like to )?complain\b/,
  ],
  [
    'withdraw',
    new RegExp(
      `^(?:不用(?:来|修|处理|管)?了|不需要了|不必(?:来)?了|算了|(?:取消|撤销|撤回)报修)(?:${border}|(?=[我已自]))|^(?:never ?mind|no longer needed|withdraw)\\b`,
    ),
  ],
  [
    'hurry',
    new RegExp(`^(?:请|麻烦)?(?:催办|催一下|催单|催促|催)${border}|^(?:please )?(?:hurry up|hurry|chase)\\b`),
  ],
  [
    'person',
    new RegExp(
      `^(?:请|麻烦)?(?:转?人工(?:服务|客服)?|打电话给我|给我(?:打|回)?(?:个)?电话|给我回电|打我(?:的)?(?:电话|手机)|请?联系我|请?回电)${border}|^(?:please )?(?:call|ring|phone) (?:me|us)\\b|^please (?:call|ring|phone) (?=\\+?\\d{5})`,
    ),
  ],
];

export interface KeywordSaid {
  keyword: Keyword;
  number?: number;
  /** What stands behind the word and the number. */
  rest: string;
}

export function keywordOf(text: string): KeywordSaid | undefined {
  const said = fold(text.slice(0, 400));
  const lead = core(said).from;
  const start = lead + (politely.exec(said.slice(lead))?.[0].length ?? 0);
  const line = said.slice(start);
  for (const [keyword, form] of forms) {
    const word = form.exec(line)?.[0];
    if (word === undefined) continue;
    const number = numbered.exec(line.slice(word.length));
    const rest = text
      .slice(start + word.length + (number?.[0].length ?? 0))
      .replace(/^[\s,，.。:：;；!！、-]+/, '');
    return { keyword, rest, ...(number ? { number: Number(number[1]) } : {}) };
  }
  return undefined;
}

const freshForms =
  /^(?:新的?(?:报修|故障|问题)(?=[\s,.;:!-])|新(?=[\s,.;:!-])|new (?:fault|report|ticket|issue|problem)\b|new\b(?=[\s,.;:!-]))[\s,.;:!-]*/;

/** The text behind `新 …` or `new …`; undefined without the word, or with nothing behind it. */
export function freshFault(text: string): string | undefined {
  const word = freshForms.exec(fold(text.slice(0, 80)))?.[0];
  if (word === undefined) return undefined;
  const rest = text.slice(word.length).trim();
  if (!/\p{L}/u.test(rest)) return undefined;
  // "New York office …" is a name, not our word; it is another fault all the same.
  return /^new $/i.test(text.slice(0, word.length)) && /^[A-Z][a-z]/.test(rest) ? text : rest;
}
