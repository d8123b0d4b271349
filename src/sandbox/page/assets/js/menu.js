import { h } from './dom.js';

/**
 * A menu that opens at its button; Escape and a click elsewhere shut it, arrows walk it.
 * @param rows what each says, and what a tap on it does
 */
export function createMenu({ label, shown, rows, kind = '' }) {
  const items = rows.map(([says, act]) =>
    h(
      'button',
      {
        type: 'button',
        role: 'menuitem',
        onclick: () => {
          details.open = false;
          act();
        },
      },
      says,
    ),
  );
  const details = h(
    'details',
    { class: `menu ${kind}` },
    h('summary', { 'aria-label': label, title: label }, shown),
    h('div', { role: 'menu' }, items),
  );
  details.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') {
      details.open = false;
      details.querySelector('summary').focus();
    } else if (step !== undefined && details.open) {
      event.preventDefault();
      const at = items.indexOf(document.activeElement);
      items[(at + step + items.length) % items.length].focus();
    }
  });
  details.addEventListener('focusout', (event) => {
    if (!details.contains(event.relatedTarget)) details.open = false;
  });
  return details;
}
