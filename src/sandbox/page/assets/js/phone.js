import { post } from './api.js';
import { byId, composer, fillSelect, h, keepEnd, linked, showRows } from './dom.js';
import { tell } from './toasts.js';

export const strangerNumber = '+8613712345678';

const spaced = (number) => number.replace(/^(\+86)(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3 $4');

/** The reporters' phones: bubbles, what a text costs, quick answers. */
export function createPhone({ store, words, time }) {
  const { state } = store;
  const [select, box, form, area, quick] = [
    'phone-number',
    'texts',
    'phone-form',
    'phone-text',
    'phone-quick',
  ].map(byId);
  let chosen = store.kept('phone');
  const seen = new Map();

  const ours = () => state.people.desk.phone;
  const theirs = (text) => (text.direction === 'inbound' ? text.from : text.to);
  const reporters = () =>
    state.people.contacts.flatMap((contact) =>
      contact.phones.map((phone) => [phone, words.pick(contact.name, contact.nameEn)]),
    );
  const staff = () =>
    state.people.users.flatMap((user) =>
      (user.phones ?? []).map((phone) => [phone, words.pick(user.name, user.nameEn)]),
    );
  const isStaff = () => staff().some(([phone]) => phone === chosen);

  function numbers() {
    const [known, team] = [reporters(), staff()];
    const named = new Set([...known, ...team, [strangerNumber]].map(([phone]) => phone));
    const others = [...new Set(state.texts.map(theirs))]
      .filter((phone) => !named.has(phone))
      .map((phone) => [phone, '']);
    return [
      [words.t('reporters'), [...known, [strangerNumber, words.t('stranger')]]],
      [words.t('staff'), team],
      [words.t('others'), others],
    ];
  }

  const unread = (phone) => state.texts.filter((text) => text.to === phone).length - (seen.get(phone) ?? 0);

  function bubble(text) {
    const mine = text.direction === 'inbound';
    const notes = [time.short(text.at, store.now())];
    if (!mine && text.segments > 1) notes.push(words.t('segments', text.segments));
    if (text.status === 'undelivered') notes.push(words.t('notDelivered'));
    return h(
      'div',
      { class: mine ? 'bubble mine' : 'bubble' },
      h('p', {}, linked(text.body)),
      h('small', {}, notes.join(' · ')),
    );
  }

  function empty() {
    const [title, hint] = isStaff() ? ['phoneStaff', 'phoneStaffHint'] : ['phoneEmpty', 'phoneEmptyHint'];
    return h('div', { class: 'empty' }, h('b', {}, words.t(title)), h('p', {}, words.t(hint)));
  }

  async function send(body) {
    const answer = await post('sms', { from: chosen, body });
    // A "no" comes back as a text; only trouble is told here.
    return answer.failed ? tell(answer, words) : true;
  }

  /** What is sent, and what it means. */
  const replies = () => [
    [words.t('firstText')],
    ['1', words.t('means1')],
    [`2 ${words.t('secondText')}`],
    ['0', words.t('means0')],
    ['9', words.t('means9')],
    ['5', words.t('means5')],
  ];

  function drawQuick() {
    const chip = ([reply, meaning]) =>
      h(
        'button',
        { type: 'button', class: 'chip', 'data-reply': reply, onclick: () => void send(reply) },
        reply,
        meaning && h('span', { class: 'muted' }, ` ${meaning}`),
      );
    quick.replaceChildren(...(isStaff() ? [] : replies().map(chip)));
  }

  function draw(parts) {
    if (!state.loaded) return;
    chosen ??= reporters()[0]?.[0] ?? strangerNumber;
    const groups = numbers().map(([label, rows]) => [
      label,
      rows.map(([phone, name]) => [
        phone,
        `${unread(phone) > 0 && phone !== chosen ? '● ' : ''}${name === '' ? '' : `${name}  `}${spaced(phone)}`,
      ]),
    ]);
    if (!groups.some(([, rows]) => rows.some(([phone]) => phone === chosen)))
      groups.push(['', [[chosen, spaced(chosen)]]]);
    seen.set(chosen, state.texts.filter((text) => text.to === chosen).length);
    fillSelect(select, groups, chosen);
    // First, since it takes room from what is drawn next.
    if (parts.has('language') || parts.has('people') || quick.childElementCount === 0) drawQuick();
    showRows(
      box,
      state.texts.filter((text) => theirs(text) === chosen && (text.from === ours() || text.to === ours())),
      {
        key: ({ sid }) => sid,
        sign: ({ status }) => `${status} ${words.language}`,
        make: bubble,
        empty,
      },
    );
  }

  select.addEventListener('change', () => {
    choose(select.value);
  });
  composer(form, area, send);
  keepEnd(box);

  function choose(phone) {
    chosen = phone;
    store.keep('phone', phone);
    box.replaceChildren();
    draw(new Set(['people']));
  }

  // What was there before the page was opened isn't news.
  const start = () => {
    for (const text of state.texts)
      if (!seen.has(text.to)) seen.set(text.to, state.texts.filter(({ to }) => to === text.to).length);
  };
  let started = false;
  store.on((parts) => {
    if (state.loaded && !started) {
      started = true;
      start();
    }
    if (['texts', 'people', 'language', 'connected'].some((part) => parts.has(part))) draw(parts);
  });
  return { choose, count: () => state.texts.filter(({ direction }) => direction !== 'inbound').length };
}
