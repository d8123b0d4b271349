import { barred } from './word-list.ts';

/**
 * What one word or phrase of a short answer says.
 * - `fixed` is plain ("已修好"); `works` only answers "fixed?" ("好了", "可以了")
 * - `good` is a courtesy that a `not` turns into "not fixed" (好 → 没好)
 * - `hurry-soft` hurries only where a ticket is open: alone it may be a first report
 * - `please` turns an answer into a wish ("请修好", "要修好了")
 * - `filler` says nothing by itself
 */
export const answerKinds = [
  'fixed',
  'works',
  'good',
  'broken',
  'not',
  'no',
  'yes',
  'same',
  'other',
  'status',
  'hurry',
  'hurry-soft',
  'withdraw',
  'person',
  'help',
  'greeting',
  'courtesy',
  'praise',
  'rate5',
  'rate4',
  'rate3',
  'rate2',
  'rate1',
  'please',
  'filler',
] as const;
export type AnswerKind = (typeof answerKinds)[number];

/** Keywords that networks keep for themselves: alone they are never a command of ours. */
export const reservedWords: readonly string[] = barred(`
  stop | stopall | stop all | unsubscribe | cancel | end | quit | start | unstop | yes | y | n | t |
  td | tt | optout | opt out | revoke | info | 退订 | 退
`);
