import { byId, h, toEnd } from './dom.js';

const panes = ['phone', 'mail', 'chat', 'alerts'];

/** On a narrow screen one pane is shown at a time. */
export function createTabs({ store, words, counts }) {
  const box = byId('tabs');
  let chosen = 'phone';
  const seen = {};

  function show(pane) {
    chosen = pane;
    for (const one of panes) byId(`pane-${one}`).classList.toggle('chosen', one === pane);
    // A pane that wasn't shown could not follow what arrived.
    for (const box of byId(`pane-${pane}`).querySelectorAll('[role=log]')) toEnd(box);
    draw();
  }

  function draw() {
    seen[chosen] = counts[chosen]();
    const focused = box.contains(document.activeElement);
    box.replaceChildren(
      ...panes.map((pane) => {
        const fresh = counts[pane]() - (seen[pane] ?? 0);
        const label = words.t(pane === 'chat' || pane === 'alerts' ? `${pane}Short` : pane);
        return h(
          'button',
          {
            type: 'button',
            role: 'tab',
            id: `tab-${pane}`,
            tabindex: pane === chosen ? '0' : '-1',
            'aria-controls': `pane-${pane}`,
            'aria-selected': String(pane === chosen),
            onclick: () => show(pane),
          },
          label,
          fresh > 0 &&
            h('span', { class: 'badge', 'aria-label': words.t('newHere') }, String(Math.min(fresh, 99))),
        );
      }),
    );
    if (focused) byId(`tab-${chosen}`).focus();
  }

  box.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    show(panes[(panes.indexOf(chosen) + step + panes.length) % panes.length]);
    byId(`tab-${chosen}`).focus();
  });

  let started = false;
  store.on(() => {
    if (store.state.loaded && !started) {
      started = true;
      for (const pane of panes) seen[pane] = counts[pane]();
    }
    draw();
  });
  show(chosen);
  return { show };
}
