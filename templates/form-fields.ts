import type { Worded } from '../src/domain/locale.ts';
import type { Field, Form } from '../src/domain/message.ts';

/** Tells a form in one language. */
export interface Tell {
  t(zh: string, en: string): string;
  /** A choice over a closed list of words. */
  list<K extends string>(ids: readonly K[], labels: Record<K, Worded>): { id: string; label: string }[];
}

export type Draft = Pick<Form, 'fields'> & Partial<Pick<Form, 'title' | 'submit' | 'verb' | 'value'>>;

export const given = (initial: string | undefined) =>
  initial === undefined || initial === '' ? {} : { initial };

export const reasonField = (tell: Tell, optional: boolean): Field => ({
  id: 'reason',
  label: tell.t('原因', 'Reason'),
  kind: 'line',
  maxLength: 200,
  ...(optional ? { optional } : {}),
});

export const handOver = (tell: Tell): Field[] => [
  { id: 'person', label: tell.t('给谁', 'To whom'), kind: 'person' },
  reasonField(tell, true),
];

export const text = (
  id: string,
  label: string,
  more: Partial<Pick<Field, 'hint' | 'optional' | 'initial'>> = {},
): Field => ({ id, label, kind: 'text', maxLength: 2000, ...more });
export const line = (
  id: string,
  label: string,
  more: Partial<Pick<Field, 'hint' | 'optional' | 'initial'>> = {},
): Field => ({ id, label, kind: 'line', maxLength: 150, ...more });
