import { byId, fillSelect, h, linked } from './dom.js';
import { files } from './files.js';
import { icon } from './icons.js';
import { createMailWrite } from './mail-write.js';
import { createUnread, drawElsewhere } from './unread.js';

export const strangerMail = 'visitor@example.com';

const bare = (address) => (/<([^<>]+)>/.exec(address)?.[1] ?? address).trim().toLowerCase();

/** A mailbox: list, reading, answering, writing. HTML is shown in a frame that may do nothing. */
export function createMail({ store, words, time, people, face }) {
  const { state } = store;
  const { t } = words;
  const [select, elsewhere, box, write] = ['mail-address', 'mail-elsewhere', 'mail-body', 'mail-write'].map(
    byId,
  );
  const compose = createMailWrite({ store, words, time });
  const unread = createUnread();
  const read = new Set();
  let chosen = store.kept('mail');
  let view = { kind: 'list' };
  let shown = '';
  let started = false;

  const boxesOf = (list) => list.flatMap((one) => (one.mails ?? []).map((mail) => [mail, people.named(one)]));
  const partner = (mail) => (mail.way === 'out' ? bare(mail.to) : bare(mail.from));
  const mine = () => state.mails.filter((mail) => partner(mail) === chosen);

  function addresses() {
    const [known, team] = [boxesOf(state.people.contacts), boxesOf(state.people.users)];
    const named = new Set([...known, ...team, [strangerMail]].map(([mail]) => mail));
    const others = [...new Set([...state.mails.map(partner), chosen])]
      .filter((mail) => mail !== '' && !named.has(mail))
      .map((mail) => [mail, '']);
    const text = ([mail, name]) => [
      mail,
      `${unread.of(mail) > 0 ? '● ' : ''}${name === '' ? mail : `${name}  ${mail}`}`,
    ];
    return [
      [t('reporters'), [...known, [strangerMail, t('strangerMail')]].map(text)],
      [t('staff'), team.map(text)],
      [t('others'), others.map(text)],
    ];
  }

  const show = (next) => {
    view = next;
    draw(true);
  };
  const list = () => show({ kind: 'list' });

  function row(mail) {
    const out = mail.way === 'out';
    return h(
      'li',
      {},
      h(
        'button',
        {
          type: 'button',
          class: `mail-row ${mail.way}${out && !read.has(mail.id) ? ' unread' : ''}`,
          onclick: () => show({ kind: 'read', id: mail.id, html: true }),
        },
        face(out ? state.people.bot : chosen),
        h(
          'span',
          { class: 'who' },
          h('span', { class: 'name' }, out ? t('desk', people.organisation()) : t('sentByMe')),
          mail.media && h('span', { class: 'with' }, icon('file'), String(mail.media.length)),
          h('time', { class: 'when', datetime: mail.at }, time.short(mail.at, store.now())),
        ),
        h('span', { class: 'title', dir: 'auto' }, mail.subject || t('noSubject')),
        h('span', { class: 'snippet', dir: 'auto' }, mail.text.replace(/\s+/g, ' ').slice(0, 90)),
      ),
    );
  }

  function drawList() {
    const mails = mine().toReversed();
    if (mails.length > 0) return h('ul', { class: 'mail-list' }, mails.map(row));
    const staff = people.owner(chosen)?.staff !== undefined;
    return h(
      'div',
      { class: 'empty' },
      icon('mail'),
      h('b', {}, t(staff ? 'mailStaff' : 'mailEmpty')),
      h('p', {}, t(staff ? 'mailStaffHint' : 'mailEmptyHint')),
      h('button', { type: 'button', onclick: () => show({ kind: 'write' }) }, t('write')),
    );
  }

  function drawMail(mail) {
    const out = mail.way === 'out';
    const asHtml = view.html && mail.html !== '';
    const choice = (html, label) =>
      h(
        'button',
        { type: 'button', 'aria-pressed': String(asHtml === html), onclick: () => show({ ...view, html }) },
        label,
      );
    const frame = () =>
      h('iframe', {
        class: 'mail-html',
        sandbox: 'allow-popups allow-popups-to-escape-sandbox',
        src: `/sandbox/mails/${encodeURIComponent(mail.id)}`,
        title: mail.subject || t('noSubject'),
      });
    return h(
      'article',
      { class: 'mail-read' },
      h(
        'div',
        { class: 'mail-tools' },
        h(
          'button',
          { type: 'button', class: 'small back', 'aria-label': t('back'), title: t('back'), onclick: list },
          icon('back'),
        ),
        mail.html !== '' &&
          h(
            'fieldset',
            { class: 'segments', 'aria-label': t('shownAs') },
            choice(true, t('html')),
            choice(false, t('plain')),
          ),
        out &&
          h(
            'button',
            { type: 'button', class: 'small primary', onclick: () => show({ kind: 'write', to: mail }) },
            t('reply'),
          ),
      ),
      h('h3', { dir: 'auto' }, mail.subject || t('noSubject')),
      h(
        'div',
        { class: 'mail-from' },
        face(out ? state.people.bot : chosen),
        h(
          'b',
          {},
          out ? t('desk', people.organisation()) : t('sentByMe'),
          h('time', { class: 'when muted', datetime: mail.at }, time.short(mail.at, store.now())),
        ),
        h(
          'span',
          { class: 'muted' },
          out ? bare(mail.from) : `${t('toDesk')} ${state.people.desk.mail}`,
          mail.cc && ` · ${t('copyTo')} ${mail.cc.join(', ')}`,
        ),
      ),
      asHtml ? frame() : h('pre', { class: 'mail-text', dir: 'auto' }, linked(mail.text)),
      files(mail.media ?? [], words),
    );
  }

  function drawHead() {
    fillSelect(select, addresses(), chosen);
    write.hidden = view.kind === 'write';
    const places = unread.places();
    drawElsewhere(elsewhere, {
      count: unread.sum(places),
      what: 'mail',
      label: t('newMails', unread.sum(places)),
      go: () => choose(places.at(-1)),
    });
  }

  function draw(force) {
    if (!state.loaded) return;
    chosen ??= boxesOf(state.people.contacts)[0]?.[0] ?? strangerMail;
    // What was there before the page was opened isn't news.
    if (!started) for (const { id } of state.mails) read.add(id);
    started = true;
    unread.learn(
      state.mails.filter(({ way }) => way === 'out').map((mail) => [mail.id, partner(mail)]),
      chosen,
    );
    drawHead();
    // What somebody is writing or reading isn't drawn over.
    if (view.kind !== 'list' && !force) return;
    const sign = JSON.stringify([chosen, words.language, view, mine().map(({ id }) => id), read.size]);
    if (!force && sign === shown) return;
    shown = sign;
    const mail = view.id === undefined ? undefined : state.mails.find(({ id }) => id === view.id);
    if (mail) read.add(mail.id);
    const written = () => compose.draw({ from: chosen, answered: view.to, cancel: list, done: list });
    box.replaceChildren(
      view.kind === 'write' ? written() : view.kind === 'read' && mail ? drawMail(mail) : drawList(),
    );
    box.scrollTop = 0;
  }

  function choose(mail) {
    chosen = mail;
    store.keep('mail', mail);
    list();
  }
  select.addEventListener('change', () => choose(select.value));
  write.addEventListener('click', () => {
    show({ kind: 'write' });
    box.querySelector('input')?.focus();
  });
  box.addEventListener('click', ({ target }) => {
    if (target.closest?.('.mail-tools > button, .empty')) box.querySelector('.mail-write textarea')?.focus();
  });
  store.on((parts) => {
    if (['mails', 'people', 'connected'].some((part) => parts.has(part))) draw(false);
    if (parts.has('language')) draw(true);
  });
  return {
    choose,
    /** Opens the newest mail of this address. */
    open(mail) {
      choose(mail);
      const newest = mine().findLast(({ way }) => way === 'out');
      if (newest) show({ kind: 'read', id: newest.id, html: true });
    },
    count: unread.arrived,
  };
}
