import { byId, h } from './dom.js';
import { icon } from './icons.js';
import { createStoryState } from './story-state.js';
import { createSteps } from './story-steps.js';
import { tell } from './toasts.js';

/** The guided path: eight points that tick themselves, and the next one as one click. */
export function createStory({ store, words, people, ...panes }) {
  const { state } = store;
  const { t } = words;
  const [box, showButton] = ['story', 'show-story'].map(byId);
  const story = createStoryState({ store, people });
  let chosen;
  let running = false;
  let asked = 0;

  async function look() {
    const mine = ++asked;
    await story.look();
    if (mine === asked) draw();
  }

  async function run(act) {
    if (running) return;
    running = true;
    const held = box.contains(document.activeElement);
    draw();
    try {
      const answer = await act();
      if (answer?.ok === false && answer.say !== '') tell(answer, words);
    } finally {
      running = false;
      chosen = undefined;
      await look();
      if (held && document.activeElement === document.body) box.querySelector('.go')?.focus();
    }
  }

  function restart() {
    story.restart();
    chosen = undefined;
    draw();
  }

  function hide(hidden) {
    store.keep('story-hidden', hidden ? 'yes' : undefined);
    draw();
    (hidden ? showButton : box.querySelector('.go'))?.focus();
  }

  /** Words where there is room, a drawing on a phone. */
  const quiet = (drawing, label, act) =>
    h(
      'button',
      { type: 'button', class: 'quiet', 'aria-label': label, title: label, onclick: act },
      h('span', { class: 'slim' }, icon(drawing)),
      h('span', { class: 'wide' }, label),
    );

  function chip(step, at, now) {
    return h(
      'li',
      {},
      h(
        'button',
        {
          type: 'button',
          class: `step${step.done ? ' done' : ''}`,
          'aria-current': at === now ? 'step' : undefined,
          'aria-label': `${at + 1} ${step.title}${step.done ? ` ${t('stepDone')}` : ''}`,
          title: step.title,
          onclick: () => {
            chosen = at;
            draw();
          },
        },
        h('span', { class: 'mark', 'aria-hidden': 'true' }, step.done ? '✓' : String(at + 1)),
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
    const steps = createSteps({ store, words, story, ...panes });
    const next = steps.findIndex((step) => !step.done);
    const now = chosen ?? (next < 0 ? steps.length - 1 : next);
    const over = chosen === undefined && next < 0;
    const step = over ? { say: t('storyOver'), title: '', act: [t('restart'), restart] } : steps[now];
    // Points 2 to 6 are about the story's own ticket.
    const possible = now === 0 || now >= 6 || story.ticket() !== undefined;
    const button = ([label, act], kind) =>
      h(
        'button',
        { type: 'button', class: kind, disabled: running || !possible, onclick: () => void run(act) },
        label,
      );
    const active = box.contains(document.activeElement) ? document.activeElement : undefined;
    const focused = active && [...active.classList].find((name) => ['go', 'step', 'other'].includes(name));
    const at = active?.closest('li') ? [...active.closest('ol').children].indexOf(active.closest('li')) : -1;
    box.replaceChildren(
      h(
        'ol',
        { class: 'steps-list' },
        steps.map((one, place) => chip(one, place, over ? -1 : now)),
      ),
      h(
        'div',
        { class: 'step-now' },
        h('p', {}, h('b', {}, `${step.title} `), step.say),
        h(
          'div',
          { class: 'step-acts' },
          button(step.act, 'primary go'),
          step.also && button(step.also, 'small other'),
          !over && quiet('again', t('restart'), restart),
          quiet('shut', t('hide'), () => hide(true)),
        ),
      ),
    );
    if (focused === 'step') box.querySelectorAll('.step')[at]?.focus();
    else if (focused) box.querySelector('.go')?.focus();
  }

  showButton.addEventListener('click', () => hide(false));
  store.on((parts) => {
    if (parts.has('tickets')) void look();
    if (['chat', 'mails', 'upcoming', 'language', 'connected', 'people'].some((part) => parts.has(part)))
      draw();
  });
}
