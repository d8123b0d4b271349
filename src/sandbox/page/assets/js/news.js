import { byId, h } from './dom.js';
import { icon } from './icons.js';

/** A step of the clock, not the seconds that passed while something was handled. */
const jumpMs = 5000;

/** Tells after each act who got what, and where: each entry leads there. */
export function createNews({ store, words, time, people, go }) {
  const { state } = store;
  const { t } = words;
  const box = byId('news');
  let before;
  let last;

  const look = () => ({
    now: store.now(),
    real: performance.now(),
    ids: new Set([
      ...state.texts.map(({ sid }) => sid),
      ...state.mails.map(({ id }) => id),
      ...messages().map(({ id }) => id),
    ]),
  });
  const messages = () =>
    state.chat.conversations
      .flatMap((conversation) => conversation.messages.map((message) => ({ conversation, message })))
      .concat(
        state.chat.whispers.map((message) => ({
          conversation: { id: message.channel, im: message.user },
          message,
        })),
      )
      .map((one) => ({
        ...one,
        id: `${one.conversation.id}:${one.message.ts}:${one.message.edited?.ts ?? ''}`,
      }));

  /** Everything that went out since, by whom it reached. */
  function since({ ids }) {
    const found = new Map();
    const note = (key, entry, by) => {
      const known = found.get(key) ?? { ...entry, by: [] };
      found.set(key, { ...known, by: known.by.includes(by) ? known.by : [...known.by, by] });
    };
    for (const text of state.texts) {
      if (text.direction === 'inbound' || ids.has(text.sid)) continue;
      const staff = people.owner(text.to)?.staff;
      note(staff?.id ?? text.to, { kind: staff ? 'staff' : 'phone', user: staff?.id, phone: text.to }, 'sms');
    }
    for (const mail of state.mails) {
      if (mail.way !== 'out' || ids.has(mail.id)) continue;
      const address = /<([^<>]+)>/.exec(mail.to)?.[1] ?? mail.to;
      const staff = people.owner(address)?.staff;
      note(staff?.id ?? address, { kind: staff ? 'staff' : 'mail', user: staff?.id, mail: address }, 'mail');
    }
    for (const { id, conversation, message } of messages()) {
      const bot = conversation.im !== undefined || message.user === state.people.bot || !message.user;
      if (
        ids.has(id) ||
        !bot ||
        (conversation.im !== undefined && message.user === conversation.im && !message.channel)
      )
        continue;
      if (conversation.im === undefined) {
        const alerts = people.isAlerts(conversation);
        note(
          conversation.id,
          { kind: alerts ? 'alerts' : 'channel', place: conversation.id },
          message.edited ? 'edited' : alerts ? 'alert' : 'card',
        );
      } else
        note(conversation.im, { kind: 'staff', user: conversation.im }, message.edited ? 'edited' : 'chat');
    }
    return [...found.values()];
  }

  const order = ['card', 'alert', 'edited', 'chat', 'sms', 'mail'];
  const looks = { phone: 'phone', mail: 'mail', staff: 'chat', channel: 'hash', alerts: 'bell' };
  function nameOf({ kind, user, phone, mail }) {
    if (kind === 'channel') return t('faults');
    if (kind === 'alerts') return t('toAlerts');
    if (user !== undefined) return people.nameOf(user);
    return people.owner(phone ?? mail)?.name ?? phone ?? mail;
  }

  const entry = (one) =>
    h(
      'li',
      {},
      h(
        'button',
        { type: 'button', class: one.kind === 'alerts' ? 'loud' : '', onclick: () => go(one) },
        icon(looks[one.kind]),
        nameOf(one),
        h(
          'span',
          {},
          order
            .filter((by) => one.by.includes(by))
            .map((by) => t(`by-${by}`))
            .join(' + '),
        ),
      ),
    );

  function draw() {
    if (!state.loaded) return;
    if (!last) {
      const start = t(state.tickets.length === 0 ? 'newsStart' : 'newsIdle');
      return box.replaceChildren(h('p', {}, start));
    }
    const { jumped, entries } = last;
    const title = jumped
      ? t(
          entries.length > 0 ? 'newsClock' : 'newsMoved',
          time.short(jumped.from, store.now()),
          time.short(jumped.to, store.now()),
        )
      : t('newsNow');
    box.replaceChildren(
      h('b', {}, title),
      entries.length > 0
        ? h('ul', { 'aria-label': t('news') }, entries.map(entry))
        : h('p', {}, t(jumped ? 'newsNothingDue' : 'newsNothing')),
    );
  }

  function end() {
    const jumpedMs = store.now() - before.now - (performance.now() - before.real);
    const jumped = jumpedMs > jumpMs && { from: before.now, to: store.now() };
    const entries = since(before);
    before = undefined;
    // An act that nobody noticed (a form that opened, a home tab) leaves the last news standing.
    if (entries.length > 0 || jumped) last = { jumped, entries };
    draw();
  }

  store.on((parts) => {
    if (parts.has('busy') && state.progress === undefined) {
      if (state.busy > 0) before ??= look();
      else if (before) end();
    }
    if (parts.has('language') || parts.has('connected')) draw();
    if (!last && parts.has('tickets')) draw();
  });
}
