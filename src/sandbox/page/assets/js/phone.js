import { post } from './api.js';
import { createAttach } from './attach.js';
import { byId, composer, fillSelect, h, keepEnd, linked, showRows } from './dom.js';
import { files } from './files.js';
import { tell } from './toasts.js';
import { createUnread, drawElsewhere } from './unread.js';

export const strangerNumber = '+8613712345678';

/** Texts that are further apart stand under a time of their own. */
const gapMs = 90_000;

const spaced = (number) => number.replace(/^(\+86)(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3 $4');

/** The reporters' phones: bubbles, what a text costs, quick answers. */
export function createPhone({ store, words, time, people }) {
  const { state } = store;
  const { t } = words;
  const [select, elsewhere, correspondent, box, form, area, quick] = [
    'phone-number',
    'phone-elsewhere',
    'phone-with',
    'texts',
    'phone-form',
    'phone-text',
    'phone-quick',
  ].map(byId);
  let chosen = store.kept('phone');
  const attach = createAttach({ store, words });
  const unread = createUnread();

  const ours = () => state.people.desk.phone;
  const theirs = (text) => (text.direction === 'inbound' ? text.from : text.to);
  const phonesOf = (list, key) =>
    list.flatMap((one) => (one[key] ?? []).map((phone) => [phone, people.named(one)]));
  const reporters = () => phonesOf(state.people.contacts, 'phones');
  const staff = () => phonesOf(state.people.users, 'phones');
  const isStaff = () => people.owner(chosen)?.staff !== undefined;

  function numbers() {
    const [known, team] = [reporters(), staff()];
    const named = new Set([...known, ...team, [strangerNumber]].map(([phone]) => phone));
    const seen = new Set([...state.texts.map(theirs), chosen]);
    const others = [...seen].filter((phone) => !named.has(phone)).map((phone) => [phone, '']);
    return [
      [t('reporters'), [...known, [strangerNumber, t('stranger')]]],
      [t('staff'), team],
      [t('others'), others],
    ];
  }

  function text({ one, apart }) {
    const mine = one.direction === 'inbound';
    const notes = [];
    if (!mine && one.segments > 1) notes.push(t('segments', one.segments));
    if (one.status === 'undelivered') notes.push(t('notDelivered'));
    return h(
      'div',
      { class: 'text' },
      apart && h('time', { datetime: one.at }, time.short(one.at, store.now())),
      h(
        'div',
        { class: mine ? 'bubble mine' : 'bubble' },
        one.body !== '' && h('p', { dir: 'auto' }, linked(one.body)),
        files(one.media, words),
        notes.length > 0 && h('small', {}, notes.join(' · ')),
      ),
    );
  }

  function rows() {
    const texts = state.texts.filter(
      (one) => theirs(one) === chosen && (one.from === ours() || one.to === ours()),
    );
    return texts.map((one, at) => ({
      one,
      apart: at === 0 || Date.parse(one.at) - Date.parse(texts[at - 1].at) > gapMs,
    }));
  }

  function empty() {
    const [title, hint] = isStaff() ? ['phoneStaff', 'phoneStaffHint'] : ['phoneEmpty', 'phoneEmptyHint'];
    return h('div', { class: 'empty' }, h('b', {}, t(title)), h('p', {}, t(hint)));
  }

  async function send(body) {
    const answer = await attach.along((media) => post('sms', { from: chosen, body, media }));
    // A "no" comes back as a text; only trouble is told here.
    return answer.failed ? tell(answer, words) : true;
  }

  /** What is sent, and what it means. */
  const replies = () => [
    [t('firstText')],
    ['1', t('means1')],
    [`2 ${t('secondText')}`],
    ['0', t('means0')],
    ['9', t('means9')],
    ['5', t('means5')],
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

  /** With whom this phone exchanges texts: the desk, under its own number. */
  function drawCorrespondent() {
    const name = t('desk', people.organisation());
    correspondent.replaceChildren(
      h('span', { class: 'face', 'aria-hidden': 'true' }, [...name][0]),
      h('b', {}, name),
      h('small', {}, spaced(ours())),
    );
  }

  function draw(parts) {
    if (!state.loaded) return;
    chosen ??= reporters()[0]?.[0] ?? strangerNumber;
    unread.learn(
      state.texts.filter(({ direction }) => direction !== 'inbound').map(({ sid, to }) => [sid, to]),
      chosen,
    );
    const option = ([phone, name]) => [
      phone,
      `${unread.of(phone) > 0 ? '● ' : ''}${name === '' ? '' : `${name}  `}${spaced(phone)}`,
    ];
    fillSelect(
      select,
      numbers().map(([label, list]) => [label, list.map(option)]),
      chosen,
    );
    const places = unread.places();
    drawElsewhere(elsewhere, {
      count: unread.sum(places),
      what: 'phone',
      label: t('newTexts', unread.sum(places)),
      go: () => choose(places.at(-1)),
    });
    // First, since it takes room from what is drawn next.
    if (parts.has('language') || parts.has('people') || quick.childElementCount === 0) {
      drawQuick();
      drawCorrespondent();
    }
    showRows(box, rows(), {
      key: ({ one }) => one.sid,
      sign: ({ one, apart }) =>
        `${one.status} ${apart} ${words.language} ${time.sameDay(one.at, store.now())}`,
      make: text,
      empty,
    });
  }

  function choose(phone) {
    chosen = phone;
    store.keep('phone', phone);
    box.replaceChildren();
    draw(new Set(['people']));
  }

  select.addEventListener('change', () => choose(select.value));
  composer(form, area, send, attach);
  keepEnd(box);
  store.on((parts) => {
    if (['texts', 'people', 'language', 'connected'].some((part) => parts.has(part))) draw(parts);
  });
  return { choose, count: unread.arrived };
}
