/** A figure as people say it: `20`, `1.5`, `十五`, `两`, `半`, `an`, `three`. */
const ones = '零一二三四五六七八九';
const english = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** What may stand for a figure, for use inside a pattern. */
export const figure = `\\d{1,3}(?:\\.\\d{1,2})?|[零〇一二两三四五六七八九十]{1,3}|(?:${english.join('|')}|an?)(?![a-z])`;

export function figureOf(said: string): number | undefined {
  if (/^\d/.test(said)) return Number(said);
  if (said === 'a' || said === 'an') return 1;
  const word = english.indexOf(said);
  return word >= 0 ? word : chineseFigure(said);
}

/** Up to 99: more hours, minutes or days nobody spells out. */
function chineseFigure(said: string): number | undefined {
  const text = said.replaceAll('两', '二').replaceAll('〇', '零');
  const match = /^([一二三四五六七八九])?(十)?([零一二三四五六七八九])?$/.exec(text);
  if (!match || text === '') return undefined;
  const [, first, ten, last] = match;
  const digit = (one: string) => ones.indexOf(one);
  if (ten) return (first ? digit(first) : 1) * 10 + (last ? digit(last) : 0);
  // 三五 is no thirty-five: only 零五, as in 九点零五.
  if (first && last) return undefined;
  return digit(last ?? first ?? '');
}
