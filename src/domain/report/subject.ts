import type { InboundText } from '../inbound.ts';
import { dangerIn } from './danger.ts';
import { languageOf } from './language.ts';
import type { Reading } from './reading.ts';
import { namesSomething } from './things.ts';
import { troubleIn } from './trouble.ts';

const answers = /^\s*(?:re|aw|sv|vs|antw|odp|fwd?|回复|答复|回覆|答覆|转发|返信|회신)(?:\[\d+\])?\s*[:：]/iu;

/** The subject of a mail that answers or forwards another. */
export const isAnswer = (subject: string): boolean => answers.test(subject);

/** It is that of an older mail, or names a ticket. */
const isOlder = (subject: string): boolean => isAnswer(subject) || /\[#\d+\]/.test(subject);

/** What a new mail says, its subject included; of one that answers, the body alone. */
export function withSubject(
  { subject, token }: Pick<InboundText, 'subject' | 'token'>,
  text: string,
): string {
  const said = subject?.trim();
  return token || !said || isOlder(said) || text.includes(said) ? text : `${said}\n${text}`;
}

/** The same with its danger, wherever it stands: 机房冒烟 in the subject, 请马上派人过来 in the body. */
export function heardIn(
  message: Pick<InboundText, 'subject' | 'token'>,
  { text, danger }: { text: string; danger: string[] },
): { heard: string; danger: string[] } {
  const heard = withSubject(message, text);
  return { heard, danger: [...new Set([...danger, ...dangerIn(heard)])] };
}

/** A new mail may tell all in its subject: 三楼机房断网 · "请尽快处理，谢谢". Then it is a report all the same. */
export function subjectTells(reading: Reading, subject: string): boolean {
  const light = ['greeting', 'courtesy', 'empty', 'nothing-open'].includes(reading.kind);
  if (!light || isOlder(subject) || !languageOf(subject)) return false;
  return namesSomething(subject) || troubleIn(subject) !== undefined;
}
