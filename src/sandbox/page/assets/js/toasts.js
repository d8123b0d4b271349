import { byId, h } from './dom.js';

const shownMs = 6000;

/** Says something for a few seconds. */
export function toast(text, kind = 'info') {
  const box = byId('toasts');
  const one = h('div', { class: `toast ${kind}` }, text);
  box.append(one);
  setTimeout(() => one.remove(), shownMs);
}

/** Tells of an answer that is a "no". @returns whether all went well */
export function tell(answer, words) {
  if (answer.ok) return true;
  toast(answer.failed ? words.t('failed', answer.say) : answer.say, answer.failed ? 'bad' : 'info');
  return false;
}
