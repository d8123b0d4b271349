/** What the page knows, and who wants to hear of changes. */
export function createStore() {
  const listeners = [];
  const state = {
    people: { users: [], channels: [], contacts: [], bot: '', desk: { phone: '', mail: '' } },
    now: { at: Date.now(), since: performance.now() },
    upcoming: [],
    texts: [],
    mails: [],
    chat: { conversations: [], whispers: [], modals: [], homes: [] },
    tickets: [],
    connected: false,
    loaded: false,
    busy: 0,
    progress: undefined,
  };
  const kept = (name) => localStorage.getItem(`faultline.${name}`) ?? undefined;

  return {
    state,
    on: (listener) => listeners.push(listener),
    /** `parts`: names of what changed; listeners decide what to draw. */
    changed(...parts) {
      for (const listener of listeners) listener(new Set(parts));
    },
    /** Business time now; it runs on by itself. */
    now: () => new Date(state.now.at + performance.now() - state.now.since),
    kept,
    keep(name, value) {
      if (value === undefined) localStorage.removeItem(`faultline.${name}`);
      else localStorage.setItem(`faultline.${name}`, value);
    },
  };
}
