import { post } from './api.js';
import { isAlerts, roleOptions } from './chat.js';
import { byId, fillSelect, h, keepEnd, showRows } from './dom.js';
import { tell } from './toasts.js';

/** What leaders and managers are told: the alerts channel and their own direct messages, in one list. */
export function createAlerts({ store, words, messages }) {
  const { state } = store;
  const [select, box] = ['alerts-me', 'alerts-talk'].map(byId);
  let me = store.kept('alerts-me');

  const people = () => {
    const leading = state.people.users.filter(({ role }) => role === 'manager' || role === 'leader');
    return leading.length > 0 ? leading : state.people.users;
  };

  function rows() {
    const alerts = new Set(state.people.channels.filter(isAlerts).map(({ id }) => id));
    return state.chat.conversations
      .filter((one) => one.im === me || alerts.has(one.id))
      .flatMap((one) =>
        one.messages.map((message) => ({
          message,
          conversation: one.id,
          badge: words.t(one.im ? 'toYou' : 'toAlerts'),
        })),
      )
      .concat(
        state.chat.whispers
          .filter(({ user, channel }) => user === me && alerts.has(channel))
          .map((message) => ({
            message,
            conversation: message.channel,
            badge: words.t('onlyYou'),
            whisper: true,
          })),
      )
      .sort((a, b) => Number(a.message.ts) - Number(b.message.ts));
  }

  const tapOn =
    ({ conversation, message }) =>
    async ({ verb, ticket, value }) => {
      const answer = await post('tap', {
        user: me,
        button: verb,
        ...(ticket !== undefined && { ticket }),
        ...(value !== undefined && { value }),
        message: { channel: conversation, ts: message.ts },
        form: 'show',
      });
      tell(answer, words);
    };

  function draw() {
    if (!state.loaded) return;
    me = people().some(({ id }) => id === me)
      ? me
      : (people().find(({ role }) => role === 'manager') ?? people()[0])?.id;
    fillSelect(select, [['', roleOptions(people(), words)]], me);
    showRows(box, rows(), {
      key: ({ message }) => message.ts,
      sign: ({ message }) => JSON.stringify([me, words.language, message.edited?.ts, message.at]),
      make: (row) =>
        messages.draw(row.message, { badge: row.badge, whisper: row.whisper, onTap: tapOn(row) }),
      empty: () =>
        h(
          'div',
          { class: 'empty' },
          h('b', {}, words.t('alertsEmpty')),
          h('p', {}, words.t('alertsEmptyHint')),
        ),
    });
  }

  keepEnd(box);
  select.addEventListener('change', () => {
    me = select.value;
    store.keep('alerts-me', me);
    box.replaceChildren();
    draw();
  });
  store.on((parts) => {
    if (['chat', 'people', 'language', 'connected'].some((part) => parts.has(part))) draw();
  });
  return { me: () => me, count: () => rows().length };
}
