const againMs = 1000;
/** The sandbox says something every 15 s; a line that is silent for longer is dead, whatever the browser thinks. */
const silentMs = 40_000;

/** Follows the sandbox: the whole state at first, then the parts that change; connects again by itself. */
export function follow(store) {
  const { state } = store;
  let source;
  let heardAt = 0;

  const setClock = ({ now }) => {
    state.now = { at: Date.parse(now), since: performance.now() };
  };
  const replace = (name) => (value) => {
    state[name] = value;
  };
  /** What each event changes; it may name other parts than itself. */
  const takes = {
    state({ clock, turn, ...whole }) {
      Object.assign(state, whole, { connected: true, loaded: true, busy: 0, progress: undefined });
      setClock(clock);
      document.documentElement.dataset.turn = turn;
      return ['people', 'clock', 'upcoming', 'texts', 'mails', 'chat', 'tickets', 'connected', 'busy'];
    },
    people: replace('people'),
    texts: replace('texts'),
    mails: replace('mails'),
    tickets: replace('tickets'),
    upcoming: replace('upcoming'),
    clock: setClock,
    chat(chat) {
      const changed = new Map(chat.conversations.map((one) => [one.id, one]));
      const kept = state.chat.conversations.map((one) => changed.get(one.id) ?? one);
      const known = new Set(kept.map(({ id }) => id));
      state.chat = {
        ...chat,
        conversations: [...kept, ...chat.conversations.filter(({ id }) => !known.has(id))],
      };
    },
    busy({ busy, turn }) {
      state.busy = busy ? 1 : 0;
      if (busy) return;
      state.progress = undefined;
      // All of that turn has been heard, and drawn by the listeners so far.
      queueMicrotask(() => {
        document.documentElement.dataset.turn = turn;
      });
    },
    progress(progress) {
      state.progress = progress;
      setClock(progress);
      return ['busy', 'clock'];
    },
    beat: () => [],
  };

  function lost() {
    if (!state.connected) return;
    state.connected = false;
    store.changed('connected');
  }

  function open() {
    source?.close();
    const mine = new EventSource('/sandbox/events');
    source = mine;
    heardAt = performance.now();
    for (const [name, take] of Object.entries(takes)) {
      mine.addEventListener(name, (event) => {
        heardAt = performance.now();
        const parts = take(JSON.parse(event.data)) ?? [name];
        if (parts.length > 0) store.changed(...parts);
      });
    }
    mine.addEventListener('error', () => {
      lost();
      // After an answer other than 200 a browser gives up for good.
      if (mine.readyState === EventSource.CLOSED && mine === source) setTimeout(open, againMs);
    });
  }

  setInterval(() => {
    if (performance.now() - heardAt < silentMs) return;
    lost();
    open();
  }, 5000);
  open();
}
