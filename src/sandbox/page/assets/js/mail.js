import { post } from './api.js';
import { byId, fillSelect, h, linked } from './dom.js';
import { tell, toast } from './toasts.js';

export const strangerMail = 'visitor@example.com';

const bare = (address) => (/<([^<>]+)>/.exec(address)?.[1] ?? address).trim().toLowerCase();

/** A mailbox: list, reading, answering, writing. HTML is shown in a frame that may do nothing. */
export function createMail({ store, words, time }) {
  const { state } = store;
  const [select, box, write] = ['mail-address', 'mail-body', 'mail-write'].map(byId);
  let chosen = store.kept('mail');
  let view = { kind: 'list' };
  let shown = '';

  const contacts = () =>
    state.people.contacts.flatMap((contact) =>
      contact.mails.map((mail) => [mail, words.pick(contact.name, contact.nameEn)]),
    );
  const staff = () =>
    state.people.users.flatMap((user) =>
      (user.mails ?? []).map((mail) => [mail, words.pick(user.name, user.nameEn)]),
    );
  const partner = (mail) => (mail.way === 'out' ? bare(mail.to) : bare(mail.from));
  const mine = () => state.mails.filter((mail) => partner(mail) === chosen);

  function addresses() {
    const [known, team] = [contacts(), staff()];
    const named = new Set([...known, ...team, [strangerMail]].map(([mail]) => mail));
    const others = [...new Set(state.mails.map(partner))]
      .filter((mail) => mail !== '' && !named.has(mail))
      .map((mail) => [mail, '']);
    const text = ([mail, name]) => [mail, name === '' ? mail : `${name}  ${mail}`];
    return [
      [words.t('reporters'), [...known, [strangerMail, words.t('strangerMail')]].map(text)],
      [words.t('staff'), team.map(text)],
      [words.t('others'), others.map(text)],
    ];
  }

  const show = (next) => {
    view = next;
    draw(true);
  };

  function row(mail) {
    const title = mail.subject || words.t('noSubject');
    return h(
      'button',
      {
        type: 'button',
        class: `mail-row ${mail.way}`,
        onclick: () => show({ kind: 'read', id: mail.id, html: false }),
      },
      h(
        'span',
        { class: 'who' },
        mail.way === 'out' ? 'Faultline' : words.t('sent'),
        h('time', {}, time.short(mail.at, store.now())),
      ),
      h('span', { class: 'title' }, title),
      h('span', { class: 'snippet' }, mail.text.replace(/\s+/g, ' ').slice(0, 90)),
    );
  }

  function list() {
    const mails = mine().toReversed();
    if (mails.length > 0) return h('div', { class: 'mail-list' }, mails.map(row));
    return h(
      'div',
      { class: 'empty' },
      h('b', {}, words.t('mailEmpty')),
      h('p', {}, words.t('mailEmptyHint')),
      h(
        'button',
        { type: 'button', class: 'primary', onclick: () => show({ kind: 'write' }) },
        words.t('write'),
      ),
    );
  }

  function read(mail) {
    const asHtml = view.html && mail.html !== '';
    const choice = (html, label) =>
      h(
        'button',
        {
          type: 'button',
          class: 'seg',
          'aria-pressed': String(asHtml === html),
          onclick: () => show({ ...view, html }),
        },
        label,
      );
    const frame = () =>
      h('iframe', {
        class: 'mail-html',
        sandbox: 'allow-popups allow-popups-to-escape-sandbox',
        src: `/sandbox/mails/${encodeURIComponent(mail.id)}`,
        title: mail.subject,
      });
    return h(
      'article',
      { class: 'mail-read' },
      h(
        'div',
        { class: 'mail-tools' },
        h(
          'button',
          {
            type: 'button',
            class: 'small',
            'aria-label': words.t('back'),
            title: words.t('back'),
            onclick: () => show({ kind: 'list' }),
          },
          '←',
        ),
        mail.html !== '' &&
          h(
            'div',
            { class: 'segs', role: 'group' },
            choice(false, words.t('plain')),
            choice(true, words.t('html')),
          ),
        mail.way === 'out' &&
          h(
            'button',
            { type: 'button', class: 'small primary', onclick: () => show({ kind: 'write', to: mail }) },
            words.t('reply'),
          ),
      ),
      h('h3', {}, mail.subject || words.t('noSubject')),
      h(
        'p',
        { class: 'muted' },
        `${mail.way === 'out' ? `Faultline <${mail.from}>` : mail.from} · ${time.short(mail.at, store.now())}`,
      ),
      mail.cc && h('p', { class: 'muted' }, `${words.t('copyTo')} ${mail.cc.join(', ')}`),
      asHtml ? frame() : h('pre', { class: 'mail-text' }, linked(mail.text)),
    );
  }

  function compose(answered) {
    const subject = answered ? answered.subject.replace(/^(?:re:\s*)*/i, 'Re: ') : '';
    const field = (name, label, value, more = {}) =>
      h(
        'label',
        { class: 'field' },
        h('span', {}, label),
        h('input', { name, value, autocomplete: 'off', ...more }),
      );
    const area = h('textarea', { name: 'text', rows: 9, required: true, 'aria-label': words.t('body') });
    return h(
      'form',
      { class: 'mail-write', onsubmit: (event) => void send(event, answered) },
      h(
        'p',
        { class: 'muted' },
        `${words.t('fromWhom')} ${chosen}`,
        h('br'),
        `${words.t('toDesk')} ${state.people.desk.mail}`,
      ),
      field('subject', words.t('subject'), subject, { maxlength: 900 }),
      field('cc', words.t('copyTo'), '', { placeholder: words.t('optional') }),
      area,
      h(
        'div',
        { class: 'mail-tools' },
        h(
          'button',
          { type: 'button', class: 'small', onclick: () => show({ kind: 'list' }) },
          words.t('cancel'),
        ),
        h('button', { class: 'primary' }, words.t('send')),
      ),
    );
  }

  async function send(event, answered) {
    event.preventDefault();
    const data = new FormData(event.target);
    const cc = String(data.get('cc'))
      .split(/[,;，；\s]+/)
      .filter(Boolean);
    const quoted = answered
      ? `\n\n${answered.at.slice(0, 10)} Faultline <${answered.from}>:\n${answered.text.trim().replace(/^/gm, '> ')}`
      : '';
    const button = event.target.querySelector('button.primary');
    button.disabled = true;
    const answer = await post('mail', {
      from: chosen,
      subject: String(data.get('subject')),
      text: `${String(data.get('text'))}${quoted}`,
      ...(answered && { inReplyTo: answered.id }),
      ...(cc.length > 0 && { cc }),
    });
    button.disabled = false;
    if (!tell(answer, words)) return;
    toast(words.t('sent'), 'good');
    show({ kind: 'list' });
  }

  function draw(force) {
    if (!state.loaded) return;
    chosen ??= contacts()[0]?.[0] ?? strangerMail;
    fillSelect(select, addresses(), chosen);
    // What somebody is writing or reading isn't drawn over.
    if (view.kind !== 'list' && !force) return;
    const sign = JSON.stringify([chosen, words.language, view, mine().map(({ id }) => id)]);
    if (!force && sign === shown) return;
    shown = sign;
    const mail = view.id === undefined ? undefined : state.mails.find(({ id }) => id === view.id);
    write.hidden = view.kind === 'write';
    box.replaceChildren(
      view.kind === 'write' ? compose(view.to) : view.kind === 'read' && mail ? read(mail) : list(),
    );
    if (view.kind === 'write') box.querySelector(view.to ? 'textarea' : 'input')?.focus();
  }

  function choose(mail) {
    chosen = mail;
    store.keep('mail', mail);
    show({ kind: 'list' });
  }
  select.addEventListener('change', () => choose(select.value));
  write.addEventListener('click', () => show({ kind: 'write' }));
  store.on((parts) => {
    if (['mails', 'people', 'connected'].some((part) => parts.has(part))) draw(false);
    if (parts.has('language')) draw(view.kind !== 'write');
  });
  return {
    choose,
    /** Opens the newest mail of this address. */
    open(mail) {
      choose(mail);
      const newest = mine().findLast(({ way }) => way === 'out');
      if (newest) show({ kind: 'read', id: newest.id, html: false });
    },
    count: () => state.mails.filter(({ way }) => way === 'out').length,
  };
}
