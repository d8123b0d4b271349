import { h } from './dom.js';
import { icon } from './icons.js';

const amounts = ['1m', '5m', '15m', '31m', '2h', '12h', '1d', '7d'];
const units = { m: 'minutes', h: 'hours', d: 'days' };

/** What else fires, more amounts, and one's own: the part of the clock that opens. */
export function createClockSheet({ store, words, time, next, advance, jump }) {
  const { state } = store;
  const { t } = words;
  const due = h('ol', { class: 'due' });
  const more = h('fieldset', { class: 'amounts' });
  const own = h('input', { name: 'amount', autocomplete: 'off' });
  const wrong = h('small', { class: 'bad', role: 'alert' });
  const go = h('button', { class: 'small primary' });
  const [dueTitle, forwardTitle] = [h('h3'), h('h3')];
  const form = h('form', { class: 'own' }, own, go);
  const summary = h('summary');
  const element = h(
    'details',
    { class: 'sheet', id: 'clock-more' },
    summary,
    h('div', {}, forwardTitle, more, form, wrong, dueTitle, due),
  );

  const shut = () => {
    element.open = false;
  };
  const label = (amount) => t(units[amount.at(-1)], amount.slice(0, -1));

  function step(amount) {
    return h(
      'button',
      {
        type: 'button',
        'data-advance': amount,
        'aria-label': t('advance', label(amount)),
        title: t('advance', label(amount)),
        onclick: () => {
          shut();
          void advance(amount);
        },
      },
      `+${label(amount)}`,
    );
  }

  /** `90m`, `3 小时`; bare digits are minutes; `08:30` is the next time it is that late. */
  function read(text) {
    const clock = /^([01]?\d|2[0-3])[:：]([0-5]\d)$/.exec(text);
    if (!clock) return /^\d+$/.test(text) ? `${text}m` : text;
    const wait = Number(clock[1]) * 60 + Number(clock[2]) - time.minutes(store.now());
    const minutes = wait > 0 ? wait : wait + 24 * 60;
    return `${minutes * 60 - store.now().getUTCSeconds()}s`;
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    wrong.textContent = '';
    const amount = read(own.value.trim());
    if (!/^(?:\d{1,6}(?:\.\d+)?\s*[a-z\u4e00-\u9fff]{1,8}\s*)+$/i.test(amount)) {
      wrong.textContent = t('ownWrong');
      return own.focus();
    }
    go.disabled = true;
    if (await advance(amount)) {
      own.value = '';
      shut();
    }
    go.disabled = false;
  });
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !element.open) return;
    shut();
    summary.focus();
  });
  // A click beside it shuts it; a click that only takes the focus away inside doesn't.
  document.addEventListener('pointerdown', (event) => {
    if (!element.contains(event.target)) shut();
  });

  function drawDue() {
    due.replaceChildren(
      ...state.upcoming.map((one) => {
        const said = next.say(one);
        const at = time.short(one.at, store.now());
        return h(
          'li',
          {},
          h(
            'span',
            {},
            h('time', {}, `${at} `),
            [said.ticket, said.what].filter(Boolean).join(' '),
            h('span', { class: 'muted' }, ` ${said.whom}`),
          ),
          h(
            'button',
            {
              type: 'button',
              class: 'small',
              'aria-label': t('jumpTo', at),
              onclick: () => {
                shut();
                void jump(one.at);
              },
            },
            icon('skip'),
          ),
        );
      }),
    );
    if (state.upcoming.length === 0) due.append(h('li', {}, h('span', { class: 'muted' }, t('nothingDue'))));
  }

  return {
    element,
    step,
    drawDue,
    draw() {
      summary.textContent = t('clockMore');
      dueTitle.textContent = t('dueTitle');
      forwardTitle.textContent = t('forward');
      own.placeholder = t('ownHint');
      own.setAttribute('aria-label', t('forward'));
      go.textContent = t('ownGo');
      more.replaceChildren(...amounts.map(step));
    },
  };
}
