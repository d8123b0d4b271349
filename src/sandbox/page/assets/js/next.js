/** Words for what will fire by itself. */
export function createNext({ store, words, people }) {
  const { t, pick } = words;

  function who(reaches) {
    const names = reaches.map(({ kind, address, ...one }) => {
      if (kind === 'staff') return people.named(one);
      if (kind === 'reporter') return people.owner(address)?.name ?? one.name;
      const channel = store.state.people.channels.find(({ id }) => id === address);
      return t(channel && people.isAlerts(channel) ? 'toAlerts' : 'faults');
    });
    const all = [...new Set(names)];
    if (all.length <= 3) return all.join(pick('、', ', '));
    return t('andOthers', all.slice(0, 2).join(pick('、', ', ')), all.length);
  }

  const span = (ms) => {
    const minutes = Math.round(ms / 60_000);
    return minutes < 120 ? t('spanMinutes', minutes) : t('spanHours', Math.round(minutes / 60));
  };

  function what({ what: kind, clock, percent, sinceMs, visit }) {
    const name = clock === undefined ? '' : t(`clock-${clock}`);
    if (kind === 'unclaimed') return sinceMs > 0 ? t('next-unclaimed', span(sinceMs)) : t('next-page');
    if (kind === 'share') return percent >= 100 ? t('next-broken', name) : t('next-share', name, percent);
    if (kind === 'remind' || kind === 'overdue') return t(`next-${kind}`, people.named(visit));
    const known = t(`next-${kind}`, name);
    return known.startsWith('next-') ? t('next-other') : known;
  }

  return {
    /** `工单1001 无人认领满 3 分钟`, and whom it reaches. */
    say(due) {
      const ticket = due.ticket === undefined ? '' : t('ticketN', due.ticket);
      const whom = who(due.reaches);
      return { ticket, what: what(due), whom: whom === '' ? '' : `→ ${whom}` };
    },
  };
}
