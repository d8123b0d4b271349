import { post } from './api.js';
import { body } from './blocks.js';
import { byId, fillSelect, h, showRows } from './dom.js';
import { icon } from './icons.js';
import { tell } from './toasts.js';

/** A text that went out with a message, by the business time of both. */
const togetherMs = 90_000;

const idOf = ({ metadata }) => String(metadata?.event_payload?.id ?? '');
/** Ticket, version and place of the event: what the copies of one alert have in common. */
const eventOf = (message) => /^\d+\/\d+\/\d+(?=\/.*\/step\/)/.exec(idOf(message))?.[0] ?? message.ts;

/** What a notice is about, by the name under which it was sent. */
function kindOf(message) {
  const step = /\/step\/[^/]+\/(\d+|target)/.exec(idOf(message));
  if (!step) return { kind: /\/page\//.test(idOf(message)) ? 'page' : 'other' };
  return Number(step[1]) >= 100 ? { kind: 'broken' } : { kind: 'warning', percent: Number(step[1]) };
}

/** What leaders and managers are told: the alerts channel and their own direct messages, the newest first. */
export function createAlerts({ store, words, time, people }) {
  const { state } = store;
  const { t } = words;
  const [select, summary, box] = ['alerts-me', 'alerts-summary', 'alerts-talk'].map(byId);
  let me = store.kept('alerts-me');
  const opened = new Map();

  const leading = () => {
    const found = state.people.users.filter(({ role }) => role === 'manager' || role === 'leader');
    return found.length > 0 ? found : state.people.users;
  };
  const ticketOf = (message) => message.metadata?.event_payload?.ticket;
  const isOver = (number) => state.tickets.find((one) => one.number === number)?.status === 'closed';

  function rows() {
    const alerts = new Set(state.people.channels.filter(people.isAlerts).map(({ id }) => id));
    const said = state.chat.conversations
      .filter((one) => one.im === me || alerts.has(one.id))
      .flatMap((one) =>
        one.messages
          .filter(({ user }) => user === undefined || user === state.people.bot)
          .map((message) => ({ message, conversation: one.id, where: one.im ? 'toYou' : 'toAlerts' })),
      );
    const whispers = state.chat.whispers
      .filter(({ user, channel }) => user === me && alerts.has(channel))
      .map((message) => ({ message, conversation: message.channel, where: 'onlyYou' }));
    const all = [...said, ...whispers].sort((a, b) => Number(b.message.ts) - Number(a.message.ts));
    return merged(all);
  }

  /** The copy in the channel and the one sent to this person are one alert; their own is the one they answer. */
  function merged(all) {
    const alerts = new Map();
    for (const row of all) {
      const key = eventOf(row.message);
      const known = alerts.get(key);
      if (!known) alerts.set(key, { ...row, key, places: [row.where] });
      else {
        if (row.where === 'toYou')
          Object.assign(known, { message: row.message, conversation: row.conversation });
        if (!known.places.includes(row.where)) known.places.push(row.where);
      }
    }
    return [...alerts.values()];
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

  /** The text that rang the same person's phone. */
  function textWith({ message }) {
    const phones = people.user(me)?.phones ?? [];
    const number = String(ticketOf(message) ?? '');
    return state.texts.find(
      ({ to, body: said, at }) =>
        phones.includes(to) &&
        number !== '' &&
        said.includes(number) &&
        Math.abs(Date.parse(at) - Date.parse(message.at)) < togetherMs,
    );
  }

  function titleOf(message) {
    const header = message.blocks?.find(({ type }) => type === 'header')?.text.text;
    return header ?? message.text?.split('\n')[0] ?? '';
  }

  function alert(row, newest) {
    const { message, places, key } = row;
    const { kind, percent } = kindOf(message);
    const over = isOver(ticketOf(message));
    const text = textWith(row);
    const pill = { broken: t('alert-broken'), warning: t('alert-warning', percent), page: t('alert-page') }[
      kind
    ];
    const card = h('details', { class: `alert ${over ? 'met' : kind}` });
    card.open = opened.get(key) ?? newest;
    card.addEventListener('toggle', () => {
      // What opens by being the newest shuts again; what a hand opened stays.
      if (card.open !== newest || opened.has(key)) opened.set(key, card.open);
    });
    card.append(
      h(
        'summary',
        {},
        h(
          'span',
          { class: 'line' },
          pill && h('span', { class: `pill ${kind === 'page' ? 'broken' : kind}` }, pill),
          over && h('span', { class: 'pill met' }, t('alert-over')),
          h(
            'span',
            {},
            [...places.map((place) => t(place)), text && t('by-sms')].filter(Boolean).join(' + '),
          ),
          h('time', { datetime: message.at }, time.short(message.at, store.now())),
        ),
        h('b', { dir: 'auto' }, titleOf(message)),
      ),
      h(
        'div',
        { class: 'detail' },
        body(message, { onTap: tapOn(row), words, nameOf: people.nameOf }),
        text && h('p', { class: 'also' }, h('b', {}, t('alsoText')), ` ${text.body}`),
      ),
    );
    return card;
  }

  function drawSummary(all) {
    const tickets = [...new Set(all.map(({ message }) => ticketOf(message)).filter(Boolean))];
    const over = tickets.filter(isOver).length;
    const pill = (kind, count) => count > 0 && h('span', { class: `pill ${kind}` }, t(`sum-${kind}`, count));
    summary.replaceChildren(...[pill('broken', tickets.length - over), pill('met', over)].filter(Boolean));
  }

  function draw() {
    if (!state.loaded) return;
    const known = leading();
    const manager = known.find(({ role }) => role === 'manager') ?? known[0];
    me = known.some(({ id }) => id === me) ? me : manager?.id;
    fillSelect(select, [['', people.options(known)]], me);
    const all = rows();
    drawSummary(all);
    showRows(box, all, {
      key: ({ key }) => key,
      sign: ({ message, places }) =>
        JSON.stringify([
          me,
          places,
          words.language,
          message.edited?.ts,
          message.at,
          isOver(ticketOf(message)),
          message === all[0].message,
          textWith({ message })?.sid,
          time.sameDay(message.at ?? 0, store.now()),
        ]),
      make: (row) => alert(row, row === all[0]),
      newestFirst: true,
      empty: () =>
        h(
          'div',
          { class: 'empty' },
          icon('bell'),
          h('b', {}, t('alertsEmpty')),
          h('p', {}, t('alertsEmptyHint')),
        ),
    });
  }

  function be(user) {
    me = user;
    store.keep('alerts-me', me);
    box.replaceChildren();
    draw();
  }

  select.addEventListener('change', () => be(select.value));
  store.on((parts) => {
    if (['chat', 'people', 'tickets', 'language', 'connected'].some((part) => parts.has(part))) draw();
  });
  const arrived = new Set();
  return {
    me: () => me,
    be,
    /** All that was ever there, whoever looks. */
    count() {
      for (const { key } of rows()) arrived.add(key);
      return arrived.size;
    },
  };
}
