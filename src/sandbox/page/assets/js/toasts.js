import { byId, h } from './dom.js';

const shownMs = { bad: 14_000, info: 6000, good: 4000 };

/** Says something for a few seconds. */
export function toast(text, kind = 'info', shut = '×') {
  const box = byId('toasts');
  const one = h(
    'div',
    { class: `toast ${kind}` },
    h('span', {}, text),
    h('button', { type: 'button', 'aria-label': shut, onclick: () => one.remove() }, '×'),
  );
  box.append(one);
  while (box.children.length > 3) box.firstElementChild.remove();
  setTimeout(() => one.remove(), shownMs[kind]);
}

/** Tells of an answer that is a "no". @returns whether all went well */
export function tell(answer, words) {
  if (answer.ok) return true;
  const say = answer.failed ? words.t('failed', answer.say ?? words.t('noAnswer')) : answer.say;
  toast(say, answer.failed ? 'bad' : 'info', words.t('shut'));
  return false;
}
