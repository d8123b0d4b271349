import { byId, h } from './dom.js';
import { createSteps, findTicket } from './story-steps.js';
import { toast } from './toasts.js';

/** The guided path: eight points that tick themselves, and the next one as one click. */
export function createStory({ store, words, ...panes }) {
  const { state } = store;
  const [box, showButton] = ['story', 'show-story'].map(byId);
  const memory = { ...JSON.parse(store.kept('story') ?? '{}'), ticket: undefined };
  let chosen;
  let running = false;
  let asked = 0;

  const keep = () => {
    const { number, after, engineer, work } = memory;
    store.keep('story', JSON.stringify({ number, after, engineer, work }));
  };

  async function look() {
    const mine = ++asked;
    const ticket = await findTicket(state.tickets, memory);
    if (mine !== asked) return;
    memory.ticket = ticket;
    if (ticket) memory.number = ticket.number;
    keep();
    draw();
  }

  async function run(act) {
    if (running) return;
    running = true;
    chosen = undefined;
    draw();
    try {
      const answer = await act();
      if (answer?.ok === false) toast(answer.say, answer.failed ? 'bad' : 'info');
    } finally {
      running = false;
      keep();
      await look();
    }
  }

  function restart() {
    const after = state.tickets.reduce((most, { number }) => Math.max(most, number), 0);
    for (const name of ['number', 'engineer', 'work', 'ticket']) delete memory[name];
    memory.after = after;
    chosen = undefined;
    keep();
    draw();
  }

  function hide(hidden) {
    store.keep('story-hidden', hidden ? 'yes' : undefined);
    draw();
  }

  function chip(step, at, now) {
    const done = step.done();
    return h(
      'li',
      {},
      h(
        'button',
        {
          type: 'button',
          class: `step${done ? ' done' : ''}`,
          'aria-current': at === now ? 'step' : undefined,
          onclick: () => {
            chosen = at;
            draw();
          },
        },
        h('span', { class: 'mark', 'aria-hidden': 'true' }, done ? '✓' : String(at + 1)),
        h('span', { class: 'name' }, step.title),
      ),
    );
  }

  function draw() {
    if (!state.loaded) return;
    const hidden = store.kept('story-hidden') === 'yes';
    box.hidden = hidden;
    showButton.hidden = !hidden;
    if (hidden) return;
    const steps = createSteps({ store, words, memory, ...panes });
    const next = steps.findIndex((step) => !step.done());
    const now = chosen ?? (next < 0 ? steps.length - 1 : next);
    const step = steps[now];
    const possible = now === 0 || now >= 6 || memory.ticket !== undefined;
    const button = ([label, act], kind) =>
      h(
        'button',
        { type: 'button', class: kind, disabled: running || !possible, onclick: () => void run(act) },
        label,
      );
    const focused = box.contains(document.activeElement) ? document.activeElement.className : undefined;
    box.replaceChildren(
      h(
        'ol',
        { class: 'steps-list' },
        steps.map((one, at) => chip(one, at, now)),
      ),
      h(
        'div',
        { class: 'step-now' },
        h('p', {}, h('b', {}, `${now + 1} ${step.title} `), step.say),
        h(
          'div',
          { class: 'step-acts' },
          button(step.act, 'primary go'),
          step.also && button(step.also, 'small'),
          h('button', { type: 'button', class: 'quiet', onclick: restart }, words.t('restart')),
          h('button', { type: 'button', class: 'quiet', onclick: () => hide(true) }, words.t('hide')),
        ),
      ),
    );
    if (focused?.includes('go')) box.querySelector('.go')?.focus();
  }

  showButton.addEventListener('click', () => hide(false));
  store.on((parts) => {
    if (parts.has('tickets')) void look();
    if (['chat', 'mails', 'language', 'connected', 'people'].some((part) => parts.has(part))) draw();
  });
}
