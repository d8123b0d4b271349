import { post, readUpcoming } from './api.js';
import { createClockSheet } from './clock-sheet.js';
import { byId, h } from './dom.js';
import { icon } from './icons.js';
import { tell } from './toasts.js';

const steps = ['1m', '5m', '31m', '2h', '1d'];
/** What fired tells so itself; a step that told nobody is asked about. */
const askAgainMs = 4000;

/** The clock: what time it is there, what fires next, and how to move on. */
export function createClock({ store, words, time, next }) {
  const { state } = store;
  const [box, bar, phoneTime] = ['clock', 'bar', 'phone-time'].map(byId);
  const { t } = words;

  const move = async (request) => tell(await post('clock', request), words);
  const advance = (amount) => move({ advance: amount });
  /** To an instant; one that has just passed is already there. */
  const jump = (iso) => (new Date(iso) > store.now() ? move({ to: iso }) : advance('1s'));

  const now = h('p', { class: 'now' }, h('b', { id: 'now' }), h('small', {}));
  const amounts = h('fieldset', { class: 'segments steps' });
  const what = h('p', {});
  const jumpButton = h('button', { type: 'button', class: 'small jump', id: 'jump' });
  const sheet = createClockSheet({ store, words, time, next, advance, jump });
  box.append(
    now,
    h('div', { class: 'forward' }, amounts, sheet.element),
    h('div', { class: 'next' }, what, jumpButton),
  );

  function drawNext() {
    const [due] = state.upcoming;
    jumpButton.hidden = due === undefined;
    if (!due) return what.replaceChildren(h('span', { class: 'muted' }, t('nothingDue')));
    const at = time.short(due.at, store.now());
    const said = next.say(due);
    what.title = [at, said.ticket, said.what, said.whom].filter(Boolean).join(' ');
    what.replaceChildren(
      h('small', {}, `${t('nextDue')} `),
      h('b', {}, `${at} `),
      [said.ticket, said.what].filter(Boolean).join(' '),
      h('small', {}, ` ${said.whom}`),
    );
    jumpButton.replaceChildren(icon('skip'), ` ${t('jump')}`);
    jumpButton.setAttribute('aria-label', t('jumpTo', at));
    jumpButton.title = t('jumpTo', at);
    jumpButton.onclick = () => void jump(due.at);
  }

  function drawSteps() {
    amounts.setAttribute('aria-label', t('forward'));
    amounts.replaceChildren(...steps.map((amount) => sheet.step(amount)));
    sheet.draw();
  }

  function drawBar() {
    const lost = state.loaded && !state.connected;
    const { progress } = state;
    bar.hidden = !lost && state.busy === 0;
    bar.className = lost ? 'bar lost' : 'bar';
    const target = progress && time.short(progress.target, store.now());
    bar.textContent = lost ? t('lost') : progress ? t('walking', target) : t('working');
    for (const button of [jumpButton, ...amounts.children]) button.disabled = progress !== undefined;
  }

  let askedAt = 0;
  async function askAgain() {
    askedAt = performance.now();
    const found = await readUpcoming();
    if (!found) return;
    state.upcoming = found;
    store.changed('upcoming');
  }

  function tick() {
    if (!state.loaded) return;
    const at = store.now();
    now.firstChild.textContent = time.seconds(at);
    now.lastChild.textContent = `${time.date(at)} · ${time.zone(at)}`;
    phoneTime.textContent = time.clock(at);
    const passed = state.upcoming[0] && new Date(state.upcoming[0].at) < new Date(at - askAgainMs);
    if (passed && state.connected && state.busy === 0 && performance.now() - askedAt > askAgainMs)
      void askAgain();
  }

  setInterval(tick, 1000);
  store.on((parts) => {
    if (parts.has('language')) drawSteps();
    if (parts.has('clock') || parts.has('language')) tick();
    if (['upcoming', 'language', 'people', 'clock'].some((part) => parts.has(part))) {
      drawNext();
      sheet.drawDue();
    }
    if (['busy', 'connected', 'language'].some((part) => parts.has(part))) drawBar();
  });
  return { advance, jump };
}
