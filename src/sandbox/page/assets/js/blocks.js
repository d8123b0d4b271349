import { h, link } from './dom.js';

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

const textOf = (object, nameOf) =>
  object.type === 'mrkdwn' ? typed(object.text, nameOf) : words(object.text);

/** Marks that not every machine has a letter for, drawn by the page. */
const marks = { '⏱': 'running', '⏸': 'paused', '✅': 'met', '🔴': 'broken' };

/** Plain text, in which Slack makes nothing clickable; its marks are seen everywhere. */
const words = (text) =>
  text
    .split(/([⏱⏸✅🔴]) ?/u)
    .map((part) =>
      marks[part] ? h('span', { class: `dot ${marks[part]}`, role: 'img', 'aria-label': part }) : part,
    );

/** `label\nvalue`, the way facts are drawn. */
function fact(field) {
  const [label, ...rest] = field.text.split('\n');
  return h('div', { class: 'fact' }, h('dt', {}, words(label)), h('dd', {}, words(rest.join('\n'))));
}

function richPart(part) {
  const pieces = part.elements.map((piece) => {
    if (piece.type === 'link') return link(piece.url, piece.text ?? piece.url);
    return piece.style?.bold ? h('strong', {}, words(piece.text)) : h('span', {}, words(piece.text));
  });
  if (part.type === 'rich_text_quote') return h('blockquote', {}, pieces);
  return part.type === 'rich_text_preformatted' ? h('pre', {}, pieces) : h('p', {}, pieces);
}

const carried = (value) => {
  try {
    return JSON.parse(value);
  } catch {
    return {};
  }
};

function button(element, onTap) {
  const style = element.style ?? '';
  return h(
    'button',
    { type: 'button', class: `act ${style}`, onclick: () => onTap(carried(element.value)) },
    element.text.text,
  );
}

/** A menu that opens under its button; Escape and a click elsewhere shut it. */
function menu(element, onTap, { t }) {
  const rows = element.options.map((option) =>
    h(
      'button',
      {
        type: 'button',
        role: 'menuitem',
        onclick: () => {
          details.open = false;
          onTap(carried(option.value));
        },
      },
      option.text.text,
    ),
  );
  const label = element.placeholder?.text ?? t('more');
  const details = h(
    'details',
    { class: 'menu' },
    h('summary', { 'aria-label': label }, element.type === 'overflow' ? '⋯' : `${label} ▾`),
    h('div', { role: 'menu' }, rows),
  );
  details.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    details.open = false;
    details.querySelector('summary').focus();
  });
  details.addEventListener('focusout', (event) => {
    if (!details.contains(event.relatedTarget)) details.open = false;
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

function block(one, { onTap, words: speech, nameOf }) {
  switch (one.type) {
    case 'header':
      return h('h4', {}, one.text.text);
    case 'section':
      return h(
        'div',
        { class: 'section' },
        one.text && h('p', {}, textOf(one.text, nameOf)),
        one.fields && h('dl', { class: 'facts' }, one.fields.map(fact)),
      );
    case 'rich_text':
      return h('div', { class: 'rich' }, one.elements.map(richPart));
    case 'context':
      return h(
        'p',
        { class: 'hint' },
        one.elements.flatMap((element) => textOf(element, nameOf)),
      );
    case 'actions':
      return h(
        'div',
        { class: 'acts' },
        one.elements.map((element) =>
          element.type === 'button' ? button(element, onTap) : menu(element, onTap, speech),
        ),
      );
    case 'divider':
      return h('hr');
    default:
      return undefined;
  }
}

/** A message's body: its blocks, else its text. `onTap` gets what a button carries: verb, ticket, value. */
export function body(message, tools) {
  const { blocks, text } = message;
  if (!blocks || blocks.length === 0) return [h('p', {}, typed(text ?? '', tools.nameOf))];
  return blocks.map((one) => block(one, tools)).filter(Boolean);
}
