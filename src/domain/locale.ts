/** The languages Faultline speaks. A person's own, else that of the first text with words in it. */
export const locales = ['zh-CN', 'en'] as const;
export type Locale = (typeof locales)[number];

/** One phrase in every language. */
export type Worded = { zh: string; en: string };

export const inLocale = (worded: Worded, locale: Locale): string => (locale === 'en' ? worded.en : worded.zh);
