import { byId, h, toEnd } from './dom.js';

/** The reporter's side and the desk's: on a middling screen one pane of each is shown, on a phone one in all. */
const sides = [
  ['reporterSide', ['phone', 'mail']],
  ['deskSide', ['chat', 'alerts']],
];
const panes = sides.flatMap(([, names]) => names);
const labels = { chat: 'chatShort', alerts: 'alertsShort' };

export function createTabs({ store, words, counts }) {
  const { t } = words;
  const box = byId('tabs');
  const narrow = matchMedia('(max-width: 760px)');
  const wide = matchMedia('(min-width: 1241px)');
  const beside = { reporterSide: 'phone', deskSide: 'chat' };
  const seen = {};
  let chosen = 'phone';
  let started = false;

  const sideOf = (pane) => sides.find(([, names]) => names.includes(pane))[0];
  const isShown = (pane) =>
    wide.matches || (narrow.matches ? pane === chosen : beside[sideOf(pane)] === pane);

  function show(pane) {
    chosen = pane;
    beside[sideOf(pane)] = pane;
    place();
    draw();
  }

  function place() {
    for (const pane of panes) {
      const element = byId(`pane-${pane}`);
      const was = element.offsetParent !== null;
      element.classList.toggle('chosen', pane === chosen);
      element.classList.toggle('beside', beside[sideOf(pane)] === pane);
      // A pane that wasn't shown could not follow what arrived.
      if (!was) for (const log of element.querySelectorAll('[role=log]:not(#alerts-talk)')) toEnd(log);
    }
  }

  function tab(pane) {
    if (started && isShown(pane)) seen[pane] = counts[pane]();
    const fresh = counts[pane]() - (seen[pane] ?? 0);
    return h(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${pane}`,
        tabindex: isShown(pane) ? '0' : '-1',
        'aria-controls': `pane-${pane}`,
        'aria-selected': String(isShown(pane)),
        onclick: () => show(pane),
      },
      t(labels[pane] ?? pane),
      fresh > 0 && h('span', { class: 'badge', 'aria-label': t('newHere') }, String(Math.min(fresh, 99))),
    );
  }

  function draw() {
    const focused = box.contains(document.activeElement);
    box.replaceChildren(
      ...sides.map(([side, names]) => h('div', { role: 'tablist', 'aria-label': t(side) }, names.map(tab))),
    );
    if (focused) byId(`tab-${chosen}`).focus();
  }

  box.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    show(panes[(panes.indexOf(chosen) + step + panes.length) % panes.length]);
    byId(`tab-${chosen}`).focus();
  });
  for (const width of [narrow, wide]) width.addEventListener('change', draw);
  store.on((parts) => {
    if (store.state.loaded && !started) {
      started = true;
      for (const pane of panes) seen[pane] = counts[pane]();
    }
    if (['texts', 'mails', 'chat', 'language', 'connected'].some((part) => parts.has(part))) draw();
  });
  place();
  return {
    show,
    /** Shows a pane and lets the eye find it. */
    point(pane) {
      show(pane);
      const element = byId(`pane-${pane}`);
      element.classList.remove('pointed');
      void element.offsetWidth;
      element.classList.add('pointed');
    },
  };
}
