import { post } from './api.js';
import { byId, h } from './dom.js';
import { tell } from './toasts.js';

const steps = [
  ['1m', '1 分', '1 min', '1分'],
  ['5m', '5 分', '5 min', '5分'],
  ['15m', '15 分', '15 min', '15分'],
  ['31m', '31 分', '31 min', '31分'],
  ['2h', '2 小时', '2 h', '2时'],
  ['12h', '12 小时', '12 h', '12时'],
  ['1d', '1 天', '1 day', '1天'],
];

/** The clock that can be moved forward, and the line that tells of work under way. */
export function createClock({ store, words, time }) {
  const { state } = store;
  const [now, group, bar] = ['now', 'clock-steps', 'bar'].map(byId);

  const move = async (advance) => tell(await post('clock', { advance }), words);

  function drawSteps() {
    group.replaceChildren(
      ...steps.map(([advance, zh, en, slim]) => {
        const label = words.pick(zh, en);
        return h(
          'button',
          {
            type: 'button',
            'data-advance': advance,
            title: words.t('advance', label),
            'aria-label': words.t('advance', label),
            onclick: () => void move(advance),
          },
          h('span', { class: 'wide' }, `+${label}`),
          h('span', { class: 'slim' }, `+${words.pick(slim, advance)}`),
        );
      }),
    );
  }

  function drawBar() {
    const lost = state.loaded && !state.connected;
    bar.hidden = !lost && state.busy === 0;
    bar.className = lost ? 'bar lost' : 'bar';
    const { progress } = state;
    bar.replaceChildren(
      h(
        'span',
        {},
        lost
          ? words.t('lost')
          : progress
            ? words.t('walking', time.minute(new Date(progress.target)))
            : words.t('working'),
      ),
    );
    for (const button of group.children) button.disabled = progress !== undefined;
  }

  const tick = () => {
    if (state.loaded) now.textContent = time.long(store.now());
  };
  setInterval(tick, 1000);
  store.on((parts) => {
    if (parts.has('language')) drawSteps();
    if (parts.has('clock') || parts.has('language')) tick();
    if (['busy', 'connected', 'language'].some((part) => parts.has(part))) drawBar();
  });
  return { move };
}
