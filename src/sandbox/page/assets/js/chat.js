import { post } from './api.js';
import { createAttach } from './attach.js';
import { byId, composer, fillSelect, h, keepEnd, showRows } from './dom.js';
import { icon } from './icons.js';
import { tell } from './toasts.js';
import { createUnread, drawElsewhere } from './unread.js';

const byTs = (a, b) => Number(a.ts) - Number(b.ts);

/** The engineers' chat, as one of them sees it. */
export function createChat({ store, words, time, people, messages }) {
  const { state } = store;
  const [meSelect, elsewhere, places, box, form, area, threadBar] = [
    'chat-me',
    'chat-elsewhere',
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
  const attach = createAttach({ store, words });
  const unread = createUnread();

  const channels = () => state.people.channels.filter((channel) => !people.isAlerts(channel));
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
    const rows = [...roots, ...whispers].sort((a, b) => byTs(a.message, b.message));
    return rows.map((row, at) => ({ ...row, day: dayAbove(row, rows[at - 1]) }));
  }

  /** The name of the day, above the first message of each. */
  function dayAbove({ message }, before) {
    const same = before && time.sameDay(before.message.at ?? 0, message.at ?? 0);
    return same || !message.at ? undefined : time.day(message.at, store.now());
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
    const request = { user: me, text, ...(inChannel && { channel: where.id }) };
    // A command carries nothing and stands in no thread: what is attached waits for the next message.
    const answer = text.startsWith('/')
      ? await post('chat', request)
      : await attach.along((media) =>
          post('chat', {
            ...request,
            ...(thread && { channel: thread.channel, thread: thread.ts }),
            media,
          }),
        );
    return tell(answer, words) || !answer.failed;
  }

  function goTo(next) {
    place = next;
    setThread(undefined);
    box.replaceChildren();
    if (place === 'home') void post('home', { user: me });
    draw();
  }

  /** Where an unread message waits: a channel for everybody, a conversation for its person. */
  const hereIs = () => (place === 'direct' ? me : place === 'home' ? undefined : current()?.id);

  function learn() {
    const rows = state.chat.conversations
      .filter((conversation) => !people.isAlerts(conversation))
      .flatMap(({ id, im, messages: all }) =>
        all
          .filter(({ user }) => user === undefined || user === state.people.bot)
          .map(({ ts }) => [`${id}:${ts}`, im ?? id]),
      );
    unread.learn(rows, hereIs());
  }

  function drawPlaces() {
    const tabs = [
      ...channels().map((channel, at) => [
        at === 0 ? 'channel' : channel.id,
        `# ${words.t('faults')}${at === 0 ? '' : ` ${channel.name}`}`,
        channel.id,
      ]),
      ['direct', words.t('direct'), me],
      ['home', words.t('home'), undefined],
    ];
    places.replaceChildren(
      ...tabs.map(([id, label, waits]) => {
        const fresh = unread.of(waits);
        return h(
          'button',
          {
            type: 'button',
            role: 'tab',
            tabindex: id === place ? '0' : '-1',
            'aria-selected': String(id === place),
            'aria-controls': 'chat-talk',
            onclick: () => goTo(id),
          },
          label,
          fresh > 0 && h('span', { class: 'badge', 'aria-label': words.t('newHere') }, String(fresh)),
        );
      }),
    );
    const others = unread.places().filter((one) => one !== me && people.user(one)?.role !== 'manager');
    const staff = others.filter((one) => people.user(one));
    drawElsewhere(elsewhere, {
      count: unread.sum(staff),
      what: 'chat',
      label: words.t('newDirect', people.nameOf(staff.at(-1))),
      go: () => {
        be(staff.at(-1));
        goTo('direct');
      },
    });
  }

  places.addEventListener('keydown', ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (step === undefined) return;
    const tabs = [...places.children];
    const at = tabs.findIndex((tab) => tab.getAttribute('aria-selected') === 'true');
    tabs[(at + step + tabs.length) % tabs.length].click();
  });

  const empty = () => {
    const kind = place === 'direct' ? 'direct' : place === 'home' ? 'home' : 'channel';
    return h(
      'div',
      { class: 'empty' },
      icon({ direct: 'chat', home: 'home', channel: 'hash' }[kind]),
      h('b', {}, words.t(`${kind}Empty`)),
      kind !== 'home' && h('p', {}, words.t(`${kind}EmptyHint`)),
    );
  };

  function draw() {
    if (!state.loaded) return;
    me = state.people.users.some(({ id }) => id === me) ? me : state.people.users[0]?.id;
    learn();
    const mark = ({ id }) => (unread.of(id) > 0 ? '● ' : '');
    fillSelect(meSelect, [['', people.options(state.people.users, mark)]], me);
    const focused = places.contains(document.activeElement);
    drawPlaces();
    if (focused) places.querySelector('[aria-selected=true]')?.focus();
    if (place === 'home') {
      const home = state.chat.homes.find(({ user }) => user === me);
      showRows(box, home ? [home] : [], {
        key: ({ id }) => id,
        sign: ({ hash }) => hash,
        empty,
        make: ({ view }) =>
          h(
            'div',
            { class: 'row' },
            messages.draw({ blocks: view.blocks }, { onTap: tapOn('home', { ts: '0' }) }),
          ),
      });
      return;
    }
    const conversation = current();
    showRows(box, rowsOf(conversation), {
      key: ({ message }) => message.ts,
      sign: ({ message, replies, day }) =>
        JSON.stringify([
          me,
          day,
          words.language,
          message.edited?.ts,
          message.at,
          replies.length,
          replies.at(-1)?.edited?.ts,
          open.has(message.ts),
        ]),
      make: (row) =>
        h(
          'div',
          { class: 'row' },
          row.day && h('div', { class: 'day' }, row.day),
          messages.draw(row.message, {
            whisper: row.whisper,
            below: below(conversation, row),
            onTap: tapOn(conversation.id, row.message),
          }),
        ),
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
  composer(form, area, send, attach);
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
    count: unread.arrived,
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
