import type { ClockState } from '../domain/clock/clock.ts';
import { inLocale, type Locale, type Worded } from '../domain/locale.ts';
import type { ClockName } from '../domain/service/service.ts';
import type { Named, TicketView } from '../domain/ticket/view.ts';
import { html, type Markup } from './markup.ts';
import type { PageFile, PageState } from './page-state.ts';
import { renderForms, renderQuestion } from './reporter-forms.ts';
import { words } from './reporter-words.ts';

export interface PageBody {
  title: string;
  locale: Locale;
  main: Markup;
}

/** The reporter's view of one ticket; `said` answers what was just done. */
export function renderTicket(state: PageState, said?: string): PageBody {
  const { locale, ticket, organisation } = state;
  const t = (word: Worded) => inLocale(word, locale);
  const other = locale === 'en' ? { lang: 'zh-CN', label: '中文' } : { lang: 'en', label: 'English' };
  const title = `${t(words.ticket)}${locale === 'en' ? ' ' : ''}${ticket.number}`;
  const owner = ticket.worker ?? ticket.owner;
  return {
    locale,
    title,
    main: html`<header><span>${locale === 'en' ? organisation.nameEn : organisation.name}</span><a href="?lang=${other.lang}" lang="${other.lang}">${other.label}</a></header>
<p class="soft number">${title}</p><h1 dir="auto">${ticket.title}</h1>
${said !== undefined && said !== '' && html`<section class="said" role="status"><p>${said}</p></section>`}
${renderQuestion(state)}
<section><h2>${t(words.where)}</h2>${timeline(ticket, t)}</section>
<section><h2>${t(words.promised)}</h2><dl>
<dt>${t(words.owner)}</dt><dd>${nameIn(ticket.owner, locale)}</dd>
${owner.id !== ticket.owner.id && html`<dt>${t(words.worker)}</dt><dd>${nameIn(owner, locale)}</dd>`}
<dt>${t(words.reportedAt)}</dt><dd>${timeOf(ticket.openedAt, ticket.timezone, locale)}</dd>
${ticket.pause && html`<dt>${t(words.waiting)}</dt><dd>${t(words.pause[ticket.pause.reason] ?? { zh: ticket.pause.reason, en: ticket.pause.reason })}${ticket.pause.until && html` · ${timeOf(ticket.pause.until, ticket.timezone, locale)}`}</dd>`}
${ticket.clocks.map((clock) => promise(clock, ticket, locale))}
</dl></section>
${sentFiles(state.files[locale], t)}${renderForms(state)}
<p class="soft">${t(words.zone)}${zoneName(ticket.timezone, locale)}${locale === 'en' ? '.' : '。'}</p>
${organisation.phone !== undefined && html`<p class="soft">${t(words.phone)} <a href="tel:${organisation.phone}">${organisation.phone}</a></p>`}`,
  };
}

export const renderLost = (locale: Locale): PageBody => lines(locale, words.lostTitle, words.lost);
export const renderTrouble = (locale: Locale): PageBody => lines(locale, words.troubleTitle, words.trouble);

/** Nobody is known here, so both languages are said. */
function lines(locale: Locale, title: Worded, line: Worded): PageBody {
  const order: Locale[] = locale === 'en' ? ['en', 'zh-CN'] : ['zh-CN', 'en'];
  return {
    locale,
    title: inLocale(title, locale),
    main: html`${order.map((each) => html`<section lang="${each}"><h1>${inLocale(title, each)}</h1><p>${inLocale(line, each)}</p></section>`)}`,
  };
}

function timeline(ticket: TicketView, t: (word: Worded) => string): Markup {
  if (ticket.outcome === 'void') return html`<p>${t(words.void)}</p>`;
  const visited = ticket.onsite === 'going' || ticket.onsite === 'arrived';
  const over = ticket.status !== 'open';
  const steps: [label: Worded, done: boolean][] = [
    [words.reported, true],
    [words.claimed, ticket.claimed || over],
    ...(ticket.onsite === 'no'
      ? []
      : ([
          [words.going, visited],
          [words.arrived, ticket.onsite === 'arrived'],
        ] as [Worded, boolean][])),
    [words.fixed, over],
    [ticket.outcome === 'unconfirmed' ? words.unconfirmed : words.confirmed, ticket.status === 'closed'],
  ];
  // The furthest step reached says where it is, even when one before it was skipped.
  const current = steps.findLastIndex(([, done]) => done);
  return html`<ol>${steps.map(([label], i) =>
    i === current
      ? html`<li class="done" aria-current="step">${t(label)}</li>`
      : html`<li class="${i < current ? 'done' : 'open'}">${t(label)}</li>`,
  )}</ol>`;
}

/** Their own pictures and files, and what became of those that did not arrive. */
function sentFiles(files: readonly PageFile[], t: (word: Worded) => string): Markup | false {
  if (files.length === 0) return false;
  const shown = ({ label, picture, href, note }: PageFile) => {
    if (href === undefined)
      return html`<span>${label}</span><span class="soft">${note ?? t(words.onItsWay)}</span>`;
    return picture
      ? html`<a href="${href}"><img src="${href}" alt="${label}" loading="lazy"></a>`
      : html`<a href="${href}">${label}</a>`;
  };
  return html`<section><h2>${t(words.sent)}</h2><ul class="files">${files.map((file) => html`<li>${shown(file)}</li>`)}</ul></section>`;
}

function promise(clock: TicketView['clocks'][number], ticket: TicketView, locale: Locale): Markup {
  const state = words.clockState[clock.state];
  const tone: Record<ClockState, string> = { running: '', paused: 'soft', met: 'good', broken: 'bad' };
  const label: Worded = words.clock[clock.clock satisfies ClockName];
  return html`<dt>${inLocale(label, locale)}</dt><dd>${timeOf(clock.dueAt, ticket.timezone, locale)} <span class="${tone[clock.state]}">${inLocale(state, locale)}</span></dd>`;
}

/** `中国标准时间`, `China Standard Time`. */
const zoneName = (timeZone: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'zh-CN', { timeZone, timeZoneName: 'long' })
    .formatToParts(new Date())
    .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;

const nameIn = ({ name, nameEn }: Named, locale: Locale): string =>
  locale === 'en' ? (nameEn ?? name) : name;

function timeOf(at: Date, timeZone: string, locale: Locale): string {
  const format = {
    timeZone,
    month: locale === 'en' ? 'short' : 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  } as const;
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'zh-CN', format).format(at);
}
