/** Names of everybody on the page, in its language. */
export function createPeople({ store, words }) {
  const { state } = store;
  const named = ({ name, nameEn }) => words.pick(name, nameEn);
  const user = (id) => state.people.users.find((one) => one.id === id);
  const ofUser = (key, address) => state.people.users.find((one) => one[key]?.includes(address));
  const ofContact = (key, address) => state.people.contacts.find((one) => one[key].includes(address));

  return {
    named,
    user,
    /** Whose phone or mailbox this is; undefined for strangers. */
    owner(address) {
      const staff = ofUser('phones', address) ?? ofUser('mails', address);
      if (staff) return { staff, name: named(staff) };
      const contact = ofContact('phones', address) ?? ofContact('mails', address);
      return contact && { contact, name: named(contact) };
    },
    nameOf(id) {
      if (id === state.people.bot) return 'Faultline';
      const found = user(id);
      return found ? named(found) : id;
    },
    organisation: () => (state.people.organisation ? named(state.people.organisation) : 'Faultline'),
    isAlerts: ({ id }) => /ALERT/i.test(id),
    /** Names with their roles, for choosing who one is. */
    options: (users, mark = () => '') =>
      users.map((one) => [one.id, `${mark(one)}${named(one)} · ${words.t(one.role)}`]),
  };
}
