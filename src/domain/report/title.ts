import type { Locale } from '../locale.ts';
import { cleanText, cut } from './clean-text.ts';
import { hasWords } from './fold.ts';
import { barred, spaced } from './word-list.ts';

// Links, addresses and phone numbers are not for a title: networks filter them, and cards are seen by many.
const unfit = /(?:https?:\/\/|www\.)\S+|\S+@\S+|\+?\d[\d -]{6,}\d/gi;
const politeChinese =
  /^(?:你好|您好|喂|请问|麻烦|师傅|老师|领导|客服|各位|大家好|早上好|上午好|下午好|晚上好|打扰了?|不好意思|急+|紧急|我想?要?报修|报修|我要报?|报个修|报一下|反映一下|反映|新故障|我们这边|我们这里|我们这|我们|我这边|我这里|我这儿|我这|我的|这边|这里|这儿|那个|就是|你们|帮忙|帮我|看一下|看看|一下|的|是|，|\s)+/;
const politeEnglish =
  /^(?:hi|hello|hey|dear|team|all|sir|madam|good (?:morning|afternoon|evening|day)|please|help|urgent|sorry|thanks|we have|i have|there is|there are|there's|there|we've got|(?:problems?|issues?|trouble) with|it seems that|it seems|i think|just to report|i want to report|i would like to report|i'd like to report|reporting|report|our|my|the|a|an|that|with|and|of|so|but|[,.!\s-])+(?![\w'])/i;
const trailingChinese = new Set(
  spaced(`
  的 了 和 与 在 把 被 是 有 又 也 都 就 很 还 跟 给 对 从 向 不 没 没有 一 现在 因为
`),
);
const trailingEnglish = new Set(
  barred(`
  the | a | an | on | in | at | of | is | are | was | has | have | and | or | not | to | for | with |
  our | my | from | by | it | that | be | it's | very | no | this
`),
);

/** 电梯坏了 < : what opened behind the last word belongs to what was cut. */
const danglers = /[\s<([{（【「『《“‘"'`*_~@#&|/\\-]+$/u;

const chineseWished = 8;
const chineseMost = 10;
const englishMost = 24;

/** What somebody sent who wrote nothing. */
const wordless = {
  pictures: { 'zh-CN': '只有图片', en: 'picture only' },
  files: { 'zh-CN': '只有附件', en: 'file only' },
} satisfies Record<string, Record<Locale, string>>;

/** A short name for the fault from what was said: the first clause with something in it, cut between words. */
export function titleFrom(text: string, locale: Locale, sent?: keyof typeof wordless): string {
  const clauses = cleanText(text)
    .slice(0, 600)
    .replace(unfit, ' ')
    .split(/[\n。！？!?；;，,：:、…~～]+|\.(?=\s|$)/u);
  const polite = locale === 'en' ? politeEnglish : politeChinese;
  for (const clause of clauses) {
    const bare = clause
      .trim()
      .replace(polite, '')
      .trim()
      .replace(/^[^\p{L}\p{N}]+/u, '');
    if (!/\p{L}/u.test(bare)) continue;
    const title = (locale === 'en' ? shortEnglish(bare) : shortChinese(bare)).replace(danglers, '');
    if (hasWords(title)) return title;
  }
  if (sent && text.trim() === '') return wordless[sent][locale];
  return locale === 'en' ? 'fault report' : '报修';
}

function shortChinese(clause: string): string {
  // 三楼机房的网络断了 → 三楼机房网络断了: 的 carries nothing when space is short.
  const whole =
    clause.length > chineseWished ? clause.replace(/(?<=\p{Script=Han})的(?=\p{Script=Han})/gu, '') : clause;
  if (whole.length <= chineseMost) return whole;
  const han = whole.replace(/[^\p{Script=Han}0-9]+/gu, '');
  // HP LaserJet打印机卡纸: a brand must not crowd out the fault.
  if (han.length >= 4 && han.length <= chineseMost) return han;
  const words = Array.from(
    new Intl.Segmenter('zh', { granularity: 'word' }).segment(whole.slice(0, 80)),
    ({ segment }) => segment,
  );
  return joined(words, chineseMost, trailingChinese) || cut(whole, chineseWished);
}

function shortEnglish(clause: string): string {
  const whole = clause.replace(/\s+/g, ' ');
  if (whole.length <= englishMost) return whole;
  return joined(whole.slice(0, 200).split(/(?= )/), englishMost, trailingEnglish) || cut(whole, englishMost);
}

/** As many words as fit, without a last one that leaves the reader waiting. */
function joined(words: string[], most: number, trailing: Set<string>): string {
  const kept: string[] = [];
  let length = 0;
  for (const word of words) {
    if (length + word.length > most) break;
    kept.push(word);
    length += word.length;
  }
  while (
    kept.length > 0 &&
    (trailing.has((kept.at(-1) ?? '').trim().toLowerCase()) || !hasWords(kept.at(-1) ?? ''))
  )
    kept.pop();
  return kept.join('').trim();
}
