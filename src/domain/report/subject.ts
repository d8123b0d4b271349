import { languageOf } from './language.ts';
import type { Reading } from './reading.ts';
import { namesSomething } from './things.ts';
import { troubleIn } from './trouble.ts';

const answers = /^\s*(?:re|aw|sv|vs|antw|odp|fwd?|回复|答复|回覆|答覆|转发|返信|회신)(?:\[\d+\])?\s*[:：]/iu;

/** The subject of a mail that answers or forwards another. */
export const isAnswer = (subject: string): boolean => answers.test(subject);

/** What a new mail says, its subject included; of one that answers the body alone, its subject is an older one. */
export function withSubject(subject: string | undefined, text: string): string {
  const said = subject?.trim();
  if (!said || isAnswer(said) || /\[#\d+\]/.test(said) || text.includes(said)) return text;
  return `${said}\n${text}`;
}

/** A new mail may tell all in its subject: 三楼机房断网 · "请尽快处理，谢谢". Then it is a report all the same. */
export function subjectTells(reading: Reading, subject: string): boolean {
  const light = ['greeting', 'courtesy', 'empty', 'nothing-open'].includes(reading.kind);
  if (!light || isAnswer(subject) || /\[#\d+\]/.test(subject) || !languageOf(subject)) return false;
  return namesSomething(subject) || troubleIn(subject) !== undefined;
}
