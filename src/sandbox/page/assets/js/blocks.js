import { h, link } from './dom.js';
import { picture } from './files.js';
import { createMenu } from './menu.js';

/** Draws Slack's blocks, as far as the app uses them. */

const unescaped = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** What people typed: mentions and addresses in Slack's brackets, the rest escaped. */
export function typed(text, nameOf) {
  return text.split(/(<[^<>]+>)/).flatMap((part) => {
    const mention = /^<@([A-Z0-9]+)(?:\|[^>]*)?>$/.exec(part);
    if (mention) return h('span', { class: 'mention' }, `@${nameOf(mention[1])}`);
    const url = /^<([a-z]+:[^|>]+)(?:\|([^>]+))?>$/.exec(part);
    if (url) return link(unescaped(url[1]), unescaped(url[2] ?? url[1]));
    return unescaped(part);
  });
}

const textOf = (object, tools) =>
  object.type === 'mrkdwn' ? typed(object.text, tools.nameOf) : marked(object.text);

/** Marks that not every machine has a letter for, drawn by the page; the words beside them say the same. */
const marks = { '⏱': 'running', '⏸': 'paused', '✅': 'met', '🔴': 'broken', '⬜': 'skipped' };

/** Plain text, in which Slack makes nothing clickable. */
const marked = (text) =>
  text
    .split(/([⏱⏸✅🔴⬜]) ?/u)
    .map((part) => (marks[part] ? h('span', { class: `dot ${marks[part]}`, 'aria-hidden': 'true' }) : part));

/** A time in brackets stays in one piece: `还剩 11 小时（15:09）`. */
const kept = (text) =>
  text
    .split(/(（[^（）\n]{1,12}）|\([^()\n]{1,16}\))/)
    .map((part) => (/^[（(]/.test(part) ? h('span', { class: 'keep' }, part) : part));

/** `label\nvalue`, the way facts are drawn. */
function fact(field) {
  const [label, ...rest] = field.text.split('\n');
  return h(
    'div',
    { class: 'fact' },
    h('dt', {}, marked(label)),
    h('dd', { dir: 'auto' }, kept(rest.join('\n'))),
  );
}

function richPart(part) {
  const pieces = part.elements.map((piece) => {
    if (piece.type === 'link') return link(piece.url, piece.text ?? piece.url);
    return h(piece.style?.bold ? 'strong' : 'span', {}, marked(piece.text));
  });
  if (part.type === 'rich_text_quote') return h('blockquote', { dir: 'auto' }, pieces);
  return part.type === 'rich_text_preformatted' ? h('pre', {}, pieces) : h('p', {}, pieces);
}

const carried = (value) => {
  try {
    return JSON.parse(value);
  } catch {
    return {};
  }
};

/** A second tap while the first is under way would only be told that it came too late. */
async function once(pressed, act) {
  if (pressed.getAttribute('aria-busy') === 'true') return;
  pressed.setAttribute('aria-busy', 'true');
  await act();
  pressed.removeAttribute('aria-busy');
}

function button(element, { onTap }) {
  const pressed = h(
    'button',
    {
      type: 'button',
      class: `act ${element.style ?? ''}`,
      onclick: () => void once(pressed, () => onTap(carried(element.value))),
    },
    element.text.text,
  );
  return pressed;
}

/** A menu under its button, as much of it in sight as fits. */
function menu(element, { onTap, words: { t } }) {
  const label = element.placeholder?.text ?? t('more');
  const details = createMenu({
    label,
    shown: element.type === 'overflow' ? '⋯' : `${label} ▾`,
    rows: element.options.map((option) => [option.text.text, () => onTap(carried(option.value))]),
  });
  details.addEventListener('toggle', () => {
    if (!details.open) return;
    const list = details.lastElementChild;
    const talk = details.closest('.talk');
    const room = talk.getBoundingClientRect();
    list.classList.toggle(
      'leftwards',
      details.getBoundingClientRect().left + list.offsetWidth > room.right - 8,
    );
    const hidden = list.getBoundingClientRect().bottom + 10 - room.bottom;
    if (hidden > 0) talk.scrollTop += hidden;
  });
  return details;
}

/** Slack fetches a picture from the hub's public address; this page is of the same hub. */
function pictured({ image_url: url, alt_text: name, title }) {
  const [path] = /\/f\/[^/?#]+$/.exec(url) ?? [];
  return h(
    'figure',
    { class: 'pictured' },
    h('figcaption', { class: 'hint', dir: 'auto' }, title?.text ?? name),
    path ? picture(path, name) : link(url, url),
  );
}

function block(one, tools) {
  switch (one.type) {
    case 'header':
      return h('h3', { dir: 'auto' }, one.text.text);
    case 'section':
      return h(
        'div',
        { class: 'section' },
        one.text && h('p', {}, textOf(one.text, tools)),
        one.fields && h('dl', { class: 'facts' }, one.fields.map(fact)),
      );
    case 'rich_text':
      return h('div', { class: 'rich' }, one.elements.map(richPart));
    case 'context':
      return h(
        'p',
        { class: 'hint' },
        one.elements.flatMap((element) => textOf(element, tools)),
      );
    case 'actions':
      return h(
        'div',
        { class: 'acts' },
        one.elements.map((element) =>
          element.type === 'button' ? button(element, tools) : menu(element, tools),
        ),
      );
    case 'image':
      return pictured(one);
    case 'divider':
      return h('hr');
    default:
      return undefined;
  }
}

/**
 * A message's body: its blocks, else its text. `tools`: `onTap` gets what a button carries (verb, ticket, value),
 * `words` and `nameOf` the page's own.
 */
export function body(message, tools) {
  const { blocks, text } = message;
  if (!blocks || blocks.length === 0) return text ? [h('p', {}, typed(text, tools.nameOf))] : [];
  return blocks.map((one) => block(one, tools)).filter(Boolean);
}
