import { inLocale, type Worded } from '../domain/locale.ts';
import { html, type Markup } from './markup.ts';
import type { PageAction, PageState } from './page-state.ts';
import { words } from './reporter-words.ts';

/** One plain HTML form for each thing that the reporter may do now. */
export function renderForms({ locale, may }: PageState): Markup {
  const t = (word: Worded) => inLocale(word, locale);
  const action = `?lang=${locale}`;
  const form = (name: PageAction, inner: Markup) =>
    may.includes(name) &&
    html`<form method="post" action="${action}"><input type="hidden" name="action" value="${name}">${inner}</form>`;
  const box = (id: string, label: Worded) =>
    html`<label for="${id}">${t(label)}</label><textarea id="${id}" name="text" maxlength="2000" required></textarea>`;
  const scores = [5, 4, 3, 2, 1].map(
    (n) =>
      html`<label><input type="radio" name="score" value="${n}" required> ${n} ${t(words.score[n] ?? words.score0)}</label>`,
  );
  const answers = html`${form('confirm', html`<button class="main">${t(words.confirm)}</button>`)}
${form('deny', html`${box('why', words.why)}<button>${t(words.deny)}</button>`)}`;
  return html`${(may.includes('confirm') || may.includes('deny')) && html`<section><h2>${t(may.includes('confirm') ? words.isItFixed : words.stillBroken)}</h2>${answers}</section>`}
${may.includes('rate') && html`<section>${form('rate', html`<fieldset><legend>${t(words.howWas)}</legend><div class="scores">${scores}</div></fieldset><button class="main">${t(words.rate)}</button>`)}</section>`}
${may.includes('add') && html`<section>${form('add', html`${box('more', words.more)}<button>${t(words.add)}</button>`)}</section>`}`;
}
