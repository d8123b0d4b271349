import { post } from './api.js';
import { byId, h } from './dom.js';
import { tell } from './toasts.js';

/** Shows the form that the app opened for one of the people that the page plays. */
export function createModal({ store, words, players }) {
  const { state } = store;
  const dialog = byId('modal');
  let shown;

  const plain = (text) => text?.text ?? '';

  function choice(element, name, required) {
    const initial = element.initial_option?.value ?? '';
    const rows = element.options.map((option) =>
      h('option', { value: option.value, selected: option.value === initial }, plain(option.text)),
    );
    return h('select', { name, required }, !initial && h('option', { value: '' }, words.t('choose')), rows);
  }

  function person(element, name, required) {
    const rows = state.people.users.map((user) =>
      h(
        'option',
        { value: user.id, selected: user.id === element.initial_user },
        words.pick(user.name, user.nameEn),
      ),
    );
    return h(
      'select',
      { name, required },
      !element.initial_user && h('option', { value: '' }, words.t('choose')),
      rows,
    );
  }

  function control({ element, block_id: name, optional }) {
    const required = optional !== true;
    if (element.type === 'static_select') return choice(element, name, required);
    if (element.type === 'users_select') return person(element, name, required);
    const props = { name, required, maxlength: element.max_length, autocomplete: 'off' };
    return element.multiline
      ? h('textarea', { ...props, rows: 4, value: element.initial_value ?? '' })
      : h('input', { ...props, value: element.initial_value ?? '' });
  }

  function field(block) {
    return h(
      'label',
      { class: 'field' },
      h('span', {}, plain(block.label), block.optional === true && h('small', {}, ` ${words.t('optional')}`)),
      control(block),
      block.hint && h('small', { class: 'muted' }, plain(block.hint)),
      h('small', { class: 'bad', 'data-error': block.block_id, role: 'alert' }),
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
    for (const place of dialog.querySelectorAll('[data-error]'))
      place.textContent = answer.errors?.[place.dataset.error] ?? '';
    if (!answer.errors) tell(answer, words);
  }

  async function close() {
    const { user } = shown;
    dialog.close();
    await post('submit', { user, close: true });
  }

  function draw() {
    const open = state.chat.modals.findLast(({ user }) => players().includes(user));
    if (open?.id === shown?.id && open?.hash === shown?.hash) return;
    shown = open;
    if (!open) return dialog.close();
    const { view } = open;
    dialog.replaceChildren(
      h(
        'form',
        { onsubmit: (event) => void send(event) },
        h('h3', {}, plain(view.title)),
        view.blocks.filter(({ type }) => type === 'input').map(field),
        h(
          'div',
          { class: 'mail-tools' },
          h(
            'button',
            { type: 'button', class: 'small', onclick: () => void close() },
            plain(view.close) || words.t('cancel'),
          ),
          h('button', { class: 'primary' }, plain(view.submit) || words.t('send')),
        ),
      ),
    );
    if (!dialog.open) dialog.showModal();
  }

  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    if (shown) void close();
  });
  store.on((parts) => {
    if (parts.has('chat') || parts.has('connected')) draw();
  });
}
