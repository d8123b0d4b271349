import type { Locale } from '../locale.ts';
import type { Consequence } from './consequence.ts';
import { english } from './consequence-en.ts';
import { chinese } from './consequence-zh.ts';

/** One line for the operator who is about to apply the file. */
export const describeConsequence = (consequence: Consequence, locale: Locale): string =>
  locale === 'en' ? english(consequence) : chinese(consequence);
