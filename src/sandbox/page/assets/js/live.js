/** Follows the sandbox: the whole state at first, then the parts that change. */
export function follow(store) {
  const { state } = store;
  const source = new EventSource('/sandbox/events');
  const hear = (name, take) =>
    source.addEventListener(name, (event) => {
      const parts = take(JSON.parse(event.data));
      store.changed(...(parts ?? [name]));
    });
  const setClock = ({ now }) => {
    state.now = { at: Date.parse(now), since: performance.now() };
  };

  hear('state', (whole) => {
    const { people, clock, texts, mails, chat, tickets } = whole;
    Object.assign(state, {
      people,
      texts,
      mails,
      chat,
      tickets,
      connected: true,
      loaded: true,
      busy: 0,
      progress: undefined,
    });
    setClock(clock);
    return ['people', 'clock', 'texts', 'mails', 'chat', 'tickets', 'connected', 'busy'];
  });
  hear('texts', (texts) => {
    state.texts = texts;
  });
  hear('mails', (mails) => {
    state.mails = mails;
  });
  hear('tickets', (tickets) => {
    state.tickets = tickets;
  });
  hear('clock', (clock) => {
    setClock(clock);
  });
  hear('chat', (chat) => {
    const changed = new Map(chat.conversations.map((one) => [one.id, one]));
    const kept = state.chat.conversations.map((one) => changed.get(one.id) ?? one);
    const known = new Set(kept.map(({ id }) => id));
    state.chat = {
      ...chat,
      conversations: [...kept, ...chat.conversations.filter(({ id }) => !known.has(id))],
    };
  });
  hear('busy', ({ busy, turn }) => {
    state.busy = busy ? 1 : 0;
    if (busy) return;
    state.progress = undefined;
    // All of that turn has been heard, and drawn by the listeners so far.
    queueMicrotask(() => {
      document.documentElement.dataset.turn = turn;
    });
  });
  hear('progress', (progress) => {
    state.progress = progress;
    setClock(progress);
    return ['busy', 'clock'];
  });
  source.addEventListener('error', () => {
    state.connected = false;
    store.changed('connected');
  });
  source.addEventListener('open', () => {
    state.connected = true;
    store.changed('connected');
  });
}
