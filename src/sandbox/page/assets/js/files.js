import { h } from './dom.js';
import { icon } from './icons.js';

/** Where the sandbox keeps what somebody sent. */
export const mediaPath = (id) => `/sandbox/media/${encodeURIComponent(id)}`;

const opening = { target: '_blank', rel: 'noopener noreferrer' };

const byName = (path, name) => h('a', { class: 'file', href: path, ...opening }, icon('file'), name);

/** A picture, small; a click opens it. What turns out not to be one is shown by its name. */
export function picture(path, name) {
  const whole = h(
    'a',
    { class: 'picture', href: path, ...opening },
    h('img', { src: path, alt: name, onerror: () => whole.replaceWith(byName(path, name)) }),
  );
  return whole;
}

/** What was sent along with a message, `{id, name, type}` each; a phone sends no names. */
export function files(sent, { t }) {
  const known = sent.filter(({ id }) => id !== undefined);
  if (known.length === 0) return undefined;
  const one = ({ id, name, type }) =>
    (type.startsWith('image/') ? picture : byName)(mediaPath(id), name || t('sentFile'));
  return h('div', { class: 'files', dir: 'auto' }, known.map(one));
}
