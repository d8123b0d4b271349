import { post } from './api.js';
import { byId, h } from './dom.js';
import { tell } from './toasts.js';

/** Shows the form that the app opened for one of the people that the page plays. */
export function createModal({ store, words, people, players }) {
  const { state } = store;
  const { t } = words;
  const dialog = byId('modal');
  let shown;

  const plain = (text) => text?.text ?? '';

  function select({ name, required, chosen, options }) {
    const rows = options.map(([value, text]) => h('option', { value, selected: value === chosen }, text));
    return h('select', { name, required }, !chosen && h('option', { value: '' }, t('choose')), rows);
  }

  function control({ element, block_id: name, optional }) {
    const required = optional !== true;
    if (element.type === 'static_select') {
      const options = element.options.map(({ value, text }) => [value, plain(text)]);
      return select({ name, required, chosen: element.initial_option?.value, options });
    }
    if (element.type === 'users_select') {
      const options = people.options(state.people.users);
      return select({ name, required, chosen: element.initial_user, options });
    }
    const props = { name, required, maxlength: element.max_length, autocomplete: 'off', dir: 'auto' };
    const value = element.initial_value ?? '';
    return element.multiline ? h('textarea', { ...props, rows: 4, value }) : h('input', { ...props, value });
  }

  function field(block) {
    const error = h('small', { class: 'bad', 'data-error': block.block_id, role: 'alert' });
    return h(
      'label',
      { class: 'field' },
      h(
        'span',
        {},
        plain(block.label),
        block.optional === true && h('small', { class: 'muted' }, ` ${t('optional')}`),
      ),
      control(block),
      block.hint && h('small', { class: 'muted' }, plain(block.hint)),
      error,
    );
  }

  async function send(event) {
    event.preventDefault();
    const { user, id } = shown;
    const fields = Object.fromEntries(
      [...new FormData(event.target)]
        .map(([name, value]) => [name, String(value)])
        .filter(([, value]) => value !== ''),
    );
    const button = event.target.querySelector('button.primary');
    button.disabled = true;
    const answer = await post('submit', { user, view: id, fields });
    button.disabled = false;
    for (const place of dialog.querySelectorAll('[data-error]')) {
      const wrong = answer.errors?.[place.dataset.error];
      place.textContent = wrong ?? '';
      place.parentElement.querySelector('[name]')?.setAttribute('aria-invalid', String(wrong !== undefined));
    }
    if (answer.errors) dialog.querySelector('[aria-invalid=true]')?.focus();
    else tell(answer, words);
  }

  async function close() {
    const { user } = shown;
    dialog.close();
    tell(await post('submit', { user, close: true }), words);
  }

  function draw() {
    const open = state.chat.modals.findLast(({ user }) => players().includes(user));
    // A form that a script fills at once would only flash.
    if (open && !dialog.open && state.busy > 0) return;
    if (open?.id === shown?.id && open?.hash === shown?.hash) return;
    shown = open;
    if (!open) return dialog.close();
    const { view, user } = open;
    dialog.replaceChildren(
      h(
        'form',
        { onsubmit: (event) => void send(event) },
        h(
          'header',
          {},
          h('h3', { id: 'modal-title' }, plain(view.title)),
          h('small', {}, t('fillsAs', people.nameOf(user))),
        ),
        view.blocks.filter(({ type }) => type === 'input').map(field),
        h(
          'footer',
          {},
          h('button', { type: 'button', onclick: () => void close() }, plain(view.close) || t('cancel')),
          h('button', { type: 'submit', class: 'primary' }, plain(view.submit) || t('send')),
        ),
      ),
    );
    if (!dialog.open) dialog.showModal();
    dialog.querySelector('[name]')?.focus();
  }

  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    if (shown) void close();
  });
  store.on((parts) => {
    if (['chat', 'busy', 'connected'].some((part) => parts.has(part))) draw();
  });
}
