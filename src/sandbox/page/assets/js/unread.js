import { icon } from './icons.js';

/** Counts what arrived in places that aren't open. What was there before the page was opened isn't news. */
export function createUnread() {
  const known = new Set();
  const waiting = new Map();
  let started = false;
  let arrived = 0;
  return {
    /** `rows`: [id, place], oldest first; `here`: the place that is open. */
    learn(rows, here) {
      for (const [id, place] of rows) {
        if (known.has(id)) continue;
        known.add(id);
        if (!started) continue;
        arrived += 1;
        const before = waiting.get(place) ?? 0;
        waiting.delete(place);
        if (place !== here) waiting.set(place, before + 1);
      }
      started = true;
      waiting.delete(here);
    },
    of: (place) => waiting.get(place) ?? 0,
    /** All that arrived since the page was opened. */
    arrived: () => arrived,
    /** The places with something new, the newest last. */
    places: () => [...waiting.keys()],
    sum: (places) => places.reduce((sum, place) => sum + (waiting.get(place) ?? 0), 0),
  };
}

/** The button beside "whose": how much is new elsewhere; a tap goes there. */
export function drawElsewhere(button, { count, what, label, go }) {
  button.hidden = count === 0;
  button.replaceChildren(icon(what), ` ${count > 99 ? '99+' : count}`);
  button.title = label;
  button.setAttribute('aria-label', label);
  button.onclick = go;
}
