import { body } from './blocks.js';
import { h } from './dom.js';

/** A colour of its own for everybody. */
const hue = (id) => [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);

const initials = (name) =>
  /^\p{Script=Han}/u.test(name)
    ? name.slice(-2)
    : name
        .split(/\s+/)
        .map((part) => part[0])
        .join('')
        .slice(0, 2)
        .toUpperCase();

/** Draws messages of the chat. */
export function createMessages({ store, words, time }) {
  const { state } = store;
  const nameOf = (id) => {
    if (id === state.people.bot) return 'Faultline';
    const user = state.people.users.find((one) => one.id === id);
    return user ? words.pick(user.name, user.nameEn) : id;
  };

  function avatar(user) {
    const bot = user === state.people.bot;
    const element = h(
      'span',
      { class: bot ? 'avatar bot' : 'avatar', 'aria-hidden': 'true' },
      bot ? '⌁' : initials(nameOf(user)),
    );
    if (!bot) element.style.setProperty('--hue', hue(user));
    return element;
  }

  /** @param more what stands beside the name, what stands below, and what a tap does */
  function draw(message, { badge, below, onTap, whisper }) {
    const user = message.user ?? state.people.bot;
    const sender = whisper ? state.people.bot : user;
    const bot = sender === state.people.bot;
    return h(
      'article',
      { class: `message${whisper ? ' whisper' : ''}` },
      avatar(sender),
      h(
        'div',
        { class: 'said' },
        h(
          'div',
          { class: 'by' },
          h('b', {}, nameOf(sender)),
          bot && h('span', { class: 'tag' }, words.t('app')),
          h('time', {}, time.short(message.at, store.now())),
          message.edited && h('span', { class: 'muted' }, words.t('edited')),
          whisper && h('span', { class: 'only' }, words.t('onlyYou')),
          badge && h('span', { class: 'where' }, badge),
        ),
        h('div', { class: bot ? 'card' : 'plain' }, body(message, { onTap, words, nameOf })),
        below,
      ),
    );
  }
  return { draw, nameOf };
}
