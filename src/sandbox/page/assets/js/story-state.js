import { readTicket } from './api.js';

const mostAsked = 8;
/** The service's own working order, as far as the ticket offers it. */
const order = ['answer', 'onsite', 'arrive', 'resume', 'fix'];

/** Where the story stands, read from what is there: it goes on after a reload, a restart, and acts by hand. */
export function createStoryState({ store, people }) {
  const { state } = store;
  const memory = { ...JSON.parse(store.kept('story') ?? '{}') };
  let ticket;

  const keep = () => store.keep('story', JSON.stringify(memory));
  const newest = () => state.tickets.reduce((most, { number }) => Math.max(most, number), 0);
  const direct = () => state.chat.conversations.filter(({ im }) => im !== undefined);
  const saysVisit = ({ metadata }) => String(metadata?.event_payload?.id ?? '').startsWith('inspection/');

  /** What happened so far, of the points that aren't about one ticket. */
  const tally = () => ({
    mails: state.mails.filter(({ way }) => way === 'in').length,
    said: direct().reduce(
      (sum, { messages }) => sum + messages.filter(({ user }) => user !== state.people.bot).length,
      0,
    ),
    visits: direct().reduce((sum, { messages }) => sum + messages.filter(saysVisit).length, 0),
    results: state.mails.filter(({ way, subject }) => way === 'out' && /巡检|nspection/.test(subject)).length,
  });
  const since = (what) => tally()[what] - (memory.base?.[what] ?? 0) > 0;

  return {
    ticket: () => ticket,
    mailed: () => since('mails'),
    spoke: () => since('said'),
    reminded: () => since('visits'),
    reported: () => since('results'),
    /** Who was told of the ticket in a message of their own. */
    told: () =>
      direct().filter(({ messages }) =>
        messages.some((one) => one.metadata?.event_payload?.ticket === ticket?.number),
      ),
    /** Who owns the ticket, by the chat's id. */
    owner: () =>
      state.people.users.find(({ person }) => person === ticket?.owner.id)?.id ?? state.people.users[0]?.id,
    /** Whom the reporter's words come from: the phone that reported. */
    phone: () =>
      ticket?.reports[0]?.from ??
      (
        state.people.contacts.find(({ phones, mails }) => phones.length > 0 && mails.length > 0) ??
        state.people.contacts[0]
      )?.phones[0],
    mail: () => state.people.contacts.find(({ mails }) => mails.length > 0)?.mails[0],
    /** The next verb that the ticket's worker would tap. */
    work: () => order.find((verb) => (ticket?.may ?? []).slice(0, 3).includes(verb)) ?? 'fix',
    /** The newest reminder of a visit with a button, and whose it is. */
    visit() {
      const found = direct()
        .flatMap(({ id, im, messages }) => messages.filter(saysVisit).map((message) => ({ id, im, message })))
        .sort((a, b) => Number(b.message.ts) - Number(a.message.ts));
      return found.find(({ message }) => (message.blocks ?? []).some(({ type }) => type === 'actions'));
    },
    nextVisit: () => state.upcoming.find(({ visit }) => visit),
    isManager: (id) => people.user(id)?.role === 'manager',

    /** Finds the ticket that the story follows: the one it began with, else the newest that came by text. */
    async look() {
      // A sandbox that began anew has lower numbers.
      if ((memory.after ?? 0) > newest()) delete memory.after;
      if ((memory.number ?? 0) > newest()) delete memory.number;
      const fresh = state.tickets
        .map(({ number }) => number)
        .filter((number) => number > (memory.after ?? 0));
      const numbers =
        memory.number === undefined ? fresh.sort((a, b) => b - a).slice(0, mostAsked) : [memory.number];
      let found;
      for (const number of numbers) {
        const read = await readTicket(number);
        if (read?.reports[0]?.channel === 'sms') found = read;
        if (found) break;
      }
      ticket = found;
      if (found) memory.number = found.number;
      keep();
    },
    /** Whether this phone has a ticket in hand: then its next words would only be added to that one. */
    async hasOpen(phone) {
      const open = state.tickets.filter(({ status }) => status !== 'closed').slice(0, mostAsked);
      const read = await Promise.all(open.map(({ number }) => readTicket(number)));
      return read.some((one) => one?.reports.some(({ from }) => from === phone));
    },
    /** From the beginning, whatever happened before. */
    restart() {
      ticket = undefined;
      delete memory.number;
      memory.after = newest();
      memory.base = tally();
      keep();
    },
  };
}
