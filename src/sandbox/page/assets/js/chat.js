import { post } from './api.js';
import { byId, composer, fillSelect, h, keepEnd, showRows } from './dom.js';
import { tell } from './toasts.js';

const byTs = (a, b) => Number(a.ts) - Number(b.ts);
export const isAlerts = ({ id }) => /ALERT/i.test(id);

/** Names with their roles, for choosing who one is. */
export const roleOptions = (users, words) =>
  users.map((user) => [user.id, `${words.pick(user.name, user.nameEn)} · ${words.t(user.role)}`]);

/** The engineers' chat, as one of them sees it. */
export function createChat({ store, words, messages }) {
  const { state } = store;
  const [meSelect, places, box, form, area, threadBar] = [
    'chat-me',
    'chat-places',
    'chat-talk',
    'chat-form',
    'chat-text',
    'chat-thread',
  ].map(byId);
  let me = store.kept('chat-me');
  let place = 'channel';
  let thread;
  const open = new Set();
  const seen = new Map();

  const channels = () => state.people.channels.filter((channel) => !isAlerts(channel));
  const conversationOf = (id) => state.chat.conversations.find((one) => one.id === id);
  const directOf = () => state.chat.conversations.find((one) => one.im === me);
  const current = () => {
    if (place === 'direct') return directOf();
    return place === 'home' ? undefined : conversationOf(place === 'channel' ? channels()[0]?.id : place);
  };

  function tapOn(conversation, message) {
    return async ({ verb, ticket, value }) => {
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
  }

  /** Messages and whispers of one place; replies stand under their message. */
  function rowsOf(conversation) {
    if (!conversation) return [];
    const replies = grouped(conversation.messages);
    const whispers = state.chat.whispers
      .filter(({ user, channel }) => user === me && channel === conversation.id)
      .map((message) => ({ message, whisper: true, replies: [] }));
    const roots = conversation.messages
      .filter(({ thread_ts, ts }) => !thread_ts || thread_ts === ts)
      .map((message) => ({ message, whisper: false, replies: replies.get(message.ts) ?? [] }));
    return [...roots, ...whispers].sort((a, b) => byTs(a.message, b.message));
  }

  function below(conversation, { message, whisper, replies }) {
    if (whisper || conversation.im !== undefined) return undefined;
    const shown = open.has(message.ts);
    const toggle =
      replies.length > 0 &&
      h(
        'button',
        {
          type: 'button',
          class: 'link',
          'aria-expanded': String(shown),
          onclick: () => {
            if (!open.delete(message.ts)) open.add(message.ts);
            draw();
          },
        },
        `${shown ? '▾' : '▸'} ${words.t('replies', replies.length)}`,
      );
    const reply = h(
      'button',
      {
        type: 'button',
        class: 'link',
        onclick: () => {
          open.add(message.ts);
          setThread({ channel: conversation.id, ts: message.ts });
          area.focus();
        },
      },
      words.t('replyInThread'),
    );
    return h(
      'div',
      { class: 'under' },
      toggle,
      reply,
      shown &&
        replies.length > 0 &&
        h(
          'div',
          { class: 'thread' },
          replies.map((one) => messages.draw(one, { onTap: tapOn(conversation.id, one) })),
        ),
    );
  }

  function setThread(next) {
    thread = next;
    threadBar.hidden = !thread;
    if (thread) {
      threadBar.replaceChildren(
        h('span', {}, `↳ ${words.t('inThread')}`),
        h(
          'button',
          { type: 'button', class: 'link', onclick: () => setThread(undefined) },
          words.t('leaveThread'),
        ),
      );
    }
    drawHint();
  }

  const drawHint = () => {
    area.placeholder = words.t(
      thread ? 'hintThread' : place === 'direct' || place === 'home' ? 'hintDirect' : 'hintChannel',
    );
  };

  async function send(text) {
    const where = current();
    const inChannel = place !== 'direct' && place !== 'home' && where;
    const answer = await post('chat', {
      user: me,
      text,
      ...(inChannel && { channel: where.id }),
      ...(thread && !text.startsWith('/') && { channel: thread.channel, thread: thread.ts }),
    });
    return tell(answer, words) || !answer.failed;
  }

  function goTo(next) {
    place = next;
    setThread(undefined);
    box.replaceChildren();
    if (place === 'home') void post('home', { user: me });
    draw();
  }

  function drawPlaces() {
    const tabs = [
      ...channels().map((channel, at) => [
        at === 0 ? 'channel' : channel.id,
        `# ${words.t('faults')}${at === 0 ? '' : ` ${channel.name}`}`,
        conversationOf(channel.id),
      ]),
      ['direct', words.t('direct'), directOf()],
      ['home', words.t('home'), undefined],
    ];
    const key = (conversation) => `${me} ${conversation?.id}`;
    const count = (conversation) => conversation?.messages.length ?? 0;
    const now = current();
    if (now) seen.set(key(now), count(now));
    places.replaceChildren(
      ...tabs.map(([id, label, conversation]) => {
        const fresh =
          conversation && id !== place ? count(conversation) - (seen.get(key(conversation)) ?? 0) : 0;
        return h(
          'button',
          { type: 'button', role: 'tab', 'aria-selected': String(id === place), onclick: () => goTo(id) },
          label,
          fresh > 0 && h('span', { class: 'badge', 'aria-label': words.t('newHere') }, String(fresh)),
        );
      }),
    );
  }

  const empty = () => {
    const kind = place === 'direct' ? 'direct' : place === 'home' ? 'home' : 'channel';
    return h(
      'div',
      { class: 'empty' },
      h('b', {}, words.t(`${kind}Empty`)),
      kind !== 'home' && h('p', {}, words.t(`${kind}EmptyHint`)),
    );
  };

  function draw() {
    if (!state.loaded) return;
    me = state.people.users.some(({ id }) => id === me) ? me : state.people.users[0]?.id;
    fillSelect(meSelect, [['', roleOptions(state.people.users, words)]], me);
    const focused = places.contains(document.activeElement);
    drawPlaces();
    if (focused) places.querySelector('[aria-selected=true]')?.focus();
    if (place === 'home') {
      const home = state.chat.homes.find(({ user }) => user === me);
      showRows(box, home ? [home] : [], {
        key: ({ id }) => id,
        sign: ({ hash }) => hash,
        empty,
        make: ({ view }) => messages.draw({ blocks: view.blocks }, { onTap: tapOn('home', { ts: '0' }) }),
      });
      return;
    }
    const conversation = current();
    showRows(box, rowsOf(conversation), {
      key: ({ message }) => message.ts,
      sign: ({ message, replies }) =>
        JSON.stringify([
          me,
          words.language,
          message.edited?.ts,
          message.at,
          replies.length,
          replies.at(-1)?.edited?.ts,
          open.has(message.ts),
        ]),
      make: (row) =>
        messages.draw(row.message, {
          whisper: row.whisper,
          below: below(conversation, row),
          onTap: tapOn(conversation.id, row.message),
        }),
      empty,
    });
  }

  meSelect.addEventListener('change', () => be(meSelect.value));
  function be(user) {
    me = user;
    store.keep('chat-me', user);
    setThread(undefined);
    box.replaceChildren();
    draw();
  }
  composer(form, area, send);
  keepEnd(box);
  setThread(undefined);
  store.on((parts) => {
    if (parts.has('language')) setThread(thread);
    if (['chat', 'people', 'language', 'connected'].some((part) => parts.has(part))) draw();
  });
  return {
    me: () => me,
    be,
    goTo,
    count: () => state.chat.conversations.reduce((sum, { messages: all }) => sum + all.length, 0),
  };
}

function grouped(all) {
  const groups = new Map();
  for (const message of all) {
    if (!message.thread_ts || message.thread_ts === message.ts) continue;
    groups.set(message.thread_ts, [...(groups.get(message.thread_ts) ?? []), message]);
  }
  return groups;
}
