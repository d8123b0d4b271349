import type { Locale } from '../locale.ts';

const machineWords = /(?:https?:\/\/|www\.)\S+|\S+@\S+/gi;
// Not touching a digit: `R5`, `3F` and model numbers are no English.
const englishWord = /(?<![\p{L}\p{N}])[a-z]{2,}(?!\p{N})/giu;

/** The language of a text, undefined when it has no words: a bare digit says nothing about a person. */
export function languageOf(text: string): Locale | undefined {
  const words = text.normalize('NFKC').slice(0, 4000).replace(machineWords, ' ');
  const han = words.match(/\p{Script=Han}/gu)?.length ?? 0;
  const english = words.match(englishWord)?.length ?? 0;
  // A Chinese sentence with a brand in it stays Chinese; an English one with a Chinese name stays English.
  if (han > 0 && han * 2 >= english) return 'zh-CN';
  return english > 0 ? 'en' : undefined;
}
