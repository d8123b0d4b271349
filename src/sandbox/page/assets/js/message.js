import { body } from './blocks.js';
import { h } from './dom.js';
import { files } from './files.js';
import { icon } from './icons.js';

/** A colour of its own for everybody. */
const hue = (id) => [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);

const initials = (name) =>
  /^\p{Script=Han}/u.test(name)
    ? [...name.split('（')[0]].slice(-2).join('')
    : name
        .split(/[\s.@]+/)
        .map((part) => [...part][0] ?? '')
        .join('')
        .slice(0, 2)
        .toUpperCase();

/** Files as Slack tells of them; the sandbox says besides where it keeps their bytes. */
const uploads = ({ files: sent = [] }) =>
  sent.map(({ media, title, name, mimetype }) => ({ id: media, name: title ?? name, type: mimetype }));

/** Draws messages of the chat. */
export function createMessages({ store, words, time, people }) {
  const { state } = store;
  const { t } = words;

  /** The picture of a chat user, or of whoever has this mail address. */
  function face(id) {
    if (id === state.people.bot)
      return h('img', { class: 'avatar', src: '/sandbox/assets/icon.svg', alt: '', width: 34, height: 34 });
    const name = people.owner(id)?.name ?? people.nameOf(id);
    const element = h('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(name));
    element.style.setProperty('--hue', hue(id));
    return element;
  }

  /** How a card stands, by the marks of its clocks. */
  function stateOf({ blocks }) {
    const labels = (blocks ?? []).flatMap(({ fields }) => (fields ?? []).map(({ text }) => text));
    if (labels.some((text) => text.startsWith('🔴'))) return 'broken';
    const marked = labels.filter((text) => /^[⏱⏸✅]/u.test(text));
    return marked.length > 0 && marked.every((text) => text.startsWith('✅')) ? 'met' : '';
  }

  /** @param more what stands below, and what a tap does */
  function draw(message, { below, onTap, whisper }) {
    const user = message.user ?? state.people.bot;
    const sender = whisper ? state.people.bot : user;
    const bot = sender === state.people.bot;
    return h(
      'article',
      { class: `message${whisper ? ' whisper' : ''}` },
      face(sender),
      h(
        'div',
        { class: 'said' },
        whisper && h('div', { class: 'only' }, icon('eye'), t('onlyYou')),
        h(
          'div',
          { class: 'by' },
          h('b', {}, people.nameOf(sender)),
          bot && h('span', { class: 'tag' }, t('app')),
          h('time', { datetime: message.at }, message.at ? time.clock(message.at) : ''),
          message.edited && h('span', { class: 'muted' }, t('edited')),
        ),
        h(
          'div',
          { class: bot && message.blocks ? `card ${stateOf(message)}` : 'plain', dir: 'auto' },
          body(message, { onTap, words, nameOf: people.nameOf }),
          files(uploads(message), words),
        ),
        below,
      ),
    );
  }
  return { draw, face };
}
