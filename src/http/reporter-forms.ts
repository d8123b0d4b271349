import { randomUUID } from 'node:crypto';
import { inLocale, type Worded } from '../domain/locale.ts';
import { html, type Markup } from './markup.ts';
import type { PageAction, PageState } from './page-state.ts';
import { words } from './reporter-words.ts';

type Said = (word: Worded) => string;

/** One plain HTML form; nothing where the reporter may not do this now. */
const form = ({ locale, may }: PageState, name: PageAction, inner: Markup) =>
  may.includes(name) &&
  html`<form method="post" action="?lang=${locale}"><input type="hidden" name="action" value="${name}"><input type="hidden" name="once" value="${randomUUID()}">${inner}</form>`;

const box = (id: string, label: string) =>
  html`<label for="${id}">${label}</label><textarea id="${id}" name="text" maxlength="2000" required></textarea>`;

/** Why it isn't fixed is asked of those alone who say so. */
const deny = (state: PageState, t: Said) =>
  state.may.includes('deny') &&
  html`<details><summary>${t(words.deny)}</summary>${form(state, 'deny', html`${box('why', t(words.why))}<button>${t(words.send)}</button>`)}</details>`;

/** What only the reporter can answer stands first. */
export function renderQuestion(state: PageState): Markup {
  const t: Said = (word) => inLocale(word, state.locale);
  if (!state.may.includes('confirm')) return html``;
  return html`<section class="asked"><h2>${t(words.isItFixed)}</h2>${form(state, 'confirm', html`<button class="main">${t(words.confirm)}</button>`)}${deny(state, t)}</section>`;
}

/** The rest of what may be done: rating, a late denial, a few words more. */
export function renderForms(state: PageState): Markup {
  const t: Said = (word) => inLocale(word, state.locale);
  const scores = [5, 4, 3, 2, 1].map(
    (n) =>
      html`<label><input type="radio" name="score" value="${n}" required><b>${n}</b> ${t(words.score[n] ?? words.score0)}</label>`,
  );
  const late = !state.may.includes('confirm') && deny(state, t);
  const rate = html`<fieldset><legend>${t(words.howWas)}</legend><div class="scores">${scores}</div></fieldset><button class="main">${t(words.rate)}</button>`;
  return html`${state.may.includes('rate') && html`<section>${form(state, 'rate', rate)}</section>`}
${late && html`<section><h2>${t(words.stillBroken)}</h2>${late}</section>`}
${state.may.includes('add') && html`<section>${form(state, 'add', html`${box('more', t(words.more))}<button>${t(words.add)}</button>`)}</section>`}`;
}
